"""The command line of `ridcalc outlook`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import check_decision, check_for_tables, chosen_format, request_of, unit_option
from ridcalc.cli.options import (
    AllocationFormat,
    Annex,
    Changes,
    Data,
    Force,
    Lang,
    OnlyParticipant,
    Output,
    Scenario,
    Since,
    Stage,
    Unit,
)
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import FORMATS

HELP = marked("Show what a decision means for later years.")


def command(
    context: typer.Context,
    data: Data = "data",
    scenario: Scenario = None,
    stage: Stage = None,
    since: Since = None,
    changes: Changes = None,
    participant: OnlyParticipant = None,
    unit: Unit = None,
    running: Annotated[bool, typer.Option("--running", help=marked("A running total below each mutation."))] = False,
    annex: Annex = False,
    form: AllocationFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc outlook`."""
    check_decision(context, stage, since, scenario)
    with reporting_problems(context):
        chosen = chosen_format(FORMATS, form, output)
        check_for_tables(context, chosen, {"--unit": unit is not None, "--running": running, "--annex": annex})
        request = request_of(context, data, scenario, changes, lang, chosen, output)
        from ridcalc.commands.amend import Asked  # slow; --help does not need it
        from ridcalc.commands.outlook import run
        from ridcalc.views.outlook import OutlookView

        view = OutlookView(unit_option(unit), running, annex)
        complete(context, request, lambda: run(request, Asked(stage, since), participant, view), output, force=force)
