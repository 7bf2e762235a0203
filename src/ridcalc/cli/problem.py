"""The command line of `ridcalc problem`."""

from typing import Annotated

import typer

from ridcalc.cli.options import Lang
from ridcalc.cli.output import reporting_problems, screen, write_output
from ridcalc.language.catalogue import marked

HELP = marked("Explain a message by its code: cause, example, remedy.")


def _completions(incomplete: str) -> list[str]:
    """Return the codes that begin with the text, for shell completion."""
    from ridcalc.commands.problem import codes  # slow; only the completion of a code needs it

    return [code for code in codes() if code.startswith(incomplete)]


def command(
    context: typer.Context,
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE]...",
            autocompletion=_completions,
            help=marked("As the message shows it: error[CODE]. Otherwise a list of all codes."),
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Run `ridcalc problem`."""
    del lang  # context.obj has it, or that of the locale
    with reporting_problems(context):
        from ridcalc.commands.problem import run  # slow; --help does not need it

        write_output(run(codes or (), context.obj, screen().width))
