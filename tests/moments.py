"""Runs of ridcalc as processes that stop at a chosen step of their writing: to be killed there, or to let another pass.

A step is a row that is given to a workbook, or an operation on a file or folder below one of the watched folders.
Counting steps makes each run the same, which counting seconds would not.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from builders import ROOT

_PROGRAM = """
import os, signal, sys

at, what, folders = int(sys.argv[1]), sys.argv[2], sys.argv[3].split(os.pathsep)
del sys.argv[1:4]
steps = 0

def step():
    global steps
    steps += 1
    if steps == at and what == "wait":
        os.write(1, b"here\\n")
        os.read(0, 1)
    elif steps == at:
        os.kill(os.getpid(), int(what))

def watch(event, arguments):
    paths = [path for path in arguments if isinstance(path, str)]
    if event in {"open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"} and any(
        path.startswith(folder) for path in paths for folder in folders
    ):
        step()

def count_rows():
    from ridcalc.render.excel.sheet_data import SheetData

    add = SheetData.add

    def counted(self, number, row):
        add(self, number, row)
        step()

    SheetData.add = counted

if "export" in sys.argv:
    count_rows()
if "WITHOUT_LINKS" in os.environ:
    del os.link
if "IGNORED" in os.environ:
    signal.signal(int(os.environ["IGNORED"]), signal.SIG_IGN)
sys.addaudithook(watch)
from ridcalc.__main__ import main

try:
    main()
finally:
    if what == "count":
        sys.stderr.write(f"steps {steps}\\n")
"""


def _started(
    at: int, what: str, folders: Sequence[Path], arguments: Sequence[str], **variables: str
) -> "subprocess.Popen[str]":
    """Start ridcalc with a `what` for its step number `at`: count, wait, or the number of a signal."""
    watched = os.pathsep.join(map(str, folders))
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(at), what, watched, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "RIDCALC_LANG": "en", **variables},
    )


def steps_of(arguments: Sequence[str], folders: Sequence[Path], **variables: str) -> int:
    """Return how many steps a run takes that nothing disturbs."""
    _, errors = (run := _started(0, "count", folders, arguments, **variables)).communicate()
    assert run.returncode == 0, errors
    return int(errors.rpartition("steps ")[2])


def killed_at(
    step: int, number: int, arguments: Sequence[str], folders: Sequence[Path], **variables: str
) -> "subprocess.CompletedProcess[str]":
    """Run ridcalc and send the process a signal by its number at a step."""
    run = _started(step, str(number), folders, arguments, **variables)
    out, err = run.communicate()
    return subprocess.CompletedProcess(arguments, run.returncode, out, err)


def at_once(
    step: int, runs: Sequence[Sequence[str]], folders: Sequence[Path], **variables: str
) -> list["subprocess.CompletedProcess[str]"]:
    """Run ridcalc several times; every run waits at the step until all are there."""
    started = [_started(step, "wait", folders, arguments, **variables) for arguments in runs]
    for run in started:
        assert run.stdout
        assert run.stdout.readline() == "here\n", run.communicate()[1]
    for run in started:
        assert run.stdin
        run.stdin.write("g")
        run.stdin.flush()
    ended = [run.communicate() for run in started]
    return [
        subprocess.CompletedProcess(run.args, run.returncode, out, err)
        for run, (out, err) in zip(started, ended, strict=True)
    ]
