"""The command line of `ridcalc amend`."""

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

HELP = marked("Show the budget amendment between two decisions.")


def command(
    context: typer.Context,
    data: Data = "data",
    scenario: Scenario = None,
    stage: Stage = None,
    since: Since = None,
    changes: Changes = None,
    participant: OnlyParticipant = None,
    unit: Unit = None,
    annex: Annex = False,
    form: AllocationFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc amend`."""
    check_decision(context, stage, since, scenario)
    with reporting_problems(context):
        chosen = chosen_format(FORMATS, form, output)
        check_for_tables(context, chosen, {"--unit": unit is not None, "--annex": annex})
        request = request_of(context, data, scenario, changes, lang, chosen, output)
        from ridcalc.commands.amend import Asked, run  # slow; --help does not need it
        from ridcalc.views.amendment import AmendmentView

        view = AmendmentView(unit_option(unit), annex)
        complete(context, request, lambda: run(request, Asked(stage, since), participant, view), output, force=force)
