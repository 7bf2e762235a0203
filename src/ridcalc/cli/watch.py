"""`ridcalc watch`."""

import os
import sys
import time
from collections.abc import Iterator
from typing import Annotated

import typer

from ridcalc.catalogue import marked, translation
from ridcalc.cli.edge import usage_error
from ridcalc.core.problems import say

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
    for _ in saves(folder):
        if sys.stdout.isatty():
            sys.stdout.write("\x1b[2J\x1b[H")
        try:
            run([*before, name, *arguments])
        except SystemExit as ended:
            if ended.code not in {None, 0, 1}:  # wrong usage, which no save repairs, or an interrupt
                raise
        sys.stdout.flush()
        if sys.stderr.isatty():
            sys.stderr.write(f"\n{_waiting(context, folder)}\n")


def _waiting(context: typer.Context, folder: str) -> str:
    """Return the line that tells that what is shown is as new as the files, and what can be done."""
    from ridcalc.render.language import Language  # not for what is piped on

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
    """Yield once, and again each time that a YAML file of a data folder is saved, made or removed."""
    seen = None
    while True:
        now = _state(folder)
        if now != seen:
            seen = now
            yield
        else:
            time.sleep(_BETWEEN)


def _state(folder: str) -> dict[str, tuple[int, int]]:
    state = {}
    for place in (folder, os.path.join(folder, "scenarios")):
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.name.endswith(".yaml"):
                        told = entry.stat()
                        state[entry.path] = told.st_mtime_ns, told.st_size
        except OSError:  # it is not there, or went away while it was looked at
            continue
    return state
