"""Run the commands of one side for compare_checkouts.py, which starts it: `checkout_driver.py SOURCE FOLDER < JOBS`.

The driver loads the program once, only through `ridcalc.__main__`, and forks for each command. A fork takes a tenth of
the time of a new process, and needs Linux or macOS.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

LONGEST = 300
"""Seconds after which a signal ends a command; the status is then the number of the signal, negative."""

Command = Mapping[str, Any]
"""The arguments (`args`), variables to add to the environment (`env`), whether stdout is a terminal (`screen`), and the
device to which stdout goes (`into`; empty: a file).
"""


def main() -> None:
    """Run the jobs of stdin, one per line, and print a line after each. The first job only loads modules."""
    source, side = (Path(argument).resolve() for argument in sys.argv[1:])
    run: Callable[[], None] = import_module("ridcalc.__main__").main
    loaded = Path(str(sys.modules["ridcalc"].__file__)).resolve()
    if not loaded.is_relative_to(source):
        sys.exit(f"ridcalc is loaded from {loaded}, not from {source}")
    jobs = [json.loads(line) for line in sys.stdin]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for job in jobs:
        here = side / job["folder"] / "here"
        here.mkdir(parents=True)
        (here / "data").symlink_to(job["data"])
        for number, command in enumerate(job["commands"]):
            if job is jobs[0]:
                warm_up(run, command, here)
            else:
                run_one(run, command, here, f"{number:03}")
        answers.write("done\n")
        answers.flush()


def warm_up(run: Callable[[], None], command: Command, here: Path) -> None:
    """Run a command in this process without output, so that later commands find its modules loaded."""
    kept = [os.dup(stream) for stream in (1, 2)]
    null_device = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(null_device, stream)
    os.chdir(here)
    status_of(run, command)
    for stream, before in zip((1, 2), kept, strict=True):
        os.dup2(before, stream)
        os.close(before)
    os.close(null_device)


def run_one(run: Callable[[], None], command: Command, here: Path, name: str) -> None:
    """Run a command in a new process. Its stdout, stderr and exit status go to files beside its folder."""
    out, err, ended = (here.parent / f"{name}.{kind}" for kind in ("out", "err", "status"))
    screen, to = (
        os.openpty() if command["screen"] else (None, os.open(command["into"] or out, os.O_WRONLY | os.O_CREAT))
    )
    child = os.fork()
    if not child:
        status = 1
        try:
            os.dup2(to, 1)
            os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT), 2)
            os.chdir(here)
            os.environ.update(command["env"])
            signal.alarm(LONGEST)
            status = status_of(run, command)
        finally:
            os._exit(status)
    os.close(to)
    if screen is not None:
        out.write_bytes(b"".join(iter(lambda: _read(screen), b"")))
        os.close(screen)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    ended.write_text(f"{status}\n", encoding="utf-8")


def _read(screen: int) -> bytes:
    """Return the next bytes written to a terminal; empty if no process has it open any more."""
    with suppress(OSError):
        return os.read(screen, 65536)
    return b""


def status_of(run: Callable[[], None], command: Command) -> int:
    """Run a command in this process. Return its exit status, as that of a Python process."""
    sys.argv = ["ridcalc", *command["args"]]
    status: object = 0
    try:
        run()
    except SystemExit as ended:
        status = ended.code
    except BaseException:  # noqa: BLE001  a new process would print the traceback and end
        traceback.print_exc()
        status = 1
    try:
        sys.stdout.flush()
    except OSError:
        status = 120
    sys.stderr.flush()
    if isinstance(status, str):
        print(status, file=sys.stderr, flush=True)
    return status if isinstance(status, int) else int(status is not None)


if __name__ == "__main__":
    main()
