"""What is written to the screen and to files, and how a run ends."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import typer

from ridcalc.cli.progress import shown
from ridcalc.core.values.problems import say
from ridcalc.render.formats import Screen

if TYPE_CHECKING:
    from ridcalc.commands.shared import Answer, Request
    from ridcalc.core.values.problems import Message, Problem, ProblemsFoundError


@contextmanager
def reporting_problems(context: typer.Context) -> Iterator[None]:
    """Show the problems of a user's input and end with status 1; anything else is a bug and keeps its traceback."""
    from ridcalc.core.values.problems import ProblemsFoundError  # --help must not pay for it

    try:
        yield
    except ProblemsFoundError as found:
        print_problems(context.obj, found.problems, "error")
        raise typer.Exit(1) from None


def print_problems(talk: str, problems: "Sequence[Problem]", severity: Literal["error", "warning"]) -> None:
    """Write problems or warnings to stderr, in the language of the talk."""
    if problems:
        from ridcalc.language.sentences import Language
        from ridcalc.render import problems as renderer  # most runs have none

        if sys.stdout is not None:
            sys.stdout.flush()
        write_stderr(renderer.render(problems, Language(talk, longest=renderer.LONGEST_VALUE), severity))


def write_stderr(text: str) -> None:
    """Write a text to stderr, if there is one."""
    if sys.stderr is not None:
        sys.stderr.write(text)


def write_output(texts: Iterable[str], output: str | None = None, *, force: bool = False) -> None:
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
    from ridcalc.core.values.problems import Problem, ProblemsFoundError

    return ProblemsFoundError([Problem("output-not-written", message)])


def _forget_stdout() -> None:
    """Set stdout to None, as Python does where it was closed before the process began.

    Text that is still in its buffer goes nowhere, so that the process does not fail on it again when it ends.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.stdout = None


def output_is_gone() -> bool:
    """Tell whether what stdout led to takes no more, or was never there."""
    return sys.stdout is None


def complete(
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
    with shown(request.progress, context.obj):
        answer = make()
    print_problems(context.obj, answer.warnings, "warning")
    if output is None and not _into_a_file():  # what comes out is progress enough, and a bar would be among it
        write_output(answer.texts)
    else:
        with shown(request.progress, context.obj):
            write_output(answer.texts, output, force=force)
    if answer.failed:
        raise typer.Exit(1)


def _into_a_file() -> bool:
    """Tell whether stdout is a file, and so nobody reads along."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (AttributeError, OSError, ValueError):  # it is closed, or stands for something that is no file
        return False


def screen() -> Screen | None:
    """Return the terminal that stdout is; None for a pipe, a file, or a terminal that can only show text."""
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return None
    import shutil  # only a terminal needs it

    return Screen(shutil.get_terminal_size().columns, colour=not os.environ.get("NO_COLOR"))
