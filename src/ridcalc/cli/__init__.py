"""The command line: parses options, runs a command, prints its texts, exits with its status. Nothing else prints."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import typer

from ridcalc.cli.help import USAGE_ERROR, Command, translate_help
from ridcalc.cli.output import no_room, print_problems
from ridcalc.cli.process import show_lookalikes
from ridcalc.cli.root import GROUPS, new_app
from ridcalc.cli.unread import completing, keep_unread, not_given
from ridcalc.language.catalogue import message_language, translation

COMMANDS = tuple(name for names in GROUPS.values() for name in names)
"""The commands in the order of the help. Each command is a module of this package with a `command` and a `HELP`."""
_RENAMED = {"import": "import_"}
"""The modules of commands whose name Python keeps for itself."""


def _needed_commands(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the requested command, or all commands if the arguments do not begin with a command."""
    first = arguments[0] if arguments else ""
    return (first,) if first in COMMANDS else COMMANDS


def program(names: Sequence[str] = COMMANDS) -> typer.Typer:
    """Return the program with the commands of these names. Other commands are not imported, to save time."""
    app = new_app()
    for name in names:
        module = import_module(f"ridcalc.cli.{_RENAMED.get(name, name)}")
        settings = getattr(module, "CONTEXT", None)
        app.command(name, cls=Command, help=module.HELP, context_settings=settings)(module.command)
    return app


@cache
def _parser(names: tuple[str, ...], language: str) -> Any:  # noqa: ANN401  typer's own copy of click has no public types
    """Return the parser of the commands of these names, with help in a language; `watch` needs it at every save."""
    command = typer.main.get_command(program(names))
    translate_help(command, translation(language))
    return command


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the program with the arguments (None: those of the process) and exit with its status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    show_lookalikes()
    language = message_language(arguments, os.environ)
    command = _parser(_needed_commands(arguments), language)
    keep_unread(completing if "_RIDCALC_COMPLETE" in os.environ else not_given)
    try:
        sys.exit(command.main(list(arguments), prog_name="ridcalc", obj=language, standalone_mode=False))
    except USAGE_ERROR as error:
        from ridcalc.cli.usage import print_usage_error  # not needed without an error

        print_usage_error(error, language)
        sys.exit(error.exit_code)
    except OSError as error:  # from the printing of help; commands write with write_output
        if error.filename is not None:  # not from a stream
            raise
        print_problems(language, no_room(error).problems, "error")
        sys.exit(1)
