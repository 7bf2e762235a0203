"""How far a long run is: a bar with a rate, on a terminal only, from the second second on."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event

    from ridcalc.core.work import Work
    from ridcalc.render.language import Language

PATIENCE = 1.0
"""Seconds before a run counts as long."""

_STARTED = time.monotonic()
_BETWEEN = 0.1
_WIDTH = 24


@contextmanager
def shown(work: "Work", talk: str) -> Iterator[None]:
    """Show on stderr, while the block runs, how far the work is; nothing unless stderr is a terminal.

    It is drawn aside, so that those who work need not think of it, and is gone when the block ends.
    """
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    from threading import Event, Thread  # a pipe must not pay for it

    ended = Event()
    drawing = Thread(target=_draw, args=(work, talk, ended), daemon=True)
    drawing.start()
    try:
        yield
    finally:
        ended.set()
        drawing.join()


def _draw(work: "Work", talk: str, ended: "Event") -> None:
    """Draw again and again until the block has ended, and then take the bar away."""
    if ended.wait(max(0.0, PATIENCE - (time.monotonic() - _STARTED))):
        return
    from ridcalc.render.language import Language  # few runs are long

    language = Language(talk)
    what, since, before = work.what, time.monotonic(), work.done
    width = 0
    while not ended.wait(_BETWEEN):
        if work.what is not what:
            what, since, before = work.what, time.monotonic(), 0
        seconds = time.monotonic() - since
        line = line_of(work, (work.done - before) / seconds if seconds > _BETWEEN / 2 else 0, language)
        sys.stderr.write(f"\r{line:<{width}}")
        sys.stderr.flush()
        width = len(line)
    sys.stderr.write("\r" + " " * width + "\r")
    sys.stderr.flush()


def line_of(work: "Work", rate: float, language: "Language") -> str:
    """Return the line that shows how far the work is, at so many a second."""
    what = language.text(work.what) if work.what else ""
    if not work.total:
        return f"{what} …"
    part = min(1.0, work.done / work.total)
    bar = f"{'█' * int(part * _WIDTH):░<{_WIDTH}}"
    from ridcalc.render.numbers import digits  # few runs are long

    line = f"{what}  {bar} {part:4.0%}"
    if work.counted is None or rate < 1:
        return line
    return f"{line}  {digits(int(rate) * 100, language.code, decimals=False)} {language.text(work.counted)}/s"
