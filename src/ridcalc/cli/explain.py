"""The command line of `ridcalc explain`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import check_for_tables, chosen_format, parsed_year, request_of, unit_option, usage_error
from ridcalc.cli.options import AnalysisFormat, Changes, Data, Force, Lang, Notes, Output, Scenario, Unit
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import ANALYSIS_FORMATS, ResultFormat

HELP = marked("Show where a figure comes from, down to document and cent.")


def command(
    context: typer.Context,
    participant: Annotated[str, typer.Argument(metavar="PARTICIPANT", help=marked("Whose figure."))],
    year: Annotated[str | None, typer.Argument(metavar="YEAR", help=marked("Of which year; otherwise all."))] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", metavar="NAME", help=marked("Only what comes from this measure."))
    ] = None,
    data: Data = "data",
    scenario: Scenario = None,
    changes: Changes = None,
    unit: Unit = None,
    notes: Notes = False,
    form: AnalysisFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc explain`."""
    with reporting_problems(context):
        chosen = chosen_format(ANALYSIS_FORMATS, form, output)
        request = request_of(context, data, scenario, changes, lang, chosen, output)
        if unit is not None and isinstance(chosen, ResultFormat):
            raise usage_error(context, "--unit", marked("--unit is for tables of amounts, not for json or --per"))
        check_for_tables(context, chosen, {"--notes": notes})
        from ridcalc.commands.explain import Asked, run  # slow; --help does not need it

        years = () if year is None else (parsed_year(context, "YEAR", year),)
        unit_cents = unit_option(unit)
        complete(
            context,
            request,
            lambda: run(request, Asked(participant, years, measure), unit_cents, notes=notes),
            output,
            force=force,
        )
