"""A reviewer's map of a workbook: its formulas in R1C1, which stay the same where a formula is filled down or right."""

import re
from collections import Counter
from collections.abc import Container
from pathlib import Path

from openpyxl.utils import column_index_from_string

from engines import formulas_of

_PARTS = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"""|(?P<sheet>(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?"""
    r"""(?P<fixed_column>\$?)(?P<column>[A-Z]{1,3})(?P<fixed_row>\$?)(?P<row>[0-9]+)(?![\w(])"""
)
_BLOCK = re.compile(r"(?<![!:\w\]])R(?:\d+|\[-?\d+\])(C\[?-?\d*\]?)(?::R(?:\[?-?\d*\]?)C\[?-?\d*\]?)?")
_LINK = re.compile(r"\w+!R\d+C\d+(?::R\d+C\d+)?")


def in_r1c1(formula: str, cell: str) -> str:
    """Return a formula of the cell `cell` (`C7`) with its references in R1C1: `RC[-1]` is the cell to the left."""
    place = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
    assert place is not None
    column, row = column_index_from_string(place[1]), int(place[2])

    def reference(part: re.Match[str]) -> str:
        if part["text"]:
            return part["text"]
        down = _step("R", int(part["row"]), row, fixed=part["fixed_row"])
        right = _step("C", column_index_from_string(part["column"]), column, fixed=part["fixed_column"])
        return (part["sheet"] or "") + down + right

    return _PARTS.sub(reference, formula)


def _step(letter: str, to: int, at: int, *, fixed: str) -> str:
    if fixed:
        return f"{letter}{to}"
    return letter if to == at else f"{letter}[{to - at}]"


def over_blocks(form: str) -> str:
    """Return a formula in R1C1 in which other rows of its own sheet, in one column, are the rows of a block."""
    return _BLOCK.sub(r"R{block}\1", form)


def with_links(form: str) -> str:
    """Return a formula in R1C1 in which each column of another sheet is the same: a check of each sheet is one form."""
    return _LINK.sub("{column of a sheet}", form)


def formula_map(workbook: Path, *, blocks: Container[str] = (), links: Container[str] = ()) -> dict[str, Counter[str]]:
    """Return the different formulas of each sheet, with the number of cells of each.

    On the sheets named `blocks` other rows of the sheet itself count as the same rows everywhere, and on those named
    `links` the columns of other sheets as the same column.
    """
    maps: dict[str, Counter[str]] = {}
    for (sheet, cell), formula in formulas_of(workbook).items():
        form = in_r1c1(formula, cell)
        form = with_links(form) if sheet in links else form
        maps.setdefault(sheet, Counter())[over_blocks(form) if sheet in blocks else form] += 1
    return maps
