"""`ridcalc init`."""

import os
import shlex
from typing import Annotated

import typer

from ridcalc.catalogue import marked
from ridcalc.cli.edge import problems_shown, put_out, say_aside
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
        made = files_of(folder, language)
        for path, content in made:
            make_folder(os.path.dirname(path))
            write_file(path, [content], force=False)
        put_out(f"{os.path.normpath(path)}\n" for path, _ in made)
        from ridcalc.core.problems import say
        from ridcalc.render.language import Language

        told = say("to see what it comes to: {command}", command=f"ridcalc allocate --data {shlex.quote(folder)}")
        say_aside(f"{Language(language).text(told)}\n")
