"""The command line of `ridcalc benchmark`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import chosen_format, parsed_year, request_of
from ridcalc.cli.options import AllocationFormat, Changes, Data, Force, Lang, Output, Scenario
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import FORMATS

HELP = marked("Show what an inhabitant pays, beside other figures.")


def command(
    context: typer.Context,
    benchmark: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help=marked("Only this benchmark; otherwise all of them."), show_default=False
        ),
    ] = None,
    data: Data = "data",
    scenario: Scenario = None,
    changes: Changes = None,
    prices_of: Annotated[
        str | None,
        typer.Option("--prices-of", metavar="YEAR", help=marked("Show the figures in prices of this year.")),
    ] = None,
    form: AllocationFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc benchmark`."""
    year = None if prices_of is None else parsed_year(context, "--prices-of", prices_of)
    with reporting_problems(context):
        chosen = chosen_format(FORMATS, form, output)
        request = request_of(context, data, scenario, changes, lang, chosen, output)
        from ridcalc.commands.benchmark import run  # slow; --help does not need it

        complete(context, request, lambda: run(request, benchmark, year), output, force=force)
