"""The figures in the cells of a sheet, read exactly, and the problems of cells that hold none."""

from collections import Counter
from fractions import Fraction

from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.money import MOST_CENTS, rounded_forms
from ridcalc.core.values.problems import Message, Problem, say
from ridcalc.reading.spreadsheets.figures import DecimalMark, decided, readings
from ridcalc.reading.spreadsheets.layout import AmountColumn, Layout
from ridcalc.reading.spreadsheets.options import Options
from ridcalc.reading.spreadsheets.table import Cell, Row, Table

Value = int | Fraction
"""Cents of an amount; the exact number of a count."""
Figure = Value | None
"""None is PM."""
_MOST_ALIKE = 20
"""Problems of one kind that are shown; of more, the number is said."""


class CellReader:
    """Reads the figures of a table; keeps the problems of its cells."""

    def __init__(self, table: Table, layout: Layout, options: Options) -> None:
        """Take the table and what its columns are; nothing is read yet."""
        self.table, self.layout, self.options = table, layout, options
        self.problems: list[Problem] = []
        self.remarks: Counter[str] = Counter()
        self._alike: Counter[tuple[str, str]] = Counter()
        self._marks: dict[int, DecimalMark | None] | None = None

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

    def quietly(self, one: AmountColumn, cell: Cell) -> Value | None:
        """Return the value of a cell; None for PM, and for what is no value."""
        text = cell.text if cell.kind == "number" else decided(cell.text, self._mark(one.column, cell.text))
        return self._value(text) if text is not None and cell.kind in {"number", "text"} else None

    def exact(self, row: Row, column: int, cell: Cell) -> str | None:
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
        elif cell.text.endswith("%"):
            message = say("this cell holds a percentage, {text}, where an amount is expected", text=cell.text)
            hint = say("write the amount in euros; if it is one already, set the cell to Number")
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
            if self.options.section != "measures":
                hint = say("write a number in the cell, or nothing; only amounts of measures can be PM")
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

    def checked(self, row: Row, column: int, text: str) -> Value | None:
        """Return the value of a decimal text; None, with a problem, if a budget cannot hold it."""
        value = self._value(text)
        counts = self.options.section == "driver"
        if value is None:
            message = say("'{text}' is not a whole number of cents", text=text)
            hint = rounded_forms(Fraction(text) * self.layout.unit * 100)
            self.add_problem(row, column, "amount-precision", message, hint)
            return None
        if counts and value < 0:
            message = say("'{text}' is negative; what stands here is zero or more", text=text)
            self.add_problem(row, column, "negative", message, None)
            return None
        if not counts and not -MOST_CENTS <= value <= MOST_CENTS:
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
