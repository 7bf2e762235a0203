"""The command line of `ridcalc watch`."""

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from ridcalc.cli.arguments import usage_error
from ridcalc.cli.output import language_about, language_option, output_is_gone, screen, write_stderr
from ridcalc.core.values.problems import say
from ridcalc.language.catalogue import language_asked, marked, translation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ridcalc.core.allocation.result import Allocation

HELP = marked("Show a table again at every save of a file; Ctrl-C ends it.")
CONTEXT = {"ignore_unknown_options": True, "allow_extra_args": True}

TABLES = (
    "allocate",
    "amend",
    "benchmark",
    "calendar",
    "check",
    "compare",
    "explain",
    "outlook",
    "reconcile",
    "scenarios",
)
"""The commands that can be watched."""

_INTERVAL = 0.3
"""Seconds between two looks at the files."""


def command(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="[COMMAND]", help=marked("The command that shows the table, with its options."))
    ] = "allocate",
) -> None:
    """Run `ridcalc watch`: run the other command again after each save, until an interrupt."""
    arguments = list(context.args)
    if name.startswith("-"):
        name, arguments = "allocate", [name, *arguments]
    if name not in TABLES:
        text = translation(context.obj)(marked("only a command that shows a table can be watched:"))
        raise typer.BadParameter(f"{text} {', '.join(TABLES)}", param_hint="[COMMAND]")
    if any(argument.startswith(("-o", "--output")) for argument in arguments):
        raise usage_error(context, "[COMMAND]", marked("what is watched is shown, not written to a file"))

    asked = language_option(context)
    root_options = [f"--lang={asked}"] if asked else []
    folder = _folder(arguments)
    gc.enable()  # main() disables it for a single run
    previous: dict[str, Allocation] = {}
    for _ in saves(folder):
        if screen().terminal:
            sys.stdout.write("\x1b[2J\x1b[H")
        allocations = _shown([*root_options, name, *arguments])
        if output_is_gone():
            raise typer.Exit(1)
        if previous and allocations:
            write_stderr(_moves(previous, allocations, language_asked(arguments) or asked))
        previous = allocations or previous
        if sys.stderr.isatty():
            language = language_about(context, folder, language_asked(arguments))
            sys.stderr.write(f"\n{_waiting(folder, language)}\n")


def _shown(arguments: list[str]) -> "dict[str, Allocation]":
    """Run the command with the arguments, and return scenario → allocation that it shows; none if it has problems.

    Raises:
        SystemExit: a wrong option, which a save cannot repair, or an interrupt.
    """
    from ridcalc.cli import run  # at the top of the file, this import would be circular
    from ridcalc.commands.shared import recorded  # slow; --help does not need it

    with recorded() as allocations:
        try:
            run(arguments)
        except SystemExit as error:
            if error.code not in {None, 0, 1}:
                raise
    return allocations


def _moves(before: "Mapping[str, Allocation]", after: "Mapping[str, Allocation]", code: str | None) -> str:
    """Return what moved since the last table without problems, a line per scenario and year.

    `code` is that of the language; None: the language of the budget.
    """
    from ridcalc.commands.shared import language_of  # slow; --help does not need it
    from ridcalc.views.moves import move_lines

    language = language_of(next(iter(after.values())).case.budget, code)
    return "".join(f"{language.text(line)}\n" for line in move_lines(before, after))


def _waiting(folder: str, language: str) -> str:
    """Return the line below the table: the time, the folder, and how to end the command."""
    from ridcalc.language.sentences import Language  # not needed for a pipe

    line = say(
        "{time}, {folder}: shown again at every save; Ctrl-C ends it", time=time.strftime("%H:%M:%S"), folder=folder
    )
    return Language(language).text(line)


def _folder(arguments: list[str]) -> str:
    """Return the data folder of a command with these arguments: `--data`, RIDCALC_DATA or `data`."""
    folder = os.environ.get("RIDCALC_DATA") or "data"
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument == "--data":
            folder = following
        elif argument.startswith("--data="):
            folder = argument.removeprefix("--data=")
    return folder


def saves(folder: str) -> Iterator[None]:
    """Yield once, and again each time that a YAML file of a data folder is saved, created or removed.

    The iterator ends when the reader of stdout has closed the pipe.
    """
    previous = None
    while True:
        current = _state(folder)
        if current != previous:
            previous = current
            yield
        elif _reader_left():
            return
        else:
            time.sleep(_INTERVAL)


def _reader_left() -> bool:
    """Return whether stdout is a pipe that its reader has closed."""
    import select  # not needed by other commands

    try:
        pipe = select.poll()
        pipe.register(sys.stdout.fileno(), 0)
        return bool(pipe.poll(0))
    except (AttributeError, OSError, ValueError):  # the system has no poll, or stdout has no file descriptor
        return False


def _state(folder: str) -> dict[str, tuple[int, int, int]]:
    """Return the time, size and inode of each YAML file; without the files with a leading dot, which editors make."""
    state = {}
    for directory in (folder, os.path.join(folder, "scenarios")):
        with suppress(OSError):  # the folder does not exist
            for name in os.listdir(directory):
                if name.endswith(".yaml") and name[0] != ".":
                    path = os.path.join(directory, name)
                    with suppress(OSError):  # the file was removed in the meantime
                        status = os.stat(path)
                        state[path] = status.st_mtime_ns, status.st_size, status.st_ino
    return state
