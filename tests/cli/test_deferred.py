"""The import of `importlib.metadata` that waits until something of it is used."""

import subprocess
import sys

import pytest

BEFORE = """\
import sys
from ridcalc.cli.deferred import defer_metadata
defer_metadata()
from importlib.metadata import entry_points
assert "email" not in sys.modules
"""


@pytest.mark.parametrize(
    ("used", "shown"),
    [
        ("print(len(entry_points(group='no such group')))", "0"),
        ("import importlib.metadata; print(importlib.metadata.version('typer')[:2])", "0."),
        ("from importlib.metadata import PackageNotFoundError as Error; print(Error.__name__)", "PackageNotFoundError"),
        ("from importlib.metadata import _meta; print(_meta.__name__)", "importlib.metadata._meta"),
        ("defer_metadata(); print(len(entry_points(group='no such group')))", "0"),
        ("entry_points(group=''); defer_metadata(); print(type(sys.modules['importlib.metadata']).__name__)", "module"),
    ],
)
def test_what_uses_the_module_gets_the_module_itself(used: str, shown: str) -> None:
    done = subprocess.run([sys.executable, "-c", BEFORE + used], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == (shown, "")
