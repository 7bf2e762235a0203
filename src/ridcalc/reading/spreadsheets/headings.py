"""The rows of a sheet that hold its headings: one, or two below each other, such as years above lasten and baten."""

from collections.abc import Sequence
from typing import NamedTuple

from ridcalc.reading.spreadsheets.figures import is_nil, readings
from ridcalc.reading.spreadsheets.table import Cell, Row
from ridcalc.reading.spreadsheets.words import Heading, heading_of, is_neutral, period_of, year_in


class Headed(NamedTuple):
    """The headings of a sheet: the text of each column, and what it says; None where that is not known."""

    rows: tuple[Row, ...]
    texts: dict[int, str]
    headings: dict[int, Heading | None]


def _says(cell: Cell) -> Heading | None:
    """Return what a cell says as a heading. A whole number is a year, and so is a day."""
    if cell.kind == "number":
        return heading_of(cell.text) if year_in(cell.text) == cell.text else None
    return heading_of(cell.text[:4] if cell.kind == "date" else cell.text)


def _is_figure(cell: Cell) -> bool:
    """Return whether a cell holds a number that is no year."""
    if cell.kind in {"number", "percentage"}:
        return year_in(cell.text) != cell.text
    reading = readings(cell.text)
    return cell.kind != "date" and bool(reading.comma or reading.point) and year_in(cell.text) != cell.text


def _hits(row: Row) -> int:
    """Return how many headings a row has that are known; 0 for a row with figures, and for a title."""
    if len(row.cells) < 2 or any(map(_is_figure, row.cells.values())):
        return 0
    return sum(_says(cell) is not None for cell in row.cells.values())


def headings_in(rows: Sequence[Row], header: int | None) -> Headed | None:
    """Return the headings in the first rows of a sheet; `header` is the number of their row, if it is known.

    None if no row has a heading that is known.
    """
    if header is not None:
        best = next((index for index, row in enumerate(rows) if row.number == header), None)
    else:
        best = max(range(len(rows)), key=lambda index: (_hits(rows[index]), -index), default=None)
    if best is None or (header is None and not _hits(rows[best])):
        return None
    row = rows[best]
    below = rows[best + 1] if best + 1 < len(rows) else None
    if below is not None and below.number == row.number + 1 and _continues(row, below):
        return _joined(row, below)
    above = rows[best - 1] if best else None
    if above is not None and above.number == row.number - 1 and _is_above(above, row):
        return _joined(above, row)
    headings = {column: _says(cell) for column, cell in row.cells.items()}
    return Headed((row,), {column: cell.text for column, cell in row.cells.items()}, headings)


def with_units(headed: Headed | None, rows: Sequence[Row]) -> Headed | None:
    """Return headings with the row below them too, if that says no more than a currency or a unit, such as `x € 1.000`.

    None stays None.
    """
    if headed is None:
        return None
    below = next((row for row in rows if row.number == headed.rows[-1].number + 1), None)
    if below is None or not all(map(_is_unit, below.cells.values())):
        return headed
    return headed._replace(rows=(*headed.rows, below))


def _is_unit(cell: Cell) -> bool:
    """Return whether a cell holds a text with no more than a currency or a unit."""
    is_text = cell.kind == "text" and not is_nil(cell.text) and not any(readings(cell.text))
    return is_text and is_neutral(cell.text)


def _continues(upper: Row, lower: Row) -> bool:
    """Return whether a row continues the headings above it: all of it adds to them, or at least two cells do."""
    if any(map(_is_figure, lower.cells.values())):
        return False
    added = [_adds(upper.cells.get(column), cell) for column, cell in lower.cells.items()]
    return (all(added) and bool(added)) or sum(added) > 1


def _adds(over: Cell | None, cell: Cell) -> bool:
    """Return whether a cell adds to the heading above it, or is one where there is none above it."""
    says, known = _says(cell), _says(over) if over else None
    if over is None:
        return says is not None
    if known is None:
        return False
    part = known.period is not None and period_of(cell.text, known.period[:4]) is not None
    return part or is_neutral(cell.text) or (says is not None and known.field == "amount")


def _is_above(upper: Row, lower: Row) -> bool:
    """Return whether a row stands above headings and adds to them: years, sides, or headings of other columns."""
    if any(map(_is_figure, upper.cells.values())):
        return False
    if len(upper.cells) > 1 and any(
        _says(cell) is not None and column not in lower.cells for column, cell in upper.cells.items()
    ):
        return True
    given = [says for cell in upper.cells.values() if (says := _says(cell)) and (says.period or says.side)]
    lacking = [
        cell
        for cell in lower.cells.values()
        if (says := _says(cell)) is not None and says.field == "amount" and not (says.period and says.side)
    ]
    return bool(given and lacking)


def _joined(upper: Row, lower: Row) -> Headed:
    """Return the headings of two rows; a heading of the upper row holds for the columns after it up to the next."""
    texts: dict[int, str] = {}
    headings: dict[int, Heading | None] = {}
    over: Cell | None = None
    for column in range(1, max((*upper.cells, *lower.cells)) + 1):
        own, below = upper.cells.get(column), lower.cells.get(column)
        over = own or over
        if below is not None:
            texts[column] = f"{_shown(over)} {below.text}" if over else below.text
            headings[column] = _merged(over, own is not None, below)
            if own is None and headings[column] == _says(below):
                texts[column] = below.text
        elif own is not None:
            texts[column], headings[column] = _shown(own), _says(own)
    return Headed((upper, lower), texts, headings)


def _shown(cell: Cell) -> str:
    return cell.text[:4] if cell.kind == "date" else cell.text


def _merged(over: Cell | None, is_own: bool, below: Cell) -> Heading | None:  # noqa: FBT001  one place calls it
    """Return what a heading says below another, which may stand above columns before it too."""
    upper, lower = _says(over) if over else None, _says(below)
    if upper is None:
        return lower
    if upper.period and (part := period_of(below.text, upper.period[:4])):
        return upper._replace(period=part, field="amount")
    if lower is None:
        return upper if is_own else None
    if lower.field not in {None, "amount"} or lower.unused:
        return lower
    if lower.field is None:
        return lower._replace(period=lower.period or upper.period)
    return lower._replace(
        period=lower.period or upper.period, side=lower.side or upper.side, unused=upper.unused, rest=upper.rest
    )
