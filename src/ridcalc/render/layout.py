"""Layout shared by the renderers of tables: cells as aligned text, columns that fit a width, and wrapped lines."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple, assert_never

from ridcalc.language.numbers import digits
from ridcalc.language.sentences import Language, visible
from ridcalc.views.table import Branch, Cell, Count, Day, Money, Outline, Row, Section, Share, Table, Text

WIDEST = 100
"""Default maximum width, in characters."""

_SMALLEST_LABEL = 16
"""Minimum width of the column of labels, in characters."""

AmountFormat = Callable[[int], str]
"""A function from an amount in cents to text."""


class Pieces(NamedTuple):
    """A number as text, in four pieces that are aligned separately: the number, its mark, its PM posts, their mark."""

    number: str = ""
    mark: str = ""
    pm: str = ""
    pm_mark: str = ""


class TextRow(NamedTuple):
    """A row as text: its role, its indented label, and its cells, each padded to the width of its column."""

    role: str
    label: str
    cells: tuple[str, ...]


class TextPart(NamedTuple):
    """A part of a table that fits a width: the heading of the labels, the padded headings of its columns, the rows.

    Widths are in characters.
    """

    heading: str
    label_width: int
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[TextRow, ...]


def parts(table: Table, language: Language, width: int = WIDEST) -> list[TextPart]:
    """Return the table as text, split by columns into parts of at most `width` characters."""
    labels = [_label(row, language) for row in table.rows]
    texts = _columns(table, language)
    headings, columns = [column[0] for column in texts], [column[1:] for column in texts]
    widths = [len(column[0]) for column in texts]
    heading = language.text(table.heading)
    label_width = max(len(heading), *map(len, labels), 0)
    label_width = min(label_width, max(_SMALLEST_LABEL, width - max(widths, default=0) - 2))
    table_parts = []
    for group in _groups_that_fit(widths, width - label_width):
        rows = tuple(
            TextRow(
                row.role,
                _cut(label, label_width),
                tuple(columns[index][number] for index in group) if row.cells else (),
            )
            for number, (row, label) in enumerate(zip(table.rows, labels, strict=True))
            if table.every_row or row.role in {"block", "total"} or _belongs(columns, number, group)
        )
        table_parts.append(
            TextPart(
                heading,
                label_width,
                tuple(headings[index] for index in group),
                tuple(widths[index] for index in group),
                rows,
            )
        )
    return table_parts


def _belongs(columns: Sequence[Sequence[str]], number: int, group: Sequence[int]) -> bool:
    """Return whether a row belongs in a part: it has a cell in the part's columns (`group`), or in no column at all."""
    in_part = any(columns[index][number].strip() for index in group)
    return in_part or not any(column[number].strip() for column in columns)


def _groups_that_fit(widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """Yield groups of consecutive columns, as positions from 0, whose widths fit in `room` characters.

    Each column has two spaces before it. A group has at least one column, even if the column does not fit.
    """
    group: list[int] = []
    used = 0
    for index, width in enumerate(widths):
        if group and used + width + 2 > room:
            yield group
            group, used = [], 0
        group.append(index)
        used += width + 2
    yield group


def _label(row: Row, language: Language) -> str:
    return "  " * (row.indent + (0 if row.role == "block" else 1)) + language.text(row.label)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def is_text(table: Table, column: int) -> bool:
    """Return whether all cells of a column (from 0) are words; words are aligned left, numbers right."""
    cells = [row.cells[column] for row in table.rows if row.cells]
    return {type(cell) for cell in cells if cell is not None} == {Text}


def _columns(table: Table, language: Language) -> list[list[str]]:
    """Return for each column its heading and then its cells, padded to one width, with aligned numbers."""
    amount = amount_of(table, language)
    columns = []
    for index, label in enumerate(table.columns):
        heading = language.text(label)
        cells = [written_cell(row.cells[index] if row.cells else None, language, amount) for row in table.rows]
        numbers = [cell for cell in cells if isinstance(cell, Pieces)]
        piece_widths = [max((len(number[piece]) for number in numbers), default=0) for piece in range(4)]
        width = max(len(heading), sum(piece_widths), *(len(cell) for cell in cells if isinstance(cell, str)), 0)
        heading = heading.ljust(width) if is_text(table, index) else heading.rjust(width)
        columns.append([heading, *(_padded(cell, piece_widths, width) for cell in cells)])
    return columns


def _padded(cell: Pieces | str, piece_widths: Sequence[int], width: int) -> str:
    """Return a cell padded to the width of its column; `piece_widths` gives the width of each piece of a number."""
    if isinstance(cell, str):
        return cell.ljust(width)
    number_width, mark_width, pm_width, pm_mark_width = piece_widths
    number = cell.number.rjust(number_width) + cell.mark.ljust(mark_width)
    number += cell.pm.rjust(pm_width) + cell.pm_mark.ljust(pm_mark_width)
    return number.rjust(width)


def written_cell(cell: Cell | None, language: Language, amount: AmountFormat) -> Pieces | str:
    """Return a number as pieces, and words as one text. Only this function turns a cell into text."""
    match cell:
        case None:
            return Pieces()
        case Money():
            return _money(cell, amount)
        case Share():
            return Pieces(language.percentage(cell.share))
        case Count():
            number = digits(cell.number * 100, language.code, decimals=False)
            return Pieces(number, "" if cell.unit is None else f" {language.text(cell.unit)}")
        case Day():
            return Pieces(cell.day.isoformat())
        case Text():
            return language.text(cell.label)
        case _:
            assert_never(cell)


def _money(cell: Money, amount: AmountFormat) -> Pieces:
    """Return the pieces of an amount; a cell with PM posts only has no number."""
    mark = "*" if cell.assumed else ""
    if cell.pm and not cell.cents and not cell.whole:
        return Pieces(pm=f"{cell.pm} PM", pm_mark=mark)
    return Pieces(amount(cell.cents), mark, f" + {cell.pm} PM" if cell.pm else "")


def amount_of(table: Table, language: Language) -> AmountFormat:
    """Return the format of the table's amounts: whole units, or money, with cents if any amount has cents."""
    if table.unit >= 100:
        return lambda cents: digits(cents // table.unit * 100, language.code, decimals=False)
    decimals = any(isinstance(cell, Money) and cell.cents % 100 for row in table.rows for cell in row.cells)
    return lambda cents: language.money(cents, decimals=decimals)


def cell_text(cell: Cell | None, language: Language, amount: AmountFormat) -> str:
    """Return a cell as one text without padding: `€ 50.000* + 1 PM`."""
    return "".join(written_cell(cell, language, amount))


def foot_lines(section: Section, language: Language, width: int = WIDEST) -> list[str]:
    """Return the lines of a section of the foot, without its heading, wrapped at `width` characters."""
    lines = []
    for mark, label in section.lines:
        first = f"  {mark} " if mark else "  - "
        text = visible(language.text(label)).replace("€ ", "€\N{NO-BREAK SPACE}")  # keeps an amount on one line
        wrapped = wrap(text, width, initial_indent=first, subsequent_indent="    ", break_on_hyphens=False)
        lines += [line.replace("\N{NO-BREAK SPACE}", " ") for line in wrapped]
    return lines


def tree_lines(branches: Sequence[Branch], language: Language, width: int = WIDEST, stem: str = "") -> Iterator[str]:
    """Yield the lines of a tree of branches, wrapped at `width` characters; each line begins with `stem`."""
    for number, branch in enumerate(branches, 1):
        last = number == len(branches)
        first, rest = (f"{stem}└─ ", f"{stem}   ") if last else (f"{stem}├─ ", f"{stem}│  ")
        text = visible(language.text(branch.label)).replace("€ ", "€\N{NO-BREAK SPACE}")
        below = f"{rest}│  " if branch.below else f"{rest}   "
        wrapped = wrap(text, width, initial_indent=first, subsequent_indent=below, break_on_hyphens=False)
        yield from (line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in wrapped)
        yield from tree_lines(branch.below, language, width, rest)


def head_lines(table: Table | Outline, language: Language, width: int = WIDEST) -> list[str]:
    """Return the title and the facts, wrapped at `width` characters."""
    return [line for text in (table.title, *table.facts) for line in wrap(language.text(text), width)]
