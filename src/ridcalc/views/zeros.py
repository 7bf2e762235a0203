"""Rows and columns that are zero everywhere."""

from ridcalc.core.allocation.result import Total
from ridcalc.views.figures import FigureRow
from ridcalc.views.view import Body


def without_zeros(body: Body) -> tuple[Body, int, int]:
    """Return a body without the rows and columns that are zero everywhere, and how many of each are left out.

    A row with a PM post is not zero. A block without rows loses its heading and its total.
    """
    rows = [row for row in body.rows if row.role not in _KEPT_BY_ROWS or _has_amount(row)]
    kept = [
        number
        for number in range(len(body.columns))
        if any(_is_amount(row.figures[number][1]) for row in rows if row.figures)
    ]
    columns = tuple(body.columns[number] for number in kept)
    narrowed = [row._replace(figures=tuple(row.figures[number] for number in kept if row.figures)) for row in rows]
    shown = tuple(_without_empty_blocks(narrowed))
    return body._replace(columns=columns, rows=shown), len(body.rows) - len(rows), len(body.columns) - len(columns)


_KEPT_BY_ROWS = frozenset({"head", "body", "part"})
"""The roles of rows that are left out if they are zero; headings of blocks and totals go with their rows."""


def _has_amount(row: FigureRow) -> bool:
    return any(_is_amount(total) for _, total in row.figures)


def _is_amount(total: Total | None) -> bool:
    return total is not None and bool(total.amount or total.pm)


def _without_empty_blocks(rows: list[FigureRow]) -> list[FigureRow]:
    """Return the rows without the headings and totals of blocks that have no other row left."""
    blocks: list[list[FigureRow]] = [[]]
    for row in rows:
        if row.role == "block":
            blocks.append([])
        blocks[-1].append(row)
    return [row for block in blocks if any(row.role not in {"block", "total"} for row in block) for row in block]
