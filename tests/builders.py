"""Folders, files and texts that tests make, and where the project's own stand."""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

TESTS = Path(__file__).parent
ROOT = TESTS.parent
CASES = TESTS / "cases"
GOLDEN = TESTS / "golden"

SCENARIOS = ("primitief", "raadsbrief", "raadsbrief-samenvatting", "rapport")
"""The scenarios of data/."""
SHIPPED = ("keys", "measures", *(f"scenarios/{name}" for name in SCENARIOS))
"""The files of data/, without their suffix."""

SMALL_KEYS = """\
participants: {a: {}, s: {members: [b, c], key: inner}, b: {}, c: {}}
drivers: {inwoners: {values: {2024: {a: 50, b: 30, c: 20}}}}
keys: {k: {weights: {a: 1, s: 1}}, other: {weights: {a: 3, s: 1}}, inner: {weights: {b: 1, c: 2}}}
"""
SMALL_MEASURES = """\
budget: {years: [2024, 2025]}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 100, 2025: 50}}
  n: {nature: incidental, key: k, amounts: {2024: 10}}
  p: {nature: structural, key: k, amounts: {2024: PM, 2025: PM}}
"""
"""A small budget with a partnership, a driver and PM posts."""


class Outcome(NamedTuple):
    """What a run of the program left: its exit status, and what it wrote to stdout and stderr."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]
"""The fixture `ridcalc` (conftest.py): runs the program with arguments."""


def run_as_a_process(*arguments: str, environment: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run ridcalc in a process of its own, from the project's folder."""
    command = [sys.executable, "-m", "ridcalc", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, env=environment)


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files, by their names within it, to a folder that is made for them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def written_euros(cents: int) -> str:
    """Return an amount in cents as a person writes it: -12.05."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def as_text(value: object) -> str:
    """Return a case's data as the YAML of a data folder."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True).replace("'null'", "null")


def codes_in_the_source() -> set[str]:
    """Return every code that the program can give, read off its source."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    calls = r'(?:Problem|InvalidValueError|refuse|note)\(\s*"([a-z0-9-]+)"'
    cells = r'add_problem\(\s*\w+,\s*[\w.]+,\s*"([a-z0-9-]+)"'
    tables = r'\(\s*"(unknown-[a-z-]+)",\s*say\('
    return set(re.findall(calls, source)) | set(re.findall(cells, source)) | set(re.findall(tables, source))
