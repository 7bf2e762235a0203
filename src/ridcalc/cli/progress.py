"""How far a long run is: a bar with a rate, on a terminal only, from the second second on."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event

    from ridcalc.core.values.progress import Progress, Task
    from ridcalc.language.sentences import Language

PATIENCE = 1.0
"""Seconds before a run counts as long."""

_STARTED = time.monotonic()
_BETWEEN = 0.1
_WIDTH = 24


@contextmanager
def shown(progress: "Progress", talk: str) -> Iterator[None]:
    """Show on stderr, while the block runs, how far the work is; nothing unless stderr is a terminal.

    It is drawn aside, so that those who work need not think of it, and is gone when the block ends.
    """
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    from threading import Event, Thread  # a pipe must not pay for it

    ended = Event()
    drawing = Thread(target=_draw, args=(progress, talk, ended), daemon=True)
    try:
        drawing.start()
        yield
    finally:
        ended.set()
        if drawing.is_alive():
            drawing.join()


def _draw(progress: "Progress", talk: str, ended: "Event") -> None:
    """Draw again and again until the block has ended, and then take the bar away."""
    if ended.wait(max(0.0, PATIENCE - (time.monotonic() - _STARTED))):
        return
    from ridcalc.language.sentences import Language  # few runs are long

    language = Language(talk)
    task, since, before = progress.task, time.monotonic(), progress.done
    try:
        while not ended.wait(_BETWEEN):
            if progress.task is not task:
                task, since, before = progress.task, time.monotonic(), 0
            if task is not None:
                rate = max(0, progress.done - before) / max(time.monotonic() - since, _BETWEEN)
                _write(f"\r{line_of(task, progress.done, rate, language)[: _columns() - 1]}{_ERASE}")
        _write(f"\r{_ERASE}")
    except (OSError, ValueError):  # the terminal is gone
        return


_ERASE = "\x1b[K"


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):  # a terminal that does not tell
        return 80


def line_of(task: "Task", done: int, rate: float, language: "Language") -> str:
    """Return the line that shows how far a task is, at so many a second."""
    from ridcalc.language.numbers import digits  # few runs are long

    what = language.text(task.what)
    if not task.total:
        return f"{what} …" if _has("…") else f"{what} ..."
    part = min(1.0, done / task.total)
    full, empty = ("█", "░") if _has("█░") else ("#", ".")
    line = f"{what}  {full * int(part * _WIDTH):{empty}<{_WIDTH}} {part:4.0%}"
    if task.counted is None or rate < 1:
        return line
    return f"{line}  {digits(int(rate) * 100, language.code, decimals=False)} {language.text(task.counted)}/s"


def _has(characters: str) -> bool:
    """Tell whether the terminal's encoding can carry some characters."""
    try:
        characters.encode(sys.stderr.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
