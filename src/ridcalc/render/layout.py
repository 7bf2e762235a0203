"""What the renderers of tables share: cells as text whose numbers line up, columns that fit a width, wrapped feet."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple, assert_never

from ridcalc.language.numbers import digits
from ridcalc.language.sentences import Language, visible
from ridcalc.views.table import Branch, Cell, Count, Day, Money, Outline, Row, Section, Share, Table, Text

WIDEST = 100
"""Columns of text that nothing exceeds unless asked."""

_SMALLEST_LABEL = 16

Amount = Callable[[int], str]
"""How cents are written."""


class Pieces(NamedTuple):
    """A number as text, in pieces that each line up in a column: the number, its mark, its PM posts, their mark."""

    number: str = ""
    mark: str = ""
    pm: str = ""
    pm_mark: str = ""


class Line(NamedTuple):
    """A row as text: its role, its label with indent, and its cells, each padded to the width of its column."""

    role: str
    label: str
    cells: tuple[str, ...]


class Part(NamedTuple):
    """As many columns of a table as fit a width: their padded headings, their widths, and the rows."""

    heading: str
    label_width: int
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    lines: tuple[Line, ...]


def parts(table: Table, language: Language, width: int = WIDEST) -> list[Part]:
    """Return the table in parts no wider than `width`."""
    labels = [_label(row, language) for row in table.rows]
    made_columns = _columns(table, language)
    headings, columns = [column[0] for column in made_columns], [column[1:] for column in made_columns]
    widths = [len(column[0]) for column in made_columns]
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


def is_text(table: Table, column: int) -> bool:
    """Tell whether a column holds only words, which begin at the left; numbers end at the right."""
    cells = [row.cells[column] for row in table.rows if row.cells]
    return {type(cell) for cell in cells if cell is not None} == {Text}


def _columns(table: Table, language: Language) -> list[list[str]]:
    """Return for each column its heading and its cells, padded to one width, with numbers that line up."""
    amount = amount_of(table, language)
    columns = []
    for index, label in enumerate(table.columns):
        heading = language.text(label)
        written = [written_cell(row.cells[index] if row.cells else None, language, amount) for row in table.rows]
        pieces = [cell for cell in written if isinstance(cell, Pieces)]
        wide = [max((len(cell[piece]) for cell in pieces), default=0) for piece in range(4)]
        width = max(len(heading), sum(wide), *(len(cell) for cell in written if isinstance(cell, str)), 0)
        heading = heading.ljust(width) if is_text(table, index) else heading.rjust(width)
        columns.append([heading, *(_padded(cell, wide, width) for cell in written)])
    return columns


def _padded(cell: Pieces | str, wide: Sequence[int], width: int) -> str:
    """Return a cell padded to the width of its column; `wide` gives the width of each piece of a number."""
    if isinstance(cell, str):
        return cell.ljust(width)
    number = (
        cell.number.rjust(wide[0]) + cell.mark.ljust(wide[1]) + cell.pm.rjust(wide[2]) + cell.pm_mark.ljust(wide[3])
    )
    return number.rjust(width)


def written_cell(cell: Cell | None, language: Language, amount: Amount) -> Pieces | str:
    """Return a number as pieces that line up, and words as one text. Nowhere else does a cell become text."""
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


def _money(cell: Money, amount: Amount) -> Pieces:
    """Return the pieces of an amount; an amount of nothing but PM posts has no number."""
    mark = "*" if cell.assumed else ""
    if cell.pm and not cell.cents and not cell.whole:
        return Pieces(pm=f"{cell.pm} PM", pm_mark=mark)
    return Pieces(amount(cell.cents), mark, f" + {cell.pm} PM" if cell.pm else "")


def amount_of(table: Table, language: Language) -> Amount:
    """Return how the table's amounts are written: money, all with cents if any has them, or whole units."""
    if table.unit >= 100:
        return lambda cents: digits(cents // table.unit * 100, language.code, decimals=False)
    decimals = any(isinstance(cell, Money) and cell.cents % 100 for row in table.rows for cell in row.cells)
    return lambda cents: language.money(cents, decimals=decimals)


def cell_text(cell: Cell | None, language: Language, amount: Amount) -> str:
    """Return a cell as one text without padding: `€ 50.000* + 1 PM`."""
    return "".join(written_cell(cell, language, amount))


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
