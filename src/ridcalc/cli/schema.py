"""`ridcalc schema`."""

from typing import Annotated, Literal

import typer

from ridcalc.catalogue import marked
from ridcalc.cli.edge import problems_shown, put_out
from ridcalc.cli.options import Force, Lang, Output

HELP = marked("Print the JSON Schema of a kind of file, for editors that help while you type.")


def command(
    context: typer.Context,
    kind: Annotated[Literal["measures", "keys", "scenario"], typer.Argument(help=marked("Which kind of file."))],
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Answer `ridcalc schema`."""
    with problems_shown(context):
        from ridcalc.schemas import schema_text  # --help must not pay for it

        language = lang or context.find_root().params.get("lang") or context.obj
        put_out([schema_text(kind, language)], output, force=force)
