"""What the benchmarks share: processes timed in turn, sections of a plain table, and what this machine is."""

import os
import platform
import pty
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
RIDCALC = str(Path(PYTHON).with_name("ridcalc"))

Command = Sequence[str]

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As an installed program has it: its bytecode is written."""


class Run(NamedTuple):
    """What one run of a command took."""

    seconds: float
    megabytes: float
    """The most memory that it held."""
    processor: float
    """The seconds that a processor worked on it, which a busy machine changes little."""


class Section(NamedTuple):
    """A table of figures: what it is of, its columns, and its rows of texts and numbers."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    note: str = ""


def timed(command: Command, *, terminal: bool = False, ends: Sequence[int] = (0,), **more: str) -> Run:
    """Run a command as a whole process, in the project's folder, its output thrown away; `more` is environment.

    With `terminal` its output goes to a terminal of 80 columns. `ends` are the exit statuses that it may end with.
    """
    environment = {**ENVIRONMENT, **more}
    reader, writer = pty.openpty() if terminal else (None, subprocess.DEVNULL)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=writer, stderr=subprocess.DEVNULL, env=environment)
    if reader is not None:
        os.close(writer)
        drain = Thread(target=_drain, args=(reader,), daemon=True)
        drain.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if reader is not None:
        drain.join()
        os.close(reader)
    if process.returncode not in ends:
        raise RuntimeError(f"{' '.join(command)} ended with status {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def _drain(reader: int) -> None:
    try:
        while os.read(reader, 65536):
            pass
    except OSError:  # the other side is closed
        pass


def ratio(command: Command, other: Command, pairs: int, **options: Any) -> float:  # noqa: ANN401  those of `timed`
    """Return how many times as long one command takes as another: the median over pairs that are run in turn."""
    timed(command, **options), timed(other, **options)  # the first run of each fills the caches
    taken = [timed(command, **options).seconds / timed(other, **options).seconds for _ in range(pairs)]
    return statistics.median(taken)


def machine() -> dict[str, Any]:
    """Return what the figures are of: interpreter, system and processors."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
    }


def shown(section: Section) -> str:
    """Return a section as a plain table: texts to the left, numbers to the right."""
    rows = [section.columns, *([_text(value) for value in row] for row in section.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(section.columns))]
    numeric = [all(not isinstance(row[column], str) for row in section.rows) for column in range(len(section.columns))]
    lines = [
        "  ".join(
            f"{cell:>{width}}" if right else f"{cell:<{width}}"
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    ]
    return "\n".join([section.title, "-" * len(section.title), *lines, *([section.note] if section.note else []), ""])


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 0.1 else f"{value:.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
