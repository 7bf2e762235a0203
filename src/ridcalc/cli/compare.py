"""The command line of `ridcalc compare`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import chosen_format, parsed_years, request_of, unit_option, usage_error
from ridcalc.cli.options import AnalysisFormat, Changes, Data, Force, Lang, Output, Participants, Per, Unit, Years
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import ANALYSIS_FORMATS, ResultFormat

HELP = marked("Show what changes between scenarios, for whom and why.")


def command(
    context: typer.Context,
    scenarios: Annotated[
        list[str], typer.Argument(metavar="A B", help=marked("Scenarios, the first the reference; none is the base."))
    ],
    data: Data = "data",
    changes: Changes = None,
    year: Years = None,
    participant: Participants = None,
    per: Per = None,
    unit: Unit = None,
    form: AnalysisFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc compare`."""
    if len(scenarios) < 2:
        raise usage_error(context, "A B", marked("name two scenarios or more"))
    with reporting_problems(context):
        chosen = chosen_format(ANALYSIS_FORMATS, form, output)
        request = request_of(context, data, None, changes, lang, chosen, output)
        if isinstance(chosen, ResultFormat) and (len(scenarios) != 2 or per):
            text = marked("{format} takes exactly two scenarios, and no --per")
            raise usage_error(context, "--format", text, format=chosen.name)
        if per and len(scenarios) != 2:
            raise usage_error(context, "--per", marked("--per takes exactly two scenarios"))
        if unit is not None and (isinstance(chosen, ResultFormat) or per):
            raise usage_error(context, "--unit", marked("--unit is for tables of amounts, not for json or --per"))
        from ridcalc.commands.compare import run  # slow; --help does not need it

        years = parsed_years(context, year)
        unit_cents = unit_option(unit)
        complete(
            context,
            request,
            lambda: run(request, scenarios, years, participant or (), per=per, unit=unit_cents),
            output,
            force=force,
        )
