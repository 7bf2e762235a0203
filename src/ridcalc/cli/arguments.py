"""What stands on the command line, read as the values that a command takes."""

from typing import TYPE_CHECKING

import typer

from ridcalc.cli.output import screen
from ridcalc.core.values.problems import say
from ridcalc.language.catalogue import marked, translation

if TYPE_CHECKING:
    from ridcalc.commands.shared import Form, Request


def usage_error(context: typer.Context, option: str, text: str) -> typer.BadParameter:
    """Return the error of wrong usage (status 2) with a text of the catalogue about an option."""
    return typer.BadParameter(translation(context.obj)(text), param_hint=option)


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
    form: "Form | None" = None,
    output: str | None = None,
) -> "Request":
    """Return the request that the common options make."""
    from ridcalc.commands.shared import Request  # --help must not pay for it
    from ridcalc.core.values.progress import Work

    root = context.find_root().params.get("lang")
    found = form or form_of(output)
    where = None if output else screen()
    return Request(data, scenario, checked_changes(context, changes), lang or root, found, where, Work())


def form_of(output: str | None) -> "Form":
    """Return the form that a file's name asks for."""
    name = (output or "").lower()
    if name.endswith(".json"):
        return "json"
    if name.endswith(".csv"):
        return "csv"
    return "markdown" if name.endswith(".md") else "table"


def amount_option(option: str, text: str, *, above_zero: bool = False) -> int:
    """Return the cents that an amount on the command line is; one in another form is a problem.

    Raises:
        ProblemsFoundError: it is no amount.
    """
    from ridcalc.core.values.money import parse_cents
    from ridcalc.core.values.problems import Place, Problem, ProblemsFoundError, Refused

    try:
        cents = parse_cents(text)
    except Refused as refusal:
        raise ProblemsFoundError([refusal.at()._replace(place=Place(f"{option} {text}"))]) from None
    if option != "AMOUNT" and (cents < 0 or (above_zero and cents == 0)):
        message = (
            say("'{text}' is not above zero", text=text) if above_zero else say("'{text}' is below zero", text=text)
        )
        raise ProblemsFoundError([Problem("number-form", message, place=Place(f"{option} {text}"))])
    return cents


def unit_option(text: str | None) -> int:
    """Return the cents of the unit of a table, 0 for none; what is no power of ten is a problem.

    Raises:
        ProblemsFoundError: another amount, or none.
    """
    if text is None:
        return 0
    from ridcalc.core.values.problems import Place, Problem, ProblemsFoundError

    cents = amount_option("--unit", text, above_zero=True)
    if str(cents).strip("0") != "1":
        message = say("'{text}' is no power of ten", text=text)
        hint = say("write 1, 10, 100, 1000 and so on, or 0.1")
        raise ProblemsFoundError([Problem("table-unit", message, hint, place=Place(f"--unit {text}"))])
    return cents
