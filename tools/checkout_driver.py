"""Runs the commands of one side for compare_checkouts.py, which starts it: `checkout_driver.py SOURCE FOLDER < JOBS`.

It loads the program once, through `ridcalc.__main__` and nothing else of it, and forks for each command, which costs a
tenth of a new process. So it needs Linux or macOS.
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
"""Seconds after which a command is ended by a signal, which its status then tells."""

Command = Mapping[str, Any]
"""The arguments (`args`), what the environment has besides (`env`), whether it stands on a `screen`, and `into` which
device it writes, if not to a file.
"""


def main() -> None:
    """Run the jobs of stdin, a line each: the first to load what is needed, the others while telling which are done."""
    source, side = (Path(argument).resolve() for argument in sys.argv[1:])
    run: Callable[[], None] = import_module("ridcalc.__main__").main
    found = Path(str(sys.modules["ridcalc"].__file__)).resolve()
    if not found.is_relative_to(source):
        sys.exit(f"ridcalc is loaded from {found}, not from {source}")
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
    """Run a command in this process, so that what it imports is there for all that follow; it shows nothing."""
    kept = [os.dup(stream) for stream in (1, 2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.chdir(here)
    status_of(run, command)
    for stream, before in zip((1, 2), kept, strict=True):
        os.dup2(before, stream)
        os.close(before)
    os.close(nowhere)


def run_one(run: Callable[[], None], command: Command, here: Path, name: str) -> None:
    """Run a command in a process of its own; what it says and how it ends goes to files beside its folder."""
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
    """Return what comes to a screen; nothing once nobody writes to it any more."""
    with suppress(OSError):
        return os.read(screen, 65536)
    return b""


def status_of(run: Callable[[], None], command: Command) -> int:
    """Run a command here and return its exit status, as Python would end with it."""
    sys.argv = ["ridcalc", *command["args"]]
    status: object = 0
    try:
        run()
    except SystemExit as ended:
        status = ended.code
    except BaseException:  # noqa: BLE001  a process of its own would show it and end
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
