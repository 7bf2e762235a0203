"""The command line of `ridcalc schema`."""

from typing import Annotated, Literal

import typer

from ridcalc.cli.options import Force, Lang, Output
from ridcalc.cli.output import reporting_problems, write_output
from ridcalc.language.catalogue import marked

HELP = marked("Print the JSON Schema of a kind of file, for editors.")


def command(
    context: typer.Context,
    kind: Annotated[Literal["measures", "keys", "scenario"], typer.Argument(help=marked("Which kind of file."))],
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc schema`."""
    del lang  # context.obj has it, or that of the locale
    with reporting_problems(context):
        from ridcalc.reading.schemas import schema_text  # slow; --help does not need it

        write_output([schema_text(kind, context.obj)], output, force=force)
