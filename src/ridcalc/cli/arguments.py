"""What stands on the command line, read as the values that a command takes."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from ridcalc.cli.output import screen
from ridcalc.language.catalogue import marked, translation
from ridcalc.render.formats import TABLE, Format, format_named, format_of_file

if TYPE_CHECKING:
    from ridcalc.commands.shared import Request


def usage_error(context: typer.Context, option: str, text: str, **values: str) -> typer.BadParameter:
    """Return the error of wrong usage (status 2) of an option: a text of the catalogue, filled with the values."""
    return typer.BadParameter(translation(context.obj)(text).format_map(values), param_hint=option)


def checked_changes(context: typer.Context, changes: list[str] | None) -> tuple[str, ...]:
    """Return the `--set` texts; one that is no PATH=VALUE is wrong usage."""
    for text in changes or ():
        path, equals, _ = text.partition("=")
        if not equals or not all(path.split(".")):
            raise usage_error(context, "--set", marked("write PATH=VALUE, such as measures.NAME.amounts.2023=250000"))
    return tuple(changes or ())


def request_of(
    context: typer.Context,
    data: str,
    scenario: str | None,
    changes: list[str] | None,
    lang: str | None,
    form: Format = TABLE,
    output: str | None = None,
) -> "Request":
    """Return the request that the common options make."""
    from ridcalc.commands.shared import Request  # --help must not pay for it
    from ridcalc.core.values.progress import Progress

    root = context.find_root().params.get("lang")
    where = None if output else screen()
    return Request(data, Progress(), scenario, checked_changes(context, changes), lang or root, form, where)


def chosen_format(offered: Sequence[Format], name: str | None, output: str | None) -> Format:
    """Return the format with the name given by `--format`, or else the one that the output file's suffix asks for."""
    return format_of_file(output or "", offered) if name is None else format_named(name, offered)


def parsed_option(option: str, text: str, parse: Callable[[str], int]) -> int:
    """Return the cents that `parse` makes of the text of an option; what it refuses is a problem at that option.

    Raises:
        ProblemsFoundError: `parse` refuses the text.
    """
    from ridcalc.core.values.problems import InvalidValueError, refuse

    try:
        return parse(text)
    except InvalidValueError as refusal:
        refuse(refusal.code, refusal.message, refusal.hint, place=f"{option} {text}")


def unit_option(text: str | None) -> int:
    """Return the cents of the unit that a table is in; 0 where none is asked for.

    Raises:
        ProblemsFoundError: the text is not a power of ten.
    """
    from ridcalc.core.values.money import parse_unit  # --help must not pay for it

    return 0 if text is None else parsed_option("--unit", text, parse_unit)
