"""`ridcalc init`."""

import os
import shlex
import sys
from typing import Annotated

import typer

from ridcalc.catalogue import marked
from ridcalc.cli.edge import problems_shown, put_out
from ridcalc.cli.options import Lang

HELP = marked("Make a small budget to start from, with comments, in a new folder.")


def command(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help=marked("The folder to make."))],
    lang: Lang = None,
) -> None:
    """Answer `ridcalc init`."""
    with problems_shown(context):
        from ridcalc.answers.init import files_of  # --help must not pay for it
        from ridcalc.files import make_folder, write_file

        language = lang or context.find_root().params.get("lang") or context.obj
        for path, content in files_of(folder, language):
            make_folder(os.path.dirname(path))
            write_file(path, [content], force=False)
            put_out([f"{os.path.normpath(path)}\n"])
        from ridcalc.core.problems import say
        from ridcalc.render.language import Language

        told = say("to see what it comes to: {command}", command=f"ridcalc allocate --data {shlex.quote(folder)}")
        sys.stderr.write(f"{Language(language).text(told)}\n")
