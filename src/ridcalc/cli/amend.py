"""The command line of `ridcalc amend`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import check_decision, chosen_format, request_of
from ridcalc.cli.options import AllocationFormat, Changes, Data, Force, Lang, Output, Scenario, Since, Stage
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
    participant: Annotated[
        str | None, typer.Option("--participant", metavar="NAME", help=marked("The block of this participant alone."))
    ] = None,
    form: AllocationFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc amend`."""
    check_decision(context, stage, since, scenario)
    with reporting_problems(context):
        chosen = chosen_format(FORMATS, form, output)
        request = request_of(context, data, scenario, changes, lang, chosen, output)
        from ridcalc.commands.amend import Asked, run  # slow; --help does not need it

        complete(context, request, lambda: run(request, Asked(stage, since), participant), output, force=force)
