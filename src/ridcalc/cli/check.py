"""The command line of `ridcalc check`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import chosen_format, request_of
from ridcalc.cli.options import Changes, CheckFormat, Data, Lang, ScenarioOrAll
from ridcalc.cli.output import complete, language_of_run, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import CHECK_FORMATS, TABLE

HELP = marked("Check the files and every scenario against the published figures.")


def command(
    context: typer.Context,
    data: Data = "data",
    scenario: ScenarioOrAll = None,
    changes: Changes = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=marked("Fail on warnings and incomplete figures too."))
    ] = False,
    form: CheckFormat = TABLE.name,
    lang: Lang = None,
) -> None:
    """Run `ridcalc check`; exit with status 1 if a published figure is missed."""
    with reporting_problems(context):
        request = request_of(context, data, scenario, changes, lang, chosen_format(CHECK_FORMATS, form, None))
        from ridcalc.commands.check import run  # slow; --help does not need it

        complete(context, request, lambda: run(request, lambda: language_of_run(context), strict=strict))
