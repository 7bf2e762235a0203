"""The command line of `ridcalc calendar`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import chosen_format, request_of
from ridcalc.cli.options import AllocationFormat, Changes, Data, Force, Lang, Output
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import FORMATS

HELP = marked("Show by when each organisation does what for a decision.")


def command(
    context: typer.Context,
    data: Data = "data",
    stage: Annotated[
        str | None,
        typer.Option("--stage", metavar="NAME", help=marked("The decision; otherwise the last one with dates.")),
    ] = None,
    changes: Changes = None,
    form: AllocationFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc calendar`."""
    with reporting_problems(context):
        chosen = chosen_format(FORMATS, form, output)
        request = request_of(context, data, None, changes, lang, chosen, output)
        from ridcalc.commands.calendar import run  # slow; --help does not need it

        complete(context, request, lambda: run(request, stage), output, force=force)
