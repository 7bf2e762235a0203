"""The rows of a sheet below its headings, sorted: rows with amounts, headings of blocks, and rows of totals."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.values.money import MOST_CENTS, rounded_forms
from ridcalc.core.values.problems import Euros, Message, Number, Problem, say
from ridcalc.reading.spreadsheets.figures import DecimalMark, decided, is_nil, is_unknown, readings
from ridcalc.reading.spreadsheets.layout import AmountColumn, Layout
from ridcalc.reading.spreadsheets.options import Options
from ridcalc.reading.spreadsheets.table import Cell, Row, Table, letters
from ridcalc.reading.spreadsheets.words import (
    Field,
    Nature,
    Side,
    is_balance,
    is_total,
    nature_of,
    programma_in,
    side_of,
    taakveld_in,
)

PM = "PM"
Value = int | Fraction
"""Cents of an amount; the exact number of a count."""
Figure = Value | None
"""None is PM."""
_MOST_ALIKE = 20
"""Problems of one kind that are shown; of more, the number is told."""


class Block(NamedTuple):
    """What the heading of a block of rows says of the rows below it."""

    programma: str | None = None
    taakveld: str | None = None
    side: Side | None = None
    nature: Nature | None = None
    text: str = ""


class LeftOut(NamedTuple):
    """A row that was not imported, and why."""

    row: int
    reason: Message


class Reader:
    """Reads the rows of a table; keeps the problems, the rows that are left out, and the sum of each year."""

    def __init__(self, table: Table, layout: Layout, options: Options) -> None:
        """Take the table and what its columns are; nothing is read yet."""
        self.table, self.layout, self.options = table, layout, options
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.left_out: list[LeftOut] = []
        self.remarks: Counter[str] = Counter()
        self.read = 0
        self.sums: Counter[str] = Counter()
        """The sum of each year as the sheet has it, in cents, income negative; of counts the number."""
        self.unknown: Counter[str] = Counter()
        """The PM posts of each year."""
        self.block = Block()
        self._alike: Counter[tuple[str, str]] = Counter()
        self._marks: dict[int, DecimalMark | None] | None = None
        self._so_far: Counter[int] = Counter()
        """The sum of each column so far."""
        self._starts: dict[int, set[Value]] = {one.column: {0} for one in layout.amounts}
        """What the sum of each column was where a block began or a total stood."""
        self._label = layout.fields.get("name") or layout.fields.get("participant")

    def rows(self) -> Iterator[tuple[Row, list[tuple[AmountColumn, Figure]]]]:
        """Yield the rows with amounts, and those amounts; headings and totals are taken on the way."""
        for row in self.layout.titles:
            self._leave(row, say("title: {text}", text=self._text_of(row)))
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
                self.read += 1
                yield row, list(self._figures(row, cells))

    def _leave(self, row: Row, reason: Message) -> None:
        self.left_out.append(LeftOut(row.number, reason))

    def _text_of(self, row: Row) -> str:
        """Return the text by which a row is known: its name, or else its first text."""
        if text := row.text(self._label):
            return text
        amounts = {one.column for one in self.layout.amounts}
        return next((cell.text for column, cell in sorted(row.cells.items()) if column not in amounts), "")

    def text(self, row: Row, field: Field) -> str | None:
        """Return the text of a field in one line; None for an empty cell."""
        return " ".join(row.text(self.layout.fields.get(field)).split()) or None

    def add_problem(self, row: Row, column: int | None, code: str, message: Message, hint: Message | None) -> None:
        """Add the problem of a cell; of many with one cause in a column, the first ones."""
        self._alike[code, message.template] += 1
        if self._alike[code, message.template] <= _MOST_ALIKE:
            self.problems.append(Problem(code, message, hint, place=self.table.place(row, column)))

    @property
    def all_problems(self) -> list[Problem]:
        """The problems, and how many more there are of those with one cause."""
        more = sum(count - _MOST_ALIKE for count in self._alike.values() if count > _MOST_ALIKE)
        if not more:
            return self.problems
        message = say("and {count} more cells with such problems", count=more)
        return [*self.problems, self.problems[-1]._replace(message=message, hint=None)]

    # Totals, and headings of blocks.

    def _is_total(self, row: Row, cells: list[tuple[AmountColumn, Cell]]) -> bool:
        label = self._text_of(row)
        if is_total(label) or is_balance(label):
            return bool(cells)
        if cells and all(cell.sums for _, cell in cells):
            return True
        return bool(cells) and not label and self._adds_up(cells)

    def _adds_up(self, cells: list[tuple[AmountColumn, Cell]]) -> bool:
        """Return whether each amount is the sum of those above it, from the beginning or from a block on."""
        for one, cell in cells:
            figure = self._quietly(one, cell)
            if figure is None or self._so_far[one.column] - figure not in self._starts[one.column]:
                return False
        return True

    def _take_total(self, row: Row, cells: list[tuple[AmountColumn, Cell]]) -> None:
        """Leave out a row of totals; one that does not add up gets a warning with the difference."""
        label = self._text_of(row)
        if is_balance(label):
            self._leave(row, say("balance: {text}", text=label))
            return
        differing = []
        for one, cell in cells:
            figure, sum_so_far = self._quietly(one, cell), self._so_far[one.column]
            if figure is not None and sum_so_far - figure not in self._starts[one.column]:
                nearest = min(self._starts[one.column], key=lambda start: abs(sum_so_far - start - figure))
                differing.append((one.column, figure, sum_so_far - nearest))
        for column, figure, expected in differing:
            self._warn_of_total(row, column, figure, expected)
        words = say("total that does not add up: {text}", text=label) if differing else say("total: {text}", text=label)
        self._leave(row, words)
        self._begin_block()

    def _warn_of_total(self, row: Row, column: int, figure: Value, expected: Value) -> None:
        message = say(
            "this total is {figure}, and the rows above it add up to {sum}: a difference of {difference}",
            figure=self._shown(figure),
            sum=self._shown(expected),
            difference=self._shown(figure - expected),
        )
        hint = say("is a row missing, hidden or counted twice? the total itself is not imported")
        self.warnings.append(Problem("total-differs", message, hint, place=self.table.place(row, column)))

    def _shown(self, value: Value) -> Euros | Number:
        return Number(Fraction(value)) if self.options.section == "driver" else Euros(int(value))

    def _quietly(self, one: AmountColumn, cell: Cell) -> Value | None:
        """Return the value of a cell; None for PM, and for what is no value."""
        text = cell.text if cell.kind == "number" else decided(cell.text, self._mark(one.column, cell.text))
        return self._value(text) if text is not None and cell.kind in {"number", "text"} else None

    def _begin_block(self) -> None:
        for column, sum_so_far in self._so_far.items():
            self._starts[column].add(sum_so_far)

    def _take_heading(self, row: Row, *, has_amounts: bool) -> None:
        """Take a row without amounts: the heading of a block, or a post without an amount."""
        label = self._text_of(row)
        fields = sum(column in row.cells for field, column in self.layout.fields.items() if field != "name")
        if has_amounts or (fields and row.text(self._label)):
            self._leave(row, say("no amount: {text}", text=label))
            return
        self._begin_block()
        programma, taakveld = programma_in(label), taakveld_in(label)
        side, nature = side_of(label), nature_of(label)
        if taakveld:
            self.block = self.block._replace(taakveld=taakveld, text=label)
        elif programma:
            self.block = Block(programma, text=label)
        elif side or nature:
            self.block = self.block._replace(side=side or self.block.side, nature=nature or self.block.nature)
        else:
            self._leave(row, say("heading of a block or a remark: {text}", text=label))
            return
        self._leave(row, say("heading of a block, taken for the rows below it: {text}", text=label))

    # Figures.

    def _figures(self, row: Row, cells: list[tuple[AmountColumn, Cell]]) -> Iterator[tuple[AmountColumn, Figure]]:
        """Yield the figures of a row; a problem is added for each cell that holds none."""
        for one, cell in cells:
            if cell.kind == "text" and is_nil(cell.text):
                self.remarks["nil"] += 1
            elif cell.kind == "text" and is_unknown(cell.text) and self.options.section != "driver":
                yield one, None
            elif (text := self._exact(row, one.column, cell)) is not None:
                value = self._checked(row, one.column, text)
                if value is not None:
                    self._so_far[one.column] += value  # type: ignore[assignment]  # a fraction counts too
                    yield one, value

    def _exact(self, row: Row, column: int, cell: Cell) -> str | None:
        """Return the exact decimal text of a cell; None, with a problem, if it is no number or has two readings."""
        if cell.kind == "number":
            return cell.text
        if cell.kind == "text":
            reading = readings(cell.text)
            text = decided(cell.text, self._mark(column, cell.text))
            if text is None and reading.has_two:
                self._two_readings(row, column, cell, reading.comma or "", reading.point or "")
            elif text is None:
                self._no_number(row, column, cell)
            return text
        self._no_number(row, column, cell)
        return None

    def _mark(self, column: int, text: str) -> DecimalMark | None:
        """Return the decimal mark of the texts of a column: that of the options, or else what its other texts show."""
        if self.options.mark is not None or not readings(text).has_two:
            return self.options.mark
        if self._marks is None:
            self._marks = _marks_in(self.table, self.layout)
        return self._marks.get(column)

    def _two_readings(self, row: Row, column: int, cell: Cell, comma: str, point: str) -> None:
        message = say(
            "'{text}' can be read in two ways: {thousand}, or {fraction}; nothing else in column {column} decides it",
            text=cell.text,
            thousand=max(comma, point, key=lambda one: abs(Fraction(one))),
            fraction=min(comma, point, key=lambda one: abs(Fraction(one))),
            column=letters(column),
        )
        hint = say("say which mark its decimals have: --decimal comma or --decimal point")
        self.add_problem(row, column, "cell-two-readings", message, hint)

    def _no_number(self, row: Row, column: int, cell: Cell) -> None:
        """Add the problem of a cell that holds no number."""
        if cell.kind == "date":
            message = say("this cell holds a date, {text}, where an amount is expected", text=cell.text)
            hint = say("a program made a date of what was typed: set the cell to Number and type it again")
        elif cell.kind == "uncalculated":
            message = say("this cell has a formula without a value: {text}", text=cell.text)
            hint = say("open the workbook in a spreadsheet program, and save it")
        elif cell.kind == "broken":
            message = say("this cell holds {text}, where an amount is expected", text=cell.text)
            hint = say("correct its formula, or type the amount")
        elif self.options.mark is not None and any(readings(cell.text)):
            message = say("'{text}' is no number with the decimal mark of --decimal", text=cell.text)
            hint = say("correct the cell, or leave --decimal out")
        else:
            message = say("'{text}' stands where an amount is expected", text=cell.text)
            hint = say("write a number in the cell, PM for an amount that is unknown, or nothing")
        self.add_problem(row, column, "cell-unreadable", message, hint)

    def _value(self, text: str) -> Value | None:
        """Return the value of a decimal text: a count, or an amount in whole cents; None if it has parts of a cent."""
        if self.options.section == "driver":
            return Fraction(text)
        sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
        whole, _, decimals = digits.partition(".")
        moved = 2 + {1: 0, 1000: 3, 1_000_000: 6}[self.layout.unit]
        if decimals[moved:].strip("0"):
            return None
        return sign * int(whole + decimals[:moved].ljust(moved, "0"))

    def _checked(self, row: Row, column: int, text: str) -> Value | None:
        """Return the value of a decimal text; None, with a problem, if a budget cannot hold it."""
        value = self._value(text)
        if value is None:
            message = say("'{text}' is not a whole number of cents", text=text)
            hint = rounded_forms(Fraction(text) * self.layout.unit * 100)
            self.add_problem(row, column, "amount-precision", message, hint)
        elif self.options.section == "driver" and value < 0:
            message = say("'{text}' is negative; what stands here is zero or more", text=text)
            self.add_problem(row, column, "negative", message, None)
            return None
        elif self.options.section != "driver" and abs(value) > MOST_CENTS:
            message = say("'{text}' is more than 10^15 euros", text=text)
            self.add_problem(row, column, "amount-too-large", message, None)
            return None
        return value


def _marks_in(table: Table, layout: Layout) -> dict[int, DecimalMark | None]:
    """Return for each column of amounts the decimal mark that its texts show; None where they show none, or both."""
    shown: dict[int, set[DecimalMark]] = {one.column: set() for one in layout.amounts}
    for row in table.rows():
        if row.number >= layout.first:
            for column, marks in shown.items():
                cell = row.cells.get(column)
                if cell is not None and cell.kind == "text" and (mark := readings(cell.text).evidence):
                    marks.add(mark)
    return {column: next(iter(marks)) if len(marks) == 1 else None for column, marks in shown.items()}
