"""The command line: options in, one call, text out, exit status. The only place that prints."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Any

import typer

from ridcalc.catalogue import Translate, language_of_talk, translation
from ridcalc.cli import allocate, check, compare, explain, reconcile, scenarios
from ridcalc.cli.root import app

COMMANDS = (allocate, check, compare, explain, reconcile, scenarios)
"""The modules of the commands, in the order in which help lists them; each has a `command` and a `HELP`."""

for module in COMMANDS:
    app.command(module.__name__.rpartition(".")[2], help=module.HELP)(module.command)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the program with the arguments (None: the process's own) and end the process with its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a screen that lacks a character gets its number
    language = language_of_talk(arguments, os.environ)
    command = typer.main.get_command(app)
    _translate(command, translation(language))
    command.main(list(arguments), prog_name="ridcalc", obj=language)


def _translate(command: Any, translate: Translate) -> None:  # noqa: ANN401  typer's own copy of click has no public types
    """Put a command's help, and that of all below it, in the language of the talk."""
    command.help = translate(command.help or "")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = translate(parameter.help)
    for below in getattr(command, "commands", {}).values():
        _translate(below, translate)
