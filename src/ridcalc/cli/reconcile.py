"""The command line of `ridcalc reconcile`."""

from typing import Annotated, Literal

import typer

from ridcalc.cli.arguments import chosen_format, parsed_option, parsed_year, request_of
from ridcalc.cli.options import AnalysisFormat, Changes, Data, Force, Lang, Output, ScenarioOrBase
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import ANALYSIS_FORMATS

HELP = marked("Show which measures could make up a published figure.")


def command(
    context: typer.Context,
    amount: Annotated[
        str, typer.Argument(metavar="AMOUNT", help=marked("The published figure in euros; a negative one after --."))
    ],
    year: Annotated[str, typer.Option("--year", metavar="YEAR", help=marked("The year of the figure."))],
    participant: Annotated[
        str | None,
        typer.Option(
            "--participant", metavar="NAME", help=marked("Match this participant's share instead of the total.")
        ),
    ] = None,
    rounded_to: Annotated[
        str | None, typer.Option("--rounded-to", metavar="UNIT", help=marked("The figure was rounded to this."))
    ] = None,
    tolerance: Annotated[
        str, typer.Option("--tolerance", metavar="AMOUNT", help=marked("Accept sums within this amount of the figure."))
    ] = "0",
    by: Annotated[
        Literal["measure", "period"], typer.Option("--by", help=marked("Sum measures of the year, or their periods."))
    ] = "measure",
    split: Annotated[
        bool, typer.Option("--split", help=marked("Also try halves of amounts that have no given division."))
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", metavar="COUNT", min=1, help=marked("Stop after this many ways."))
    ] = 100,
    seconds: Annotated[
        int, typer.Option("--seconds", metavar="COUNT", min=1, help=marked("Stop after this many seconds."))
    ] = 10,
    data: Data = "data",
    scenario: ScenarioOrBase = None,
    changes: Changes = None,
    form: AnalysisFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc reconcile`."""
    with reporting_problems(context):
        chosen = chosen_format(ANALYSIS_FORMATS, form, output)
        request = request_of(context, data, scenario, changes, lang, chosen, output)
        from ridcalc.commands.reconcile import run  # slow; --help does not need it
        from ridcalc.core.analysis.reconcile import Question
        from ridcalc.core.values.money import parse_cents, parse_not_negative, parse_positive

        question = Question(
            parsed_option("", amount, parse_cents),
            parsed_year(context, "--year", year),
            participant,
            parsed_option("--rounded-to", rounded_to, parse_positive) if rounded_to else None,
            parsed_option("--tolerance", tolerance, parse_not_negative),
            by_period=by == "period",
            split=split,
        )
        complete(context, request, lambda: run(request, question, limit, seconds), output, force=force)
