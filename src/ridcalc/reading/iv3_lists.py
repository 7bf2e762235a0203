"""The lists of Iv3 that come with ridcalc: `iv3/` has the tables, and in its README their source and date."""

import csv
import os
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import Any

from ridcalc.core.values.iv3 import Iv3, Runs

NEWEST = 2026
"""The year of the newest list."""
_FOLDER = os.path.join(os.path.dirname(__file__), "iv3")


@cache
def iv3_lists() -> Iv3:
    """Return the lists. They are read once in a run."""
    successors: dict[str, tuple[tuple[str, int], ...]] = {}
    for taakveld, successor, year in _rows("opvolgers", "taakveld", "successor", "from_year"):
        successors[taakveld] = (*successors.get(taakveld, ()), (successor, int(year)))
    return Iv3(
        NEWEST,
        _runs("taakvelden", "layer", "taakveld"),
        _runs("categorieen", "layer", "side", "category"),
        _runs("grijze-cellen", "layer", "side", "taakveld", "category"),
        successors,
    )


def _rows(name: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """Yield the values of some columns, two or more, of each row of a table."""
    with open(os.path.join(_FOLDER, f"{name}.csv"), encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        heads = next(rows)
        yield from map(itemgetter(*map(heads.index, columns)), rows)


def _runs(name: str, *columns: str) -> dict[Any, Runs]:
    """Return the values of some columns → the runs of years of the rows that have these."""
    runs: dict[Any, Runs] = {}
    for *values, first, last in _rows(name, *columns, "valid_from", "valid_to"):
        key = tuple(values)
        runs[key] = (*runs.get(key, ()), (int(first), int(last) if last else None))
    return runs
