"""`ridcalc verify`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import request_of
from ridcalc.cli.options import Data, Lang
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked

HELP = marked("Tell whether a workbook still says what the files say.")


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.xlsx", help=marked("A workbook that ridcalc export wrote."))],
    data: Data = "data",
    lang: Lang = None,
) -> None:
    """Answer `ridcalc verify`."""
    with reporting_problems(context):
        request = request_of(context, data, None, None, lang)
        from ridcalc.commands.verify import answer  # --help must not pay for it

        complete(context, request, lambda: answer(request, file, context.obj))
