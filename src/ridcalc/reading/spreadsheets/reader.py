"""The rows of a sheet below its headings, sorted: rows with amounts, headings of blocks, and rows of totals."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.values.problems import Euros, Message, Number, Problem, say
from ridcalc.reading.spreadsheets.cells import CellReader, Figure, Value
from ridcalc.reading.spreadsheets.figures import is_nil, is_unknown, readings
from ridcalc.reading.spreadsheets.labels import is_balance, is_total, nature_of, programma_in, side_of, taakveld_in
from ridcalc.reading.spreadsheets.layout import AmountColumn, Layout
from ridcalc.reading.spreadsheets.options import Options
from ridcalc.reading.spreadsheets.table import Cell, Row, Table
from ridcalc.reading.spreadsheets.words import Field, Nature, Side, year_in

_FEWEST = 3
"""Rows and columns that add up, together, by chance."""


class Block(NamedTuple):
    """What the heading of a block of rows says of the rows below it."""

    programma: str | None = None
    taakveld: str | None = None
    side: Side | None = None
    nature: Nature | None = None
    heading: str = ""
    """The heading that gave the taakveld."""


class LeftOut(NamedTuple):
    """A row that was not imported, and why."""

    row: int
    reason: Message


class Reader(CellReader):
    """Reads the rows of a table; keeps the rows that are left out, and the sum of each year."""

    def __init__(self, table: Table, layout: Layout, options: Options) -> None:
        """Take the table and what its columns are; nothing is read yet."""
        super().__init__(table, layout, options)
        self.warnings: list[Problem] = []
        self.left_out: list[LeftOut] = []
        self.read = 0
        self.sums: Counter[str] = Counter()
        """The sum of each year as the sheet has it, in cents, income negative; of counts the number."""
        self.unknown: Counter[str] = Counter()
        """The PM posts of each year."""
        self.block = Block()
        self._so_far: dict[int, Value] = {one.column: 0 for one in layout.amounts}
        """The sum of each column so far."""
        self._starts: dict[int, dict[Value, int]] = {one.column: {0: 0} for one in layout.amounts}
        """What the sum of each column was where a block began or a total stood, and how many rows were read then."""
        self._known = {one.column for one in layout.listed}
        """The columns with a heading, and those that are used without one."""
        self._label = layout.fields.get("name") or layout.fields.get("participant")

    def rows(self) -> Iterator[tuple[Row, list[tuple[AmountColumn, Figure]]]]:
        """Yield the rows with amounts, and those amounts; headings and totals are taken on the way."""
        for row in self.layout.titles:
            title = self._text_of(row)
            self._leave(row, say("title: {text}", text=title))
            self.block = self.block._replace(
                programma=programma_in(title) or self.block.programma,
                taakveld=taakveld_in(title) or self.block.taakveld,
            )
        for row in self.layout.heads:
            self._leave(row, say("headings"))
        heads = [{column: cell.text for column, cell in row.cells.items()} for row in self.layout.heads]
        for row in self.table.rows():
            if row.number < self.layout.first:
                continue
            if {column: cell.text for column, cell in row.cells.items()} in heads:
                self._leave(row, say("headings once more"))
                continue
            cells = [(one, cell) for one in self.layout.amounts if (cell := row.cells.get(one.column))]
            if self._is_total(row, cells):
                self._take_total(row, cells)
            elif not any(not is_nil(cell.text) for _, cell in cells):
                self._take_heading(row, has_amounts=bool(cells))
            else:
                self.remarks["hidden"] += row.hidden
                self.remarks["unheaded"] += len(row.cells.keys() - self._known)
                self._warn_of_sum(row, cells)
                self.read += 1
                yield row, list(self._figures(row, cells))

    def _leave(self, row: Row, reason: Message) -> None:
        self.left_out.append(LeftOut(row.number, reason))

    def _text_of(self, row: Row) -> str:
        """Return the text by which a row is known: its name, or else its first text."""
        if text := row.text(self._label):
            return text
        texts = (
            cell.text for _, cell in sorted(row.cells.items()) if cell.kind == "text" and not any(readings(cell.text))
        )
        return next(texts, "")

    def text(self, row: Row, field: Field) -> str | None:
        """Return the text of a field in one line; None for an empty cell."""
        return " ".join(row.text(self.layout.fields.get(field)).split()) or None

    def _is_total(self, row: Row, cells: list[tuple[AmountColumn, Cell]]) -> bool:
        label = self._text_of(row)
        if any(is_total(text) or is_balance(text) for text in self._labels(row)):
            return bool(cells)
        if cells and all(cell.sums for _, cell in cells):
            return True
        return bool(cells) and not label and self._adds_up(cells)

    def _labels(self, row: Row) -> Iterator[str]:
        """Yield the texts that may call a row a total: its label, and those before it or of its participant."""
        yield self._text_of(row)
        fields = self.layout.fields
        of_label = {fields.get(field) for field in ("participant", "programma", "taakveld", "year", "period")}
        for column, cell in row.cells.items():
            if cell.kind == "text" and (column < (self._label or 0) or column in of_label):
                yield cell.text

    def _adds_up(self, cells: list[tuple[AmountColumn, Cell]]) -> bool:
        """Return whether each amount is the sum of those above it, from the beginning or from a block on."""
        for one, cell in cells:
            figure = self.quietly(one, cell)
            if figure is None or self._so_far[one.column] - figure not in self._starts[one.column]:
                return False
        return True

    def _take_total(self, row: Row, cells: list[tuple[AmountColumn, Cell]]) -> None:
        """Leave out a row of totals; one that does not add up gets a warning with the difference."""
        label = self._text_of(row)
        named = next(filter(is_total, self._labels(row)), "")
        label = label if is_total(label) or not named else f"{named}, {label}" if label else named
        if is_balance(label):
            self.block = self.block._replace(side=None)
            self._leave(row, say("balance: {text}", text=label))
            return
        if "year" in self.layout.fields and year_in(label):
            self._leave(row, say("total of one year, not checked: {text}", text=label))
            return
        differing = []
        for one, cell in cells:
            figure, so_far = self.quietly(one, cell), self._so_far[one.column]
            if figure is not None and so_far - figure not in self._starts[one.column]:
                sums = (so_far - start for start in self._starts[one.column])
                differing.append((one.column, figure, min((abs(each - figure), each) for each in sums)[1]))
        for column, figure, expected in differing:
            self._warn_of_total(row, column, figure, expected)
        if differing:
            words = say("total that does not add up: {text}", text=label)
        elif any(cell.kind == "uncalculated" for _, cell in cells):
            words = say("total without a value, so that it was not checked: {text}", text=label)
        else:
            words = say("total: {text}", text=label) if label else say("total without a name")
        self._leave(row, words)
        self._begin_block()
        closed = label.partition(" ")[2]
        if closed and closed in self.block.heading:  # Totaal 0.4, or Totaal Overhead
            self.block = self.block._replace(taakveld=None, heading="")
        if self.block.side in map(side_of, label.split()):  # Totaal baten: what follows has no side
            self.block = self.block._replace(side=None)

    def _warn_of_total(self, row: Row, column: int, figure: Value, expected: Value) -> None:
        message = say(
            "this total is {figure}, and the rows above it add up to {sum}: a difference of {difference}",
            figure=self._shown(figure),
            sum=self._shown(expected),
            difference=self._shown(figure - expected),
        )
        hint = say("is a row missing, hidden or counted twice? the total itself is not imported")
        self.warnings.append(Problem("total-differs", message, hint, place=self.table.place(row, column)))

    def _warn_of_sum(self, row: Row, cells: list[tuple[AmountColumn, Cell]]) -> None:
        """Warn of a row that is read as a post, and that may be a total: its amounts add up the rows above it."""
        if not self._adds_up(cells):
            return
        starts = (
            self._starts[one.column][self._so_far[one.column] - figure]
            for one, cell in cells
            if (figure := self.quietly(one, cell))
        )
        rows = [self.read - start for start in starts]
        if rows and min(rows) > 1 and min(rows) + len(rows) > _FEWEST:
            message = say("this row is the sum of the {count} rows above it, and was read as a post", count=min(rows))
            hint = say("is it a total? give it a name in the sheet that begins with Totaal")
            self.warnings.append(Problem("total-suspected", message, hint, place=self.table.place(row)))

    def _shown(self, value: Value) -> Euros | Number:
        return Number(Fraction(value)) if self.options.section == "driver" else Euros(int(value))

    def _begin_block(self) -> None:
        for column, sum_so_far in self._so_far.items():
            self._starts[column].setdefault(sum_so_far, self.read)

    def _take_heading(self, row: Row, *, has_amounts: bool) -> None:
        """Take a row without amounts: the heading of a block, or a post without an amount."""
        label = self._text_of(row)
        fields = sum(column in row.cells for field, column in self.layout.fields.items() if field != "name")
        if has_amounts or (fields and row.text(self._label)):
            self._leave(row, say("no amount: {text}", text=label))
            return
        self._begin_block()
        whole = " ".join(cell.text for _, cell in sorted(row.cells.items()))  # a number may stand in its own column
        programma, taakveld = programma_in(whole), taakveld_in(whole)
        is_word = len(label) > 1  # a single letter may be the name of a post that has no amount yet
        side, nature = (side_of(label), nature_of(label)) if is_word else (None, None)
        if taakveld:
            self.block = self.block._replace(taakveld=taakveld, heading=label)
        elif programma:
            self.block = Block(programma)
        elif side or nature:
            self.block = self.block._replace(side=side or self.block.side, nature=nature or self.block.nature)
        else:
            self._leave(row, say("heading of a block or a remark: {text}", text=label))
            return
        self._leave(row, say("heading of a block, taken for the rows below it: {text}", text=label))

    def _figures(self, row: Row, cells: list[tuple[AmountColumn, Cell]]) -> Iterator[tuple[AmountColumn, Figure]]:
        """Yield the figures of a row; a problem is added for each cell that holds none."""
        for one, cell in cells:
            if cell.kind == "text" and is_nil(cell.text):
                self.remarks["nil"] += 1
            elif cell.kind == "text" and is_unknown(cell.text) and self.options.section == "measures":
                yield one, None
            elif (text := self.exact(row, one.column, cell)) is not None:
                value = self.checked(row, one.column, text)
                if value is not None:
                    self._so_far[one.column] += value
                    yield one, value
