"""The progress bar of a long run, with its rate. Drawn on a terminal only, after the first second."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ridcalc.cli.process import understands_control_sequences

if TYPE_CHECKING:
    from threading import Event

    from ridcalc.core.values.progress import Progress, Task
    from ridcalc.language.sentences import Language

PATIENCE = 1.0
"""Seconds from the start of the process until the bar is drawn."""

_STARTED = time.monotonic()
"""The start of the process, in seconds of the monotonic clock."""
_INTERVAL = 0.1
"""Seconds between two drawings of the bar."""
_WIDTH = 24
"""The width of the bar, in characters."""


@contextmanager
def progress_shown(progress: "Progress", language: Callable[[], str]) -> Iterator[None]:
    """Show the progress of the block on stderr; nothing if stderr is no terminal.

    Drawn by a daemon thread and erased when the block exits. `language` returns the code of the language; it is not
    called in a short run.
    """
    if not sys.stderr.isatty() or not understands_control_sequences(sys.stderr):
        yield
        return
    from threading import Event, Thread  # not needed without a terminal

    ended = Event()
    thread = Thread(target=_draw, args=(progress, language, ended), daemon=True)
    try:
        thread.start()
        yield
    finally:
        ended.set()
        if thread.is_alive():
            thread.join()


def _draw(progress: "Progress", code: Callable[[], str], ended: "Event") -> None:
    """Draw the bar at each interval until the event `ended` is set, then erase the bar."""
    if ended.wait(max(0.0, PATIENCE - (time.monotonic() - _STARTED))):
        return
    from ridcalc.language.sentences import Language  # not needed for a short run

    language = Language(code())
    task, started, done_at_start = progress.task, time.monotonic(), progress.done
    try:
        while not ended.wait(_INTERVAL):
            if progress.task is not task:
                task, started, done_at_start = progress.task, time.monotonic(), 0
            if task is not None:
                rate = max(0, progress.done - done_at_start) / max(time.monotonic() - started, _INTERVAL)
                _write(f"\r{line_of(task, progress.done, rate, language)[: _columns() - 1]}{_ERASE}")
        _write(f"\r{_ERASE}")
    except (OSError, ValueError):  # the terminal was closed
        return


_ERASE = "\x1b[K"
"""The control sequence that erases from the cursor to the end of the line."""


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _columns() -> int:
    """Return the width of the terminal, in characters."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):  # the terminal does not report its size
        return 80


def line_of(task: "Task", done: int, rate: float, language: "Language") -> str:
    """Return the line of the bar for a task of which `done` items are done, at `rate` items per second."""
    from ridcalc.language.numbers import digits  # not needed for a short run

    title = language.text(task.what)
    if not task.total:
        return f"{title} …" if _can_print("…") else f"{title} ..."
    fraction = min(1.0, done / task.total)
    full, empty = ("█", "░") if _can_print("█░") else ("#", ".")
    line = f"{title}  {full * int(fraction * _WIDTH):{empty}<{_WIDTH}} {fraction:4.0%}"
    if task.counted is None or rate < 1:
        return line
    return f"{line}  {digits(int(rate) * 100, language.code, decimals=False)} {language.text(task.counted)}/s"


def _can_print(characters: str) -> bool:
    """Return whether the encoding of stderr has these characters."""
    try:
        characters.encode(sys.stderr.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
