"""Writing to stdout, stderr and files, and the exit status of a run."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Literal

import typer

from ridcalc.cli.process import Closed, escape_unknown_characters, understands_control_sequences
from ridcalc.cli.progress import progress_shown
from ridcalc.core.values.problems import say
from ridcalc.language.catalogue import message_language
from ridcalc.render.formats import PAPER, LinesFormat, Screen

if TYPE_CHECKING:
    from ridcalc.commands.shared import Outcome, Request
    from ridcalc.core.values.problems import Problem, ProblemsFoundError


def language_option(context: typer.Context, lang: str | None = None) -> str | None:
    """Return the code of the language of the options and RIDCALC_LANG; None without both.

    `lang` is the option of the command. `context.obj` knows which of several comes first.
    """
    return context.obj if lang or context.find_root().params.get("lang") else None


def language_about(context: typer.Context, folder: str | None, lang: str | None) -> str:
    """Return the code of the language of messages about the budget in a data folder; `lang` is the option of a command.

    The language of the options, else that of the budget, else that of the help.
    """
    asked = language_option(context, lang)
    if asked is None and folder is not None:
        from ridcalc.reading.budget_language import budget_language  # slow; --help does not need it

        asked = budget_language(folder)
    return asked or context.obj


def language_of_run(context: typer.Context) -> str:
    """Return the code of the language of messages of a command about its budget."""
    return language_about(context, context.params.get("data"), context.params.get("lang"))


@contextmanager
def reporting_problems(context: typer.Context) -> Iterator[None]:
    """Print the problems that the block raises and exit with status 1. Other exceptions are bugs and pass through."""
    from ridcalc.core.values.problems import ProblemsFoundError  # slow; --help does not need it

    try:
        yield
    except ProblemsFoundError as error:
        print_problems(language_of_run(context), error.problems, "error")
        raise typer.Exit(1) from None


def print_problems(language: str, problems: "Sequence[Problem]", severity: Literal["error", "warning"]) -> None:
    """Write problems or warnings to stderr, in a language; after problems also the command that explains them."""
    if problems:
        from ridcalc.language.sentences import Language
        from ridcalc.render import problems as renderer  # not needed without problems

        write_stderr(renderer.render(problems, Language(language, longest=renderer.LONGEST_VALUE), severity))
        if severity == "error":  # a warning leaves the answer on a screen of 24 lines
            usual = message_language((), os.environ)
            options = "" if language == usual else f" --lang {language}"
            write_stderr(renderer.way_to_explanations(problems, Language(language), options))


def write_stderr(text: str) -> None:
    """Write a text to stderr, after the texts of stdout."""
    with suppress(OSError):  # the next write to stdout reports it
        sys.stdout.flush()
    sys.stderr.write(text)


def write_output(texts: Iterable[str], output: str | None = None, *, force: bool = False) -> None:
    """Write texts to stdout, or to the file `output`; an existing file is replaced with `force`.

    Raises:
        ProblemsFoundError: the output cannot be written.
    """
    if output is not None:
        from ridcalc.files import write_file  # not needed without --output

        write_file(output, (text.encode() for text in texts), force=force)
        return
    try:
        sys.stdout.writelines(texts)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the pipe has closed it
        _discard_stdout()
        raise typer.Exit(1) from None
    except OSError as error:
        raise no_room(error) from error


def no_room(error: OSError) -> "ProblemsFoundError":
    """Return the error that stdout cannot be written, and discard all further output."""
    from ridcalc.core.values.problems import Problem, ProblemsFoundError
    from ridcalc.files import reason_of

    _discard_stdout()
    message = say("the output cannot be written: {reason}", reason=reason_of(error))
    return ProblemsFoundError([Problem("output-not-written", message)])


def _discard_stdout() -> None:
    """Close stdout. The text in its buffer is written to the null device, so that the flush at exit succeeds."""
    with suppress(OSError):  # stdout was closed before the process began, or has no file descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.stdout = Closed()


def output_is_gone() -> bool:
    """Return whether stdout was closed, by its reader or before the process began."""
    return isinstance(sys.stdout, Closed)


def complete(
    context: typer.Context,
    request: "Request",
    run: "Callable[[], Outcome]",
    output: str | None = None,
    *,
    force: bool = False,
) -> None:
    """Run a command, write its texts to stdout or to the file `output`, and print its warnings.

    Raises:
        ProblemsFoundError: the command found problems, or the output cannot be written.
        Exit: with status 1, if the outcome is a failure.
    """
    if output is not None:
        from ridcalc.files import check_target  # not needed without --output

        check_target(output, force=force)
    with progress_shown(request.progress, lambda: language_of_run(context)):
        outcome = run()
    if isinstance(request.format, LinesFormat):
        escape_unknown_characters()
    if output is None and not _stdout_is_a_file():  # a progress bar would stand among the texts
        write_output(outcome.texts)
    else:
        with progress_shown(request.progress, lambda: language_of_run(context)):
            write_output(outcome.texts, output, force=force)
    if outcome.warnings:
        print_problems(outcome.language or language_of_run(context), outcome.warnings, "warning")
    if outcome.failed:
        raise typer.Exit(1)


def _stdout_is_a_file() -> bool:
    """Return whether stdout is redirected to a regular file."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # stdout is closed, or has no file descriptor
        return False


def screen(width: int | None = None) -> Screen:
    """Return what stdout is: a terminal, or else a pipe or a file; `width` takes the place of its own width.

    A terminal without cursor control counts as a pipe.
    """
    if not sys.stdout.isatty() or not understands_control_sequences(sys.stdout):
        return PAPER if width is None else PAPER._replace(width=width)
    import shutil  # not needed for a pipe or a file

    colour = not os.environ.get("NO_COLOR")
    return Screen(width or shutil.get_terminal_size().columns, terminal=True, colour=colour)
