"""The command line of `ridcalc scenarios`."""

import typer

from ridcalc.cli.arguments import request_of
from ridcalc.cli.options import Changes, Data, Lang
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked

HELP = marked("Show the scenarios, what each changes, and its totals.")


def command(context: typer.Context, data: Data = "data", changes: Changes = None, lang: Lang = None) -> None:
    """Run `ridcalc scenarios`."""
    with reporting_problems(context):
        request = request_of(context, data, None, changes, lang)
        from ridcalc.commands.scenarios import run  # slow; --help does not need it

        complete(context, request, lambda: run(request))
