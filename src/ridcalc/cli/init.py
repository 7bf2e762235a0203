"""The command line of `ridcalc init`."""

import os
import shlex
from typing import Annotated

import typer

from ridcalc.cli.options import Lang
from ridcalc.cli.output import reporting_problems, write_output, write_stderr
from ridcalc.language.catalogue import marked

HELP = marked("Make a budget to start from, with comments, in a new folder.")


def command(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help=marked("The folder to make."))],
    lang: Lang = None,
) -> None:
    """Run `ridcalc init`; write the paths of the new files to stdout."""
    with reporting_problems(context):
        from ridcalc.commands.init import files_of  # slow; --help does not need it
        from ridcalc.files import make_folder, write_file

        language = lang or context.find_root().params.get("lang") or context.obj
        new_files = files_of(folder, language)
        for path, content in new_files:
            make_folder(os.path.dirname(path))
            write_file(path, [content], force=False)
        write_output(f"{os.path.normpath(path)}\n" for path, _ in new_files)
        from ridcalc.core.values.problems import say
        from ridcalc.language.sentences import Language

        advice = say("to see what it comes to: {command}", command=f"ridcalc allocate --data {shlex.quote(folder)}")
        write_stderr(f"{Language(language).text(advice)}\n")
