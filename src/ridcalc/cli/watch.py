"""`ridcalc watch`."""

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated

import typer

from ridcalc.cli.arguments import usage_error
from ridcalc.cli.output import output_is_gone, screen
from ridcalc.core.values.problems import say
from ridcalc.language.catalogue import marked, translation

HELP = marked("Show a table again each time a file of the budget is saved; Ctrl-C ends it.")
CONTEXT = {"ignore_unknown_options": True, "allow_extra_args": True}

TABLES = ("allocate", "check", "compare", "explain", "reconcile", "scenarios")
"""The commands whose table can be watched."""

_BETWEEN = 0.3


def command(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="[COMMAND]", help=marked("The command that shows the table, with its options."))
    ] = "allocate",
) -> None:
    """Answer `ridcalc watch`."""
    arguments = list(context.args)
    if name.startswith("-"):
        name, arguments = "allocate", [name, *arguments]
    if name not in TABLES:
        told = translation(context.obj)(marked("only a command that shows a table can be watched:"))
        raise typer.BadParameter(f"{told} {', '.join(TABLES)}", param_hint="[COMMAND]")
    if any(one.startswith(("-o", "--output")) for one in arguments):
        raise usage_error(context, "[COMMAND]", marked("what is watched is shown, not written to a file"))
    from ridcalc.cli import run  # a cycle otherwise: the program knows its commands

    language = context.find_root().params.get("lang")
    before = [f"--lang={language}"] if language else []
    folder = _folder(arguments)
    gc.enable()  # one run makes nothing worth collecting; many do
    for _ in saves(folder):
        if screen():
            sys.stdout.write("\x1b[2J\x1b[H")
        try:
            run([*before, name, *arguments])
        except SystemExit as ended:
            if ended.code not in {None, 0, 1}:  # wrong usage, which no save repairs, or an interrupt
                raise
        if output_is_gone():
            raise typer.Exit(1)
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(f"\n{_waiting(context, folder)}\n")


def _waiting(context: typer.Context, folder: str) -> str:
    """Return the line that tells that what is shown is as new as the files, and what can be done."""
    from ridcalc.language.sentences import Language  # not for what is piped on

    told = say(
        "{time}, {folder}: shown again at every save; Ctrl-C ends it", time=time.strftime("%H:%M:%S"), folder=folder
    )
    return Language(context.obj).text(told)


def _folder(arguments: list[str]) -> str:
    """Return the data folder that some arguments name, as the commands take it."""
    found = os.environ.get("RIDCALC_DATA") or "data"
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument == "--data":
            found = following
        elif argument.startswith("--data="):
            found = argument.removeprefix("--data=")
    return found


def saves(folder: str) -> Iterator[None]:
    """Yield once, and again each time that a YAML file of a data folder is saved, made or removed.

    It ends when nobody reads what is shown.
    """
    seen = None
    while True:
        now = _state(folder)
        if now != seen:
            seen = now
            yield
        elif _reader_left():
            return
        else:
            time.sleep(_BETWEEN)


def _reader_left() -> bool:
    """Tell whether stdout is a pipe from which nobody reads any more."""
    import select  # nothing else needs it

    try:
        pipe = select.poll()
        pipe.register(sys.stdout.fileno(), 0)
        return bool(pipe.poll(0))
    except (AttributeError, OSError, ValueError):  # no such system, or stdout is nothing that can be asked
        return False


def _state(folder: str) -> dict[str, tuple[int, int, int]]:
    """Return what tells a saved file from what it was; files that begin with a dot are an editor's."""
    state = {}
    for place in (folder, os.path.join(folder, "scenarios")):
        with suppress(OSError):  # it is not there
            for name in os.listdir(place):
                if name.endswith(".yaml") and name[0] != ".":
                    path = os.path.join(place, name)
                    with suppress(OSError):  # it went away while it was looked at
                        told = os.stat(path)
                        state[path] = told.st_mtime_ns, told.st_size, told.st_ino
    return state
