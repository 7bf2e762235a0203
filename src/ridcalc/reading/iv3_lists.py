"""The lists of Iv3 that come with ridcalc: `iv3/` has the tables, and in its README their source and date."""

import csv
import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ridcalc.core.values.iv3 import Iv3, Runs

NEWEST = 2026
"""The year of the newest list."""
_FOLDER = os.path.join(os.path.dirname(__file__), "iv3")

Row = dict[str, str]


@cache
def iv3_lists() -> Iv3:
    """Return the lists. They are read once in a run."""
    successors: dict[str, tuple[tuple[str, int], ...]] = {}
    for row in _rows("opvolgers"):
        earlier = successors.get(row["taakveld"], ())
        successors[row["taakveld"]] = (*earlier, (row["successor"], int(row["from_year"])))
    return Iv3(
        NEWEST,
        _runs("taakvelden", lambda row: (row["layer"], row["taakveld"])),
        _runs("categorieen", lambda row: (row["layer"], row["side"], row["category"])),
        _runs("grijze-cellen", lambda row: (row["layer"], row["side"], row["taakveld"], row["category"])),
        successors,
    )


def _rows(name: str) -> Iterator[Row]:
    """Yield the rows of a table, by the names of its columns."""
    with open(os.path.join(_FOLDER, f"{name}.csv"), encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def _runs(name: str, key: Callable[[Row], tuple[str, ...]]) -> dict[Any, Runs]:
    """Return key → the runs of years of a table's rows."""
    runs: dict[Any, Runs] = {}
    for row in _rows(name):
        last = int(row["valid_to"]) if row["valid_to"] else None
        runs[key(row)] = (*runs.get(key(row), ()), (int(row["valid_from"]), last))
    return runs
