"""The edge of the program: what is written to the screen and to files, and how a run ends."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import typer

from ridcalc.catalogue import marked, translation
from ridcalc.cli.progress import shown
from ridcalc.core.problems import say

if TYPE_CHECKING:
    from ridcalc.answers.shared import Answer, Form, Request, Screen
    from ridcalc.core.problems import Message, Problem, ProblemsFoundError


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


@contextmanager
def problems_shown(context: typer.Context) -> Iterator[None]:
    """Show the problems of a user's input and end with status 1; anything else is a bug and keeps its traceback."""
    from ridcalc.core.problems import ProblemsFoundError  # --help must not pay for it

    try:
        yield
    except ProblemsFoundError as found:
        tell(context.obj, found.problems, "error")
        raise typer.Exit(1) from None


def tell(talk: str, problems: "Sequence[Problem]", severity: Literal["error", "warning"]) -> None:
    """Write problems or warnings to stderr, in the language of the talk."""
    if problems:
        from ridcalc.render import problems as renderer  # most runs have none
        from ridcalc.render.language import Language

        if sys.stdout is not None:
            sys.stdout.flush()
        say_aside(renderer.render(problems, Language(talk, longest=renderer.LONGEST_VALUE), severity))


def say_aside(text: str) -> None:
    """Write a text to stderr, if there is one."""
    if sys.stderr is not None:
        sys.stderr.write(text)


def put_out(texts: Iterable[str], output: str | None = None, *, force: bool = False) -> None:
    """Write texts to stdout, or whole to a file."""
    if output is not None:
        from ridcalc.files import write_file  # most runs write no file

        write_file(output, (text.encode() for text in texts), force=force)
        return
    if sys.stdout is None:  # it was closed before the program began
        raise _no_output(say("there is nowhere to write to"))
    try:
        sys.stdout.writelines(texts)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        _forget_stdout()
        raise typer.Exit(1) from None
    except OSError as error:
        raise no_room(error) from error


def no_room(error: OSError) -> "ProblemsFoundError":
    """Return the problem that stdout takes no more, and let what is still to be written go nowhere."""
    from ridcalc.files import reason_of

    _forget_stdout()
    return _no_output(say("the output cannot be written: {reason}", reason=reason_of(error)))


def _no_output(message: "Message") -> "ProblemsFoundError":
    from ridcalc.core.problems import Problem, ProblemsFoundError

    return ProblemsFoundError([Problem("output-not-written", message)])


def _forget_stdout() -> None:
    """Let what is still to be written go nowhere, so that the end of the process does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _gone.append(True)


_gone: list[bool] = []


def output_is_gone() -> bool:
    """Tell whether what stdout led to takes no more, or was never there."""
    return sys.stdout is None or bool(_gone)


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
    from ridcalc.answers.shared import Request  # --help must not pay for it
    from ridcalc.core.work import Work

    root = context.find_root().params.get("lang")
    found = form or form_of(output)
    where = None if output else screen()
    return Request(data, scenario, checked_changes(context, changes), lang or root, found, where, Work())


def finish(
    context: typer.Context,
    request: "Request",
    make: "Callable[[], Answer]",
    output: str | None = None,
    *,
    force: bool = False,
) -> None:
    """Make an answer and write it, its warnings first; end with status 1 if it has failed."""
    if output is not None:
        from ridcalc.files import check_target  # most runs write no file

        check_target(output, force=force)
    with shown(request.work, context.obj):
        answer = make()
    tell(context.obj, answer.warnings, "warning")
    if output is None and not _into_a_file():  # what comes out is progress enough, and a bar would be among it
        put_out(answer.texts)
    else:
        with shown(request.work, context.obj):
            put_out(answer.texts, output, force=force)
    if answer.failed:
        raise typer.Exit(1)


def _into_a_file() -> bool:
    """Tell whether stdout is a file, and so nobody reads along."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (AttributeError, OSError, ValueError):  # it is closed, or stands for something that is no file
        return False


def form_of(output: str | None) -> "Form":
    """Return the form that a file's name asks for."""
    name = (output or "").lower()
    if name.endswith(".json"):
        return "json"
    if name.endswith(".csv"):
        return "csv"
    return "markdown" if name.endswith(".md") else "table"


def screen() -> "Screen | None":
    """Return the terminal that stdout is; None for a pipe, a file, or a terminal that can only show text."""
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return None
    import shutil  # only a terminal needs it

    from ridcalc.answers.shared import Screen  # --help must not pay for it

    return Screen(shutil.get_terminal_size().columns, colour=not os.environ.get("NO_COLOR"))


def amount_option(option: str, text: str, *, above_zero: bool = False) -> int:
    """Return the cents that an amount on the command line is; one in another form is a problem.

    Raises:
        ProblemsFoundError: it is no amount.
    """
    from ridcalc.core.money import parse_cents
    from ridcalc.core.problems import Place, Problem, ProblemsFoundError, Refused

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
    from ridcalc.core.problems import Place, Problem, ProblemsFoundError

    cents = amount_option("--unit", text, above_zero=True)
    if str(cents).strip("0") != "1":
        message = say("'{text}' is no power of ten", text=text)
        hint = say("write 1, 10, 100, 1000 and so on, or 0.1")
        raise ProblemsFoundError([Problem("table-unit", message, hint, place=Place(f"--unit {text}"))])
    return cents
