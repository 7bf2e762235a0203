"""The command line of `ridcalc scenarios`."""

import typer

from ridcalc.cli.arguments import chosen_format, request_of
from ridcalc.cli.options import AnalysisFormat, Changes, Data, Force, Lang, Output
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import ANALYSIS_FORMATS

HELP = marked("Show the scenarios, what each changes, and its totals.")


def command(
    context: typer.Context,
    data: Data = "data",
    changes: Changes = None,
    form: AnalysisFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc scenarios`."""
    with reporting_problems(context):
        chosen = chosen_format(ANALYSIS_FORMATS, form, output)
        request = request_of(context, data, None, changes, lang, chosen, output)
        from ridcalc.commands.scenarios import run  # slow; --help does not need it

        complete(context, request, lambda: run(request), output, force=force)
