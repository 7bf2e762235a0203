"""Parsing of the arguments and options that commands share."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from ridcalc.cli.output import language_option, screen
from ridcalc.language.catalogue import marked, translation
from ridcalc.render.formats import PAPER, TABLE, Format, ViewFormat, format_named, format_of_file

if TYPE_CHECKING:
    from ridcalc.commands.shared import Request


def usage_error(context: typer.Context, option: str, text: str, **values: str) -> typer.BadParameter:
    """Return the error of a wrong option (exit status 2). `text` is a template of the catalogue for the values."""
    return typer.BadParameter(translation(context.obj)(text).format_map(values), param_hint=option)


def checked_changes(context: typer.Context, changes: list[str] | None) -> tuple[str, ...]:
    """Return the `--set` texts.

    Raises:
        BadParameter: a text is not of the form PATH=VALUE.
    """
    for text in changes or ():
        path, equals, _ = text.partition("=")
        if not equals or not all(path.split(".")):
            raise usage_error(context, "--set", marked("write PATH=VALUE, such as measures.NAME.amounts.2023=250000"))
    return tuple(changes or ())


_PERIOD = re.compile(r"(\d{4})-?[A-Za-z0-9]{2}")
"""A half, a quarter or a month of a year, such as 2027-H1; the group is the year."""
_YEARS = re.compile(r"(\d{4}) ?[-:,; ] ?(\d{4})")
"""Two years in one text, such as 2027-2029; the groups are the years."""


def parsed_year(context: typer.Context, option: str, text: str) -> int:
    """Return the year in the text of an option or argument.

    Raises:
        BadParameter: the text is not four digits; the message says what to write.
    """
    if re.fullmatch(r"[0-9]{4}", text):
        return int(text)
    way = f"{option} " if option.startswith("-") else ""
    if years := _YEARS.fullmatch(text):
        first, second = years.groups()
        if way:
            advice = marked("'{given}' is more than one year; write each year apart: {way}{first} {way}{second}")
            raise usage_error(context, option, advice, given=text, way=way, first=first, second=second)
        raise usage_error(context, option, marked("'{given}' is more than one year; write one"), given=text)
    if period := _PERIOD.fullmatch(text):
        whole = marked("'{given}' is a part of a year; write {way}{year}; allocate --by period shows parts of years")
        raise usage_error(context, option, whole, given=text, way=way, year=period[1])
    if re.fullmatch(r"[0-9]{2}", text):
        raise usage_error(context, option, marked("write the year in four digits: {way}20{given}"), given=text, way=way)
    raise usage_error(context, option, marked("'{given}' is not a year; write such as {way}2027"), given=text, way=way)


def parsed_years(context: typer.Context, texts: list[str] | None) -> tuple[int, ...]:
    """Return the years of `--year` in order, each once; none without the option.

    Raises:
        BadParameter: a text is not a year.
    """
    return tuple(sorted({parsed_year(context, "--year", text) for text in texts or ()}))


def request_of(
    context: typer.Context,
    data: str,
    scenario: str | None,
    changes: list[str] | None,
    lang: str | None,
    form: Format = TABLE,
    output: str | None = None,
    width: int | None = None,
) -> "Request":
    """Return the request made of the common options. An output file is not rendered for a terminal."""
    from ridcalc.commands.shared import Request  # slow; --help does not need it
    from ridcalc.core.values.progress import Progress

    language = language_option(context, lang)
    shown_on = PAPER._replace(width=width or PAPER.width) if output else screen(width)
    return Request(data, Progress(), scenario, checked_changes(context, changes), language, form, shown_on)


def chosen_format(offered: Sequence[Format], name: str | None, output: str | None) -> Format:
    """Return the offered format with the name of `--format`; without a name, the format of the output file's suffix."""
    return format_of_file(output or "", offered) if name is None else format_named(name, offered)


def parsed_option(option: str, text: str, parse: Callable[[str], int]) -> int:
    """Return the value of an option, or of an argument (`option` is then empty), parsed from its text by `parse`.

    Raises:
        ProblemsFoundError: `parse` refuses the text; the problem's place is the option and its text.
    """
    from ridcalc.core.values.problems import InvalidValueError, refuse

    try:
        return parse(text)
    except InvalidValueError as refusal:
        refuse(refusal.code, refusal.message, refusal.hint, place=f"{option} {text}".lstrip())


def unit_option(text: str | None) -> int:
    """Return the unit of `--unit` in cents; 0 without the option.

    Raises:
        ProblemsFoundError: the text is not a power of ten.
    """
    from ridcalc.core.values.money import parse_unit  # slow; --help does not need it

    return 0 if text is None else parsed_option("--unit", text, parse_unit)


def check_decision(context: typer.Context, stage: str | None, since: str | None, scenario: str | None) -> None:
    """Check that a stage does not stand beside scenarios, since it names both.

    Raises:
        BadParameter: it does.
    """
    for option, given in (("--from", since), ("--scenario", scenario)):
        if stage is not None and given is not None:
            raise usage_error(context, option, marked("--stage names a scenario; leave one of the two out"))


def check_for_tables(context: typer.Context, chosen: Format, options: dict[str, bool]) -> None:
    """Check that the options of a table, each with whether it is given, do not stand beside another format.

    Raises:
        BadParameter: one does.
    """
    for option in (name for name, given in options.items() if given and not isinstance(chosen, ViewFormat)):
        raise usage_error(context, option, marked("this is for tables, not for {format}"), format=chosen.name)
