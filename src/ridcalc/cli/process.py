"""The process around a run: streams that are closed, full or lack characters, and signals that end a process."""

import codecs
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EBADF
from io import StringIO, TextIOWrapper
from types import FrameType
from typing import TextIO

_ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""The signals that end a process, apart from SIGINT, which Python raises as KeyboardInterrupt. No system has all."""


class EndedError(SystemExit):
    """A signal ends the run. The exception lets the code that runs remove its temporary files."""

    def __init__(self, number: int) -> None:
        """Keep the number of the signal."""
        super().__init__(128 + number)
        self.number = number


@contextmanager
def signals_clean_up() -> Iterator[None]:
    """Raise a signal in the block as EndedError, then let the process die of it. Ignored signals stay ignored."""
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    numbers = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]  # nohup ignores SIGHUP

    def end(number: int, _frame: FrameType | None) -> None:
        for other in numbers:
            signal.signal(other, signal.SIG_IGN)  # a second signal would interrupt the cleaning up
        raise EndedError(number)

    for number in numbers:
        signal.signal(number, end)
    try:
        yield
    except EndedError as ended:
        if os.name == "posix":  # Windows processes do not die of signals
            signal.signal(ended.number, signal.SIG_DFL)
            os.kill(os.getpid(), ended.number)
        raise
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


class Closed(StringIO):
    """A stdout that is closed. A write fails like a write to a full disk."""

    def write(self, _text: str) -> int:
        """Refuse the text."""
        raise OSError(EBADF, os.strerror(EBADF))


class _Lenient(TextIOWrapper):
    """A stderr on which a failed write is ignored: nobody can read it, and the results are still wanted."""

    def write(self, text: str) -> int:
        """Write the text if possible."""
        try:
            return super().write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        """Write the buffer if possible."""
        try:
            super().flush()
        except OSError:
            return


_LOOKALIKES = {
    "€": "EUR",
    "−": "-",
    "–": "-",
    "—": "-",
    "×": "x",
    "→": "->",
    "…": "...",
    "✓": "v",
    "✗": "x",
    "─": "-",
    "│": "|",
    "├": "|",
    "└": "`",
}
"""The characters that ridcalc shows and that some character sets lack, such as code page 850 of Windows."""


def _lookalike(error: UnicodeError) -> tuple[str, int]:
    """Return the replacement of the first character that an encoding lacks, and the index after the character."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    escaped = character.encode("ascii", "backslashreplace").decode()
    return _LOOKALIKES.get(character, escaped), error.start + 1


def show_lookalikes() -> None:
    """Let stdout and stderr show a similar character for one that their encoding lacks, or its code."""
    codecs.register_error("lookalike", _lookalike)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="lookalike")


def escape_unknown_characters() -> None:
    """Let stdout show the code of a character that its encoding lacks: lines for a program keep their values."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def understands_control_sequences(terminal: TextIO) -> bool:
    """Return whether a terminal understands control sequences. The console of Windows does so on request only."""
    if sys.platform == "win32":
        import ctypes  # slow; other systems do not need it

        kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
        handle = kernel.GetStdHandle(-11 if terminal is sys.stdout else -12)
        return bool(kernel.GetConsoleMode(handle, ctypes.byref(mode)) and kernel.SetConsoleMode(handle, mode.value | 4))
    return os.environ.get("TERM") != "dumb"


def prepare_streams() -> None:
    """Replace closed streams and a stderr that can fail, so that every text of the program has a stream."""
    if sys.stdout is None:
        sys.stdout = Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  open until the process ends
    elif isinstance(sys.stderr, TextIOWrapper) and not isinstance(sys.stderr, _Lenient):  # a second run keeps it
        sys.stderr = _Lenient(sys.stderr.buffer, sys.stderr.encoding, line_buffering=True)
