"""Drivers from the rows of a sheet: counts per participant, with the years across or below each other."""

from fractions import Fraction

from ridcalc.core.values.number_hints import unambiguous
from ridcalc.core.values.problems import say
from ridcalc.reading.spreadsheets.cells import Figure
from ridcalc.reading.spreadsheets.entries import Entry
from ridcalc.reading.spreadsheets.ids import Ids, participant_id
from ridcalc.reading.spreadsheets.layout import AmountColumn
from ridcalc.reading.spreadsheets.reader import Reader
from ridcalc.reading.spreadsheets.table import Row
from ridcalc.reading.spreadsheets.words import heading_of, year_in

NO_YEAR = ""
"""Stands for a year that the sheet does not say."""


class Counts:
    """The counts of a sheet: by name of the driver, year and participant."""

    def __init__(self, reader: Reader, name: str) -> None:
        """Take the reader of the sheet, and the name of a driver that the sheet does not name; nothing is read yet."""
        self.reader = reader
        self._name = name
        self.drivers: dict[str, dict[str, dict[str, Fraction]]] = {}

    def read(self) -> None:
        """Read all rows."""
        for row, figures in self.reader.rows():
            participant = self.reader.text(row, "participant")
            if participant is None:
                message = say("this row has counts and no participant")
                self.reader.add_problem(row, None, "row-without-name", message, say("write its name in the sheet"))
                continue
            for column, figure in figures:
                self._add(row, participant, column, figure)

    def _add(self, row: Row, participant: str, column: AmountColumn, figure: Figure) -> None:
        text = self.reader.text(row, "year")
        year = column.period or (year_in(text) if text else None) or self.reader.layout.year or NO_YEAR
        name = self.reader.text(row, "name") or self._name_of(column)
        counts = self.drivers.setdefault(name, {}).setdefault(year[:4], {})
        made = participant_id(participant)
        if made in counts:
            message = say("'{name}' is counted twice in this year", name=participant)
            hint = say("leave one of the two rows out, or give each its own name")
            self.reader.add_problem(row, column.column, "counted-twice", message, hint)
        counts[made] = Fraction(figure or 0)
        self.reader.sums[year[:4]] += counts[made]  # type: ignore[assignment]  # a count may have decimals

    def _name_of(self, column: AmountColumn) -> str:
        """Return the name of what a column counts."""
        heading = heading_of(column.name) if column.name else None
        if heading is None:
            return column.name or self._name
        words = [word for word in column.name.split() if not year_in(word)]
        return " ".join(words).strip(" -:,") or self._name


def drivers_of(counts: Counts, ids: Ids, gap: str) -> list[tuple[str, Entry]]:
    """Return the id and the entry of each driver, in order; `gap` stands for a year that the sheet does not say."""
    entries: list[tuple[str, Entry]] = []
    for name, years in counts.drivers.items():
        values: Entry = {
            year or gap: {one: _count(value) for one, value in of_year.items()} for year, of_year in years.items()
        }
        entries.append((ids.new(name, other="driver"), {"name": name, "values": values}))
    return entries


def _count(value: Fraction) -> str:
    """Return a count as the files write it, such that it has one reading."""
    from decimal import Decimal

    from ridcalc.reading.spreadsheets.workbook_table import plain_decimal

    return unambiguous(plain_decimal(Decimal(value.numerator) / Decimal(value.denominator)))
