"""Rows and columns that are zero everywhere."""

from ridcalc.core.allocation.result import Total
from ridcalc.views.figures import CellKey, FigureRow
from ridcalc.views.view import Body


def without_zeros(body: Body, other: Body | None = None) -> tuple[Body, int, int]:
    """Return a body without the rows and columns that are zero everywhere, and how many of each are left out.

    A row with a PM post is not zero, nor is one that has an amount in `other`, the body of another scenario. A block
    without rows loses its heading and its total.
    """
    bodies = (body, other) if other else (body,)
    amounts = {key for one in bodies for row in one.rows for key, total in row.figures if _is_amount(total)}
    rows = [row for row in body.rows if row.role not in _KEPT_BY_ROWS or _any_of(row, amounts)]
    kept = [
        number
        for number in range(len(body.columns))
        if any(row.figures[number][0] in amounts for row in rows if row.figures)
    ]
    columns = tuple(body.columns[number] for number in kept)
    narrowed = [row._replace(figures=tuple(row.figures[number] for number in kept if row.figures)) for row in rows]
    shown = tuple(_without_empty_blocks(narrowed))
    return body._replace(columns=columns, rows=shown), len(body.rows) - len(rows), len(body.columns) - len(columns)


_KEPT_BY_ROWS = frozenset({"head", "body", "part"})
"""The roles of rows that are left out if they are zero; headings of blocks and totals go with their rows."""


def _any_of(row: FigureRow, keys: set[CellKey]) -> bool:
    return any(key in keys for key, _ in row.figures)


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
