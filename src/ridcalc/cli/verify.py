"""`ridcalc verify`."""

from typing import Annotated

import typer

from ridcalc.catalogue import marked
from ridcalc.cli.edge import finish, problems_shown, request_of
from ridcalc.cli.options import Data, Lang

HELP = marked("Tell whether a workbook still says what the files say.")


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.xlsx", help=marked("A workbook that ridcalc export wrote."))],
    data: Data = "data",
    lang: Lang = None,
) -> None:
    """Answer `ridcalc verify`."""
    with problems_shown(context):
        request = request_of(context, data, None, None, lang)
        from ridcalc.answers.verify import answer  # --help must not pay for it

        finish(context, request, lambda: answer(request, file, context.obj))
