"""Start-up of every command, as ratios of whole processes that are run in turn: `python benchmarks/startup.py`."""

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from measuring import PYTHON, RIDCALC, Command, Section, ratio, shown

SHEET = "src/ridcalc/examples/nl/begroting-van-collega.xlsx"
"""A budget of a colleague, as `ridcalc import` reads it."""

FLOOR = """\
import typer
import yaml
from pydantic import BaseModel, TypeAdapter


class One(BaseModel):
    number: int


TypeAdapter(int)
"""
"""What any program on these libraries pays before it does anything."""


class Case(NamedTuple):
    """A command, what it is compared to, and the most that their ratio may be."""

    name: str
    command: Command
    other: Command
    limit: float
    environment: Mapping[str, str] = MappingProxyType({})
    terminal: bool = False

    def measure(self, pairs: int) -> float:
        """Return the ratio of the two."""
        return ratio(self.command, self.other, pairs, terminal=self.terminal, **self.environment)


def cases(folder: Path) -> Iterator[Case]:
    """Yield what is measured; the scripts to compare with, and a workbook, are put in a folder."""
    floor, with_rich, with_openpyxl = (
        _script(folder / f"floor-{name}.py", before + FLOOR)
        for name, before in (("bare", ""), ("rich", "import rich.table\n"), ("openpyxl", "import openpyxl\n"))
    )
    bare = (PYTHON, "-c", "pass")
    book = str(folder / "book.xlsx")
    yield Case("--version / python", (RIDCALC, "--version"), bare, 2.0)
    yield Case("-m ridcalc --version / python", (PYTHON, "-m", "ridcalc", "--version"), bare, 1.5)
    yield Case("--help / python", (RIDCALC, "--help"), bare, 14.0)
    completing = {"_RIDCALC_COMPLETE": "complete_bash", "COMP_WORDS": "ridcalc allocate --sc", "COMP_CWORD": "2"}
    yield Case("completing a line / python", (RIDCALC,), ("env", "-u", "_RIDCALC_COMPLETE", *bare), 10.0, completing)
    yield Case("allocate / floor", (RIDCALC, "allocate"), floor, 1.3)
    yield Case("allocate on a terminal / floor with rich", (RIDCALC, "allocate"), with_rich, 1.35, terminal=True)
    yield Case("allocate --format json / floor", (RIDCALC, "allocate", "--format", "json"), floor, 1.3)
    yield Case("check / floor", (RIDCALC, "check"), floor, 1.8)
    yield Case("explain / floor", (RIDCALC, "explain", "zevenaar", "2023"), floor, 1.35)
    yield Case("compare / floor", (RIDCALC, "compare", "raadsbrief", "rapport"), floor, 1.5)
    yield Case("scenarios / floor", (RIDCALC, "scenarios"), floor, 1.5)
    yield Case("reconcile / floor", (RIDCALC, "reconcile", "410000", "--year", "2023"), floor, 1.4)
    yield Case("schema / floor", (RIDCALC, "schema", "measures"), floor, 1.2)
    yield Case("amend / floor", (RIDCALC, "amend"), floor, 1.5)
    yield Case("outlook / floor", (RIDCALC, "outlook"), floor, 1.5)
    dated = ("--data", "tests/cases/dated")
    yield Case("calendar / floor", (RIDCALC, "calendar", *dated), floor, 1.4)
    yield Case("benchmark / floor", (RIDCALC, "benchmark", *dated), floor, 1.4)
    yield Case("report / floor", (RIDCALC, "report", str(folder / "report.html"), "--force"), floor, 2.0)
    yield Case("import / floor", (RIDCALC, "import", "measures", SHEET), floor, 1.3)
    new = str(folder / "new")
    again = ("sh", "-c", f"rm -rf {new} && exec {RIDCALC} init {new}")
    yield Case("init / floor", again, floor, 1.3)
    yield Case("export / floor with openpyxl", (RIDCALC, "export", book, "--force"), with_openpyxl, 2.2)
    yield Case("verify / floor", (RIDCALC, "verify", book), floor, 3.4)


def _script(path: Path, text: str) -> Command:
    path.write_text(text, encoding="utf-8")
    return PYTHON, str(path)


def section(pairs: int = 15) -> Section:
    """Measure every command."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [(case.name, case.measure(pairs), case.limit) for case in cases(Path(folder))]
    return Section("Start-up", ("whole process", "ratio", "at most"), rows)


def main() -> None:
    """Measure and show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=15, help="runs of each pair (15)")
    print(shown(section(parser.parse_args().pairs)))


if __name__ == "__main__":
    main()
