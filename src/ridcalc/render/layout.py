"""Layout shared by the renderers of tables: cells as aligned text, columns that fit a width, and wrapped lines."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from textwrap import wrap
from typing import NamedTuple, assert_never

from ridcalc.language.numbers import digits, percentage
from ridcalc.language.sentences import Language, visible
from ridcalc.render.widths import cut, left, right, width_of
from ridcalc.views.table import Branch, Cell, Count, Day, Money, Outline, Row, Section, Share, Table, Text

WIDEST = 100
"""The width of a table in a pipe or a file, and of prose everywhere, in columns."""

_SMALLEST_LABEL = 16
"""The width of the column of labels that the headings of columns leave."""

_LEAST_LABEL = 8
"""The width of the column of labels that amounts leave: these are never cut."""

_LABEL_BESIDE_SPANS = 32
"""The least width to which labels are cut so that columns that stand together do."""

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

    Widths are in columns of a terminal.
    """

    heading: str
    label_width: int
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[TextRow, ...]

    @property
    def width(self) -> int:
        """The width of the whole part."""
        return self.label_width + sum(self.widths) + 2 * len(self.widths)


def parts(table: Table, language: Language, width: int = WIDEST) -> list[TextPart]:
    """Return the table as text, split by columns into parts of at most `width` columns of a terminal."""
    indent = int(any(row.role in {"block", "head"} for row in table.rows))
    labels = [_label(row, indent, language) for row in table.rows]
    texts = _columns(table, language, width - _SMALLEST_LABEL - 2)
    headings, columns = [column[0] for column in texts], [column[1:] for column in texts]
    widths = [width_of(column[0]) for column in texts]
    heading = language.text(table.heading)
    label_width = max(width_of(heading), *map(width_of, labels), 0)
    label_width = min(label_width, max(_LEAST_LABEL, width - max(widths, default=0) - 2))
    together = max(map(sum, _spans_of([one + 2 for one in widths], table.spans)), default=0)
    if width - together >= _LABEL_BESIDE_SPANS:
        label_width = min(label_width, width - together)
    empty = [not any(column[number].strip() for column in columns) for number in range(len(labels))]
    table_parts = []
    for group in _groups_that_fit(widths, table.spans or (1,) * len(widths), width - label_width):
        rows = tuple(
            TextRow(
                row.role,
                cut(label, label_width),
                tuple(columns[index][number] for index in group) if row.cells else (),
            )
            for number, (row, label) in enumerate(zip(table.rows, labels, strict=True))
            if table.every_row or row.role in {"block", "total"} or empty[number] or _has_cell(columns, number, group)
        )
        table_parts.append(
            TextPart(
                heading,
                label_width,
                tuple(_heads(table, language, headings, group)),
                tuple(widths[index] for index in group),
                rows,
            )
        )
    return table_parts


def _heads(table: Table, language: Language, headings: Sequence[str], group: Sequence[int]) -> Iterator[str]:
    """Yield the headings of a part; one that begins amid columns that stand together says by itself what it is."""
    starts = set(accumulate(table.spans, initial=0))
    for index in group:
        heading = headings[index]
        if index == group[0] and table.said and index not in starts:
            alone = language.text(table.said[index])
            if width_of(alone) <= width_of(heading):
                heading = left(alone, width_of(heading)) if is_text(table, index) else right(alone, width_of(heading))
        yield heading


def _spans_of(widths: Sequence[int], spans: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the widths of the columns that stand together."""
    first = 0
    for span in spans:
        yield widths[first : first + span]
        first += span


def _has_cell(columns: Sequence[Sequence[str]], number: int, group: Sequence[int]) -> bool:
    """Return whether a row has a cell in the columns of a part (`group`)."""
    return any(columns[index][number].strip() for index in group)


def _groups_that_fit(widths: Sequence[int], spans: Sequence[int], room: int) -> Iterator[list[int]]:
    """Yield groups of consecutive columns, as positions from 0, whose widths fit in `room` characters.

    Each column has two spaces before it. Columns that stand together (`spans` counts them) are separated only if they
    do not fit together. A group has at least one column, even if the column does not fit.
    """
    group: list[int] = []
    used = 0
    first = 0
    for span in spans:
        together = range(first, first + span)
        needed = sum(widths[index] + 2 for index in together)
        first += span
        for index in together:
            begins = index == together.start and needed <= room
            if group and used + (needed if begins else widths[index] + 2) > room:
                yield group
                group, used = [], 0
            group.append(index)
            used += widths[index] + 2
    yield group


def _label(row: Row, indent: int, language: Language) -> str:
    """Return the label of a row; `indent` is that of all rows but headings of blocks."""
    return "  " * (row.indent + (0 if row.role == "block" else indent)) + language.text(row.label)


def is_text(table: Table, column: int) -> bool:
    """Return whether all cells of a column (from 0) are words; words are aligned left, numbers right."""
    cells = [row.cells[column] for row in table.rows if row.cells]
    return {type(cell) for cell in cells if cell is not None} == {Text}


def _columns(table: Table, language: Language, room: int) -> list[list[str]]:
    """Return for each column its heading and then its cells, padded to one width, with aligned numbers.

    A heading is cut to `room` columns of a terminal, or to the width of the cells.
    """
    amount = amount_of(table, language)
    columns = []
    for index, label in enumerate(table.columns):
        heading = language.text(label)
        cells = [written_cell(row.cells[index] if row.cells else None, language, amount) for row in table.rows]
        numbers = [cell for cell in cells if isinstance(cell, Pieces)]
        piece_widths = [max((width_of(number[piece]) for number in numbers), default=0) for piece in range(4)]
        width = max(sum(piece_widths), *(width_of(cell) for cell in cells if isinstance(cell, str)), 0)
        heading = cut(heading, max(width, room))
        width = max(width, width_of(heading))
        heading = left(heading, width) if is_text(table, index) else right(heading, width)
        columns.append([heading, *(_padded(cell, piece_widths, width) for cell in cells)])
    return columns


def _padded(cell: Pieces | str, piece_widths: Sequence[int], width: int) -> str:
    """Return a cell padded to the width of its column; `piece_widths` gives the width of each piece of a number."""
    if isinstance(cell, str):
        return left(cell, width)
    number_width, mark_width, pm_width, pm_mark_width = piece_widths
    number = right(cell.number, number_width) + left(cell.mark, mark_width)
    number += right(cell.pm, pm_width) + left(cell.pm_mark, pm_mark_width)
    return right(number, width)


def written_cell(cell: Cell | None, language: Language, amount: AmountFormat) -> Pieces | str:
    """Return a number as pieces, and words as one text. Only this function turns a cell into text."""
    match cell:
        case None:
            return Pieces()
        case Money():
            return _money(cell, partial(language.money, decimals=True) if cell.exact else amount)
        case Share():
            return Pieces(percentage(cell.share, language.code))
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
    decimals = any(
        isinstance(cell, Money) and cell.cents % 100 and not cell.exact for row in table.rows for cell in row.cells
    )
    return lambda cents: language.money(cents, decimals=decimals)


def cell_text(cell: Cell | None, language: Language, amount: AmountFormat) -> str:
    """Return a cell as one text without padding: `€ 50.000* + 1 PM`."""
    return "".join(written_cell(cell, language, amount))


def heading_lines(section: Section, language: Language, width: int = WIDEST) -> list[str]:
    """Return the heading of a section of the foot, wrapped at `width` characters."""
    return _wrapped(language.text(section.heading), width, "", "  ")


def foot_lines(section: Section, language: Language, width: int = WIDEST) -> list[str]:
    """Return the lines of a section of the foot, without its heading, wrapped at `width` characters."""
    lines = []
    for mark, label in section.lines:
        lines += _wrapped(language.text(label), width, f"  {mark} " if mark else "  - ", "    ")
    return lines


def summary_lines(table: Table, language: Language, width: int = WIDEST) -> list[str]:
    """Return the lines below a table, wrapped at `width` characters."""
    lines = []
    for mark, label in table.lines:
        lines += _wrapped(language.text(label), width, f"{mark} " if mark else "", "  ")
    return lines


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Return a text wrapped at `width` characters; `first` and `rest` begin the first line and the others."""
    text = visible(text).replace("€ ", "€\N{NO-BREAK SPACE}")  # keeps an amount on one line
    lines = wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in lines]


def tree_lines(branches: Sequence[Branch], language: Language, width: int = WIDEST, stem: str = "") -> Iterator[str]:
    """Yield the lines of a tree of branches, wrapped at `width` characters; each line begins with `stem`."""
    for number, branch in enumerate(branches, 1):
        last = number == len(branches)
        first, rest = (f"{stem}└─ ", f"{stem}   ") if last else (f"{stem}├─ ", f"{stem}│  ")
        below = f"{rest}│  " if branch.below else f"{rest}   "
        yield from _wrapped(language.text(branch.label), width, first, below)
        yield from tree_lines(branch.below, language, width, rest)


def head_lines(table: Table | Outline, language: Language, width: int = WIDEST) -> list[str]:
    """Return the title and the facts, wrapped at `width` characters; the two lines of a short head are cut."""
    texts = [language.text(text) for text in (table.title, *table.facts)]
    if isinstance(table, Table) and table.short_head:
        return [cut(text, width) for text in texts]
    return [line for text in texts for line in wrap(text, width)]
