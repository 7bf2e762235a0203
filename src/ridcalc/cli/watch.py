"""`ridcalc watch`."""

import os
import sys
import time
from collections.abc import Iterator
from typing import Annotated

import typer

from ridcalc.catalogue import marked
from ridcalc.cli.edge import usage_error

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
        raise usage_error(context, "[COMMAND]", marked("only a command that shows a table can be watched"))
    from ridcalc.cli import run  # a cycle otherwise: the program knows its commands

    language = context.find_root().params.get("lang")
    before = [f"--lang={language}"] if language else []
    for _ in saves(_folder(arguments)):
        if sys.stdout.isatty():
            sys.stdout.write("\x1b[2J\x1b[H")
        try:
            run([*before, name, *arguments])
        except SystemExit as ended:
            if ended.code == 130:
                raise
        sys.stdout.flush()


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
