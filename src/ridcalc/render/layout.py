"""What the renderers of tables share: cells as text whose numbers line up, columns that fit a width, wrapped feet."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.language.numbers import digits
from ridcalc.language.sentences import Language, visible
from ridcalc.views.table import Branch, Outline, Row, Section, Table

WIDEST = 100
"""Columns of text that nothing exceeds unless asked."""

_SMALLEST_LABEL = 16

Amount = Callable[[int], str]
"""How cents are written."""


class Line(NamedTuple):
    """A row as text: its role, its label with indent, and its cells, padded alike within a column."""

    role: str
    label: str
    cells: tuple[str, ...]


class Part(NamedTuple):
    """As many columns of a table as fit a width: their headings and widths, and the rows."""

    heading: str
    label_width: int
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    lines: tuple[Line, ...]


def parts(table: Table, language: Language, width: int = WIDEST) -> list[Part]:
    """Return the table in parts no wider than `width`."""
    headings = [language.text(column) for column in table.columns]
    labels = [_label(row, language) for row in table.rows]
    columns = _columns(table, language)
    widths = [max(len(heading), *map(len, cells), 0) for heading, cells in zip(headings, columns, strict=True)]
    heading = language.text(table.heading)
    label_width = max(len(heading), *map(len, labels), 0)
    label_width = min(label_width, max(_SMALLEST_LABEL, width - max(widths, default=0) - 2))
    made = []
    for group in _that_fit(widths, width - label_width):
        lines = tuple(
            Line(
                row.role,
                _cut(label, label_width),
                tuple(columns[index][number] for index in group) if row.cells else (),
            )
            for number, (row, label) in enumerate(zip(table.rows, labels, strict=True))
            if table.every_row or row.role in {"block", "total"} or _belongs(columns, number, group)
        )
        made.append(
            Part(
                heading,
                label_width,
                tuple(headings[index] for index in group),
                tuple(widths[index] for index in group),
                lines,
            )
        )
    return made


def _belongs(columns: Sequence[Sequence[str]], number: int, group: Sequence[int]) -> bool:
    """Tell whether a row has anything in a part's columns, or nothing in any."""
    here = any(columns[index][number].strip() for index in group)
    return here or not any(column[number].strip() for column in columns)


def _that_fit(widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """Yield the positions of consecutive columns that fit the room, each with two spaces before it; one at least."""
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


def _columns(table: Table, language: Language) -> list[list[str]]:
    """Return each column's cells as text: amounts right, then PM, then the mark of an assumption, each in line."""
    amount = amount_of(table, language)
    columns = []
    for index in range(len(table.columns)):
        cells = [_pieces(row.cells[index] if row.cells else None, amount) for row in table.rows]
        wide = [max((len(cell[piece]) for cell in cells), default=0) for piece in range(4)]
        columns.append([_joined(cell, wide) for cell in cells])
    return columns


def _pieces(cell: Total | None, amount: Amount) -> tuple[str, str, str, str]:
    """Return a cell's amount and its mark, its PM posts and theirs. An amount of nothing but PM posts has no number."""
    if cell is None:
        return "", "", "", ""
    mark = "*" if cell.assumed else ""
    if cell.pm and not cell.amount and not cell.rounded:
        return "", "", f"{cell.pm} PM", mark
    return amount(cell.amount), mark, f" + {cell.pm} PM" if cell.pm else "", ""


def _joined(pieces: tuple[str, str, str, str], wide: Sequence[int]) -> str:
    amount, mark, pm, pm_mark = pieces
    return amount.rjust(wide[0]) + mark.ljust(wide[1]) + pm.rjust(wide[2]) + pm_mark.ljust(wide[3])


def amount_of(table: Table, language: Language) -> Amount:
    """Return how the table's amounts are written: money, all with cents if any has them, or whole units."""
    if table.unit >= 100:
        return lambda cents: digits(cents // table.unit * 100, language.code, decimals=False)
    decimals = any(cell is not None and cell.amount % 100 for row in table.rows for cell in row.cells)
    return lambda cents: language.money(cents, decimals=decimals)


def cell_text(cell: Total | None, amount: Amount) -> str:
    """Return a cell as one text without padding: `€ 50.000* + 1 PM`."""
    return "".join(_pieces(cell, amount))


def foot_lines(section: Section, language: Language, width: int = WIDEST) -> list[str]:
    """Return the lines of a part of the foot, without its heading, wrapped below their mark."""
    lines = []
    for mark, label in section.lines:
        first = f"  {mark} " if mark else "  - "
        text = visible(language.text(label)).replace("€ ", "€\N{NO-BREAK SPACE}")  # an amount stays in one piece
        wrapped = wrap(text, width, initial_indent=first, subsequent_indent="    ", break_on_hyphens=False)
        lines += [line.replace("\N{NO-BREAK SPACE}", " ") for line in wrapped]
    return lines


def tree_lines(branches: Sequence[Branch], language: Language, width: int = WIDEST, stem: str = "") -> Iterator[str]:
    """Yield the lines of branches, drawn as a tree and wrapped."""
    for number, branch in enumerate(branches, 1):
        last = number == len(branches)
        first, rest = (f"{stem}└─ ", f"{stem}   ") if last else (f"{stem}├─ ", f"{stem}│  ")
        text = visible(language.text(branch.label)).replace("€ ", "€\N{NO-BREAK SPACE}")
        below = f"{rest}│  " if branch.below else f"{rest}   "
        wrapped = wrap(text, width, initial_indent=first, subsequent_indent=below, break_on_hyphens=False)
        yield from (line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in wrapped)
        yield from tree_lines(branch.below, language, width, rest)


def head_lines(table: Table | Outline, language: Language, width: int = WIDEST) -> list[str]:
    """Return the title and the facts, wrapped."""
    return [line for text in (table.title, *table.facts) for line in wrap(language.text(text), width)]
