"""`ridcalc check`."""

from typing import Annotated, Literal

import typer

from ridcalc.cli.arguments import request_of
from ridcalc.cli.options import Changes, Data, Lang, ScenarioOrAll
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked

HELP = marked("Check the files and every scenario, and hold the published figures against the result.")


def command(
    context: typer.Context,
    data: Data = "data",
    scenario: ScenarioOrAll = None,
    changes: Changes = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=marked("Fail on warnings and incomplete figures too."))
    ] = False,
    form: Annotated[
        Literal["table", "json"], typer.Option("--format", help=marked("json: for editors and other programs."))
    ] = "table",
    lang: Lang = None,
) -> None:
    """Answer `ridcalc check`; status 1 if a figure is missed."""
    with reporting_problems(context):
        request = request_of(context, data, scenario, changes, lang, form)
        from ridcalc.commands.check import answer  # --help must not pay for it
        from ridcalc.language.sentences import Language

        complete(context, request, lambda: answer(request, Language(context.obj), strict=strict))
