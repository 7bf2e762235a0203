"""The command line of `ridcalc init`."""

import os
from typing import Annotated

import typer

from ridcalc.cli.options import Lang
from ridcalc.cli.output import reporting_problems, write_output, write_stderr
from ridcalc.language.catalogue import marked

HELP = marked("Make a budget to start from, with comments, in a new folder.")


def _completions(incomplete: str) -> list[str]:
    """Return the names of the examples that begin with the text, for shell completion."""
    from ridcalc.commands.init import example_names  # slow; only the completion of a name needs it

    return [name for name in example_names() if name.startswith(incomplete)]


Example = Annotated[
    str | None,
    typer.Option(
        "--example",
        metavar="NAME",
        autocompletion=_completions,
        help=marked("A whole budget instead, in Dutch: ict, omgevingsdienst or veiligheidsregio."),
    ),
]


def command(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help=marked("The folder to make."))],
    example: Example = None,
    lang: Lang = None,
) -> None:
    """Run `ridcalc init`; write the paths of the new files to stdout."""
    del lang  # context.obj has it, or that of the locale
    with reporting_problems(context):
        from ridcalc.commands.init import files_of  # slow; --help does not need it
        from ridcalc.files import folders_of, write_files

        new_files = files_of(folder, context.obj, example)
        with folders_of(path for path, _ in new_files):
            write_files(((path, [content]) for path, content in new_files), force=False)
        write_output(f"{os.path.normpath(path)}\n" for path, _ in new_files)
        from ridcalc.core.values.problems import say
        from ridcalc.language.sentences import Language

        advice = say("to see what it comes to: {command}", command=f"ridcalc allocate --data {_quoted(folder)}")
        write_stderr(f"{Language(context.obj).text(advice)}\n")


def _quoted(path: str) -> str:
    """Return a path as one word for the shell."""
    from ridcalc.files import WINDOWS

    if WINDOWS:
        from subprocess import list2cmdline

        return list2cmdline([path])
    from shlex import quote

    return quote(path)
