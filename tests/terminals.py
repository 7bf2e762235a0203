"""A terminal of a given size on which ridcalc runs as a process of its own."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path


def shown_on_a_terminal(columns: int, rows: int, folder: Path, *arguments: str) -> list[str]:
    """Return the lines that a terminal without colour shows, stdout and stderr, cut at its width."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    environment |= {"TERM": "xterm", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "ridcalc", *arguments]
    with subprocess.Popen(command, stdout=follower, stderr=follower, cwd=folder, env=environment) as process:
        os.close(follower)
        text = b""
        with suppress(OSError):  # the program has ended
            while read := os.read(leader, 65536):
                text += read
        assert process.wait() == 0, text.decode()
    os.close(leader)
    without_bar = re.sub(r"[^\n]*\r\x1b\[K", "", text.decode())  # a long run draws a bar and takes it away
    return [
        line[start : start + columns]
        for line in without_bar.splitlines()
        for start in range(0, max(len(line), 1), columns)
    ]
