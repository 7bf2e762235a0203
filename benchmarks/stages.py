"""Where the time goes, from YAML to text: `python benchmarks/stages.py [MEASURES MUNICIPALITIES YEARS]`.

Each stage is timed by itself in one process, as it follows on the one before; memory is the most that was held so far.
"""

import argparse
import gc
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from budgets import NATIONAL, Size, write_budget
from measuring import ROOT, Section, shown

from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.divide import divide, dividends_of
from ridcalc.core.amounts.book import amounts_of
from ridcalc.core.amounts.rules import rules_of
from ridcalc.core.budget.sections import FILES
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.render import text
from ridcalc.render.csv import render as render_csv
from ridcalc.render.results import Lines
from ridcalc.views.allocation import allocation_table
from ridcalc.views.view import View

T = TypeVar("T")

SIZES = (None, Size(100, 10, 4), NATIONAL._replace(measures=1_000))
"""None: the data that ship."""


def section(size: Size | None) -> Section:
    """Time the stages of a size."""
    rows = []

    def stage(name: str, run: Callable[[], T]) -> T:
        start = time.perf_counter()
        made = run()
        seconds = time.perf_counter() - start
        rows.append((name, seconds * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
        return made

    gc.disable()  # as the program itself does
    with tempfile.TemporaryDirectory() as name:
        data = ROOT / "data"
        if size is not None:
            data = Path(name)
            write_budget(data, size)
        folder = Folder(str(data))
        stage("reading", lambda: [folder.read(file) for file in FILES])
        loaded = stage("validating", lambda: load(folder))
        book, rounding = KeyBook(loaded.case.budget), loaded.case.budget.settings.rounding
        rules = rules_of(loaded.case.budget, book.counts)
        amounts = stage("amounts", lambda: tuple(amounts_of(loaded.case.measures, rules)))
        stage("dividing", lambda: list(divide(dividends_of(loaded.case, amounts, book), rounding)))
        allocation = stage("dividing, sums, controls", lambda: allocate(loaded.case))
        table = stage("tabling", lambda: allocation_table(allocation, View()))
        stage("writing a table", lambda: text.render(table, Language("nl")))
        stage("writing CSV", lambda: sum(len(piece) for piece in render_csv(Lines(allocation, Filter(), Progress()))))
    return Section(f"Stages, {size or 'the data that ship'}", ("stage", "ms", "MB so far"), rows)


def main() -> None:
    """Measure and show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("measures", type=int, nargs="?")
    parser.add_argument("municipalities", type=int, nargs="?", default=NATIONAL.municipalities)
    parser.add_argument("years", type=int, nargs="?", default=NATIONAL.years)
    asked = parser.parse_args()
    sizes = SIZES if asked.measures is None else (Size(*vars(asked).values()),)
    for size in sizes:
        print(shown(section(size)))


if __name__ == "__main__":
    main()
