"""The command line of `ridcalc verify`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import chosen_format, request_of
from ridcalc.cli.options import Data, Force, Lang, Output, VerifyFormat
from ridcalc.cli.output import complete, language_of_run, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import VERIFY_FORMATS

HELP = marked("Check that a workbook still says what the files say.")


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.xlsx", help=marked("A workbook that ridcalc export wrote."))],
    data: Data = "data",
    form: VerifyFormat = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc verify`; exit with status 1 if the workbook differs from the files."""
    with reporting_problems(context):
        chosen = chosen_format(VERIFY_FORMATS, form, output)
        request = request_of(context, data, None, None, lang, chosen, output)
        from ridcalc.commands.verify import run  # slow; --help does not need it

        complete(context, request, lambda: run(request, file, language_of_run(context)), output, force=force)
