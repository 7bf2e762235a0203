"""The command line: options in, one call, text out, exit status. The only place that prints."""

import os
import sys
from collections.abc import Sequence
from errno import ENOSPC
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import typer

from ridcalc.cli.output import no_room, print_problems
from ridcalc.cli.root import new_app
from ridcalc.language.catalogue import Translate, message_language, translation

COMMANDS = (
    "allocate",
    "check",
    "compare",
    "explain",
    "export",
    "init",
    "reconcile",
    "scenarios",
    "schema",
    "verify",
    "watch",
)
"""The commands, in the order in which help lists them; each has a module here with a `command` and a `HELP`."""


def _needed(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the commands that must be there to answer: the one that is asked for, or else all of them."""
    first = arguments[0] if arguments else ""
    return (first,) if first in COMMANDS else COMMANDS


def program(arguments: Sequence[str]) -> typer.Typer:
    """Return the program with the commands that the arguments need; a command that is not asked for costs nothing."""
    app = new_app()
    for name in _needed(arguments):
        module = import_module(f"ridcalc.cli.{name}")
        settings = getattr(module, "CONTEXT", None)
        app.command(name, help=module.HELP, context_settings=settings)(module.command)
    return app


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the program with the arguments (None: the process's own) and end the process with its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a screen that lacks a character gets its number
    language = message_language(arguments, os.environ)
    command = typer.main.get_command(program(arguments))
    _translate(command, translation(language))
    if "_RIDCALC_COMPLETE" in os.environ:
        _leave_values_unread()
    try:
        command.main(list(arguments), prog_name="ridcalc", obj=language)
    except OSError as error:  # only help meets it here; what a command writes has gone through put_out
        if error.errno != ENOSPC:
            raise
        print_problems(language, no_room(error).problems, "error")
        sys.exit(1)


def _leave_values_unread() -> None:
    """Complete a command line without reading its values: names are all that is needed, and reading loads pydantic."""

    def as_it_is(_parameter: object, _context: object, value: object) -> object:
        return value

    for kind in (typer.core.TyperOption, typer.core.TyperArgument):
        setattr(kind, "process_value", as_it_is)  # noqa: B010  a plain assignment is none that mypy takes


def _translate(command: Any, translate: Translate) -> None:  # noqa: ANN401  typer's own copy of click has no public types
    """Put a command's help, and that of all below it, in the language of the talk."""
    command.help = translate(command.help or "")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = translate(parameter.help)
    for below in getattr(command, "commands", {}).values():
        _translate(below, translate)
