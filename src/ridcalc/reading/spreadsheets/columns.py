"""What each column of a sheet is: recognised by its heading, or as the command line says."""

from collections.abc import Iterator, Sequence
from itertools import islice

from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message, Place, Problem, ProblemsFoundError, say, some
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.reading.spreadsheets.headings import Headed, headings_in, with_units
from ridcalc.reading.spreadsheets.labels import unit_in
from ridcalc.reading.spreadsheets.layout import AmountColumn, Layout, Listed
from ridcalc.reading.spreadsheets.options import Options
from ridcalc.reading.spreadsheets.table import Row, Table, column_of
from ridcalc.reading.spreadsheets.words import Field, Heading, normal, year_in

_FIRST = 80
"""Rows among which the headings stand, and by which columns without a heading are judged."""
_NOTHING = Heading()


def layout_of(table: Table, options: Options) -> Layout:
    """Return what the columns of a table are.

    Raises:
        ProblemsFoundError: no heading is known, a column of `options` is not there, or a needed column is missing.
    """
    rows = list(islice(table.rows(), _FIRST))
    headed = with_units(headings_in(rows, options.header), rows)
    if headed is None:
        lettered = bool(options.maps) and all(column_of(text) or year_in(text) for _, text in options.maps)
        if options.header is not None or not lettered:
            raise ProblemsFoundError([_no_headings(table, rows, options)])
        headed = Headed((), {}, {})
    return _Columns(table, options, rows, headed).layout()


def has_headings(table: Table) -> bool:
    """Return whether a table has headings of amounts."""
    headed = headings_in(list(islice(table.rows(), _FIRST)), None)
    return headed is not None and any(
        heading is not None and (heading.field == "amount" or heading.period) for heading in headed.headings.values()
    )


def _no_headings(table: Table, rows: Sequence[Row], options: Options) -> Problem:
    place = Place(table.path if table.sheet is None else f"{table.path}!{table.sheet}")
    if options.header is not None:
        message = say("there is nothing in row {row}, or it is too far down", row=options.header)
        return Problem("heading-missing", message, say("--header takes the number of a row with headings"), place=place)
    message = say("no row of this sheet has headings that are recognised")
    hint = say("say which row has them: --header ROW; or which columns: --map name=A --map amount=C")
    return Problem("heading-missing", message, hint, place=table.place(rows[0]) if rows else place)


class _Columns:
    """The columns of one table, as they are found."""

    def __init__(self, table: Table, options: Options, rows: Sequence[Row], headed: Headed) -> None:
        self._table, self._options, self._headed = table, options, headed
        self._first = headed.rows[-1].number + 1 if headed.rows else 1
        self._above = [row for row in rows if headed.rows and row.number < headed.rows[0].number]
        self._below = [row for row in rows if row.number >= self._first]
        self._fields: dict[Field, int] = {}
        self._mapped: list[int] = []
        self._year: str | None = None

    def layout(self) -> Layout:
        """Return the layout."""
        self._take_maps()
        amounts = self._amounts()
        self._take_headings()
        if self._options.section == "driver":
            amounts = self._counted(amounts)
            self._take_first("participant")
        elif self._options.section == "measures":
            self._take_first("name", before=min((one.column for one in amounts), default=None))
        self._check(amounts)
        if self._year is None and "year" not in self._fields and "period" not in self._fields:
            self._year = self._year_of_title() if any(one.period is None for one in amounts) else None
            self._check_year(amounts)
        texts = [cell.text for row in (*self._above, *self._headed.rows) for cell in row.cells.values()]
        unit = max(map(unit_in, texts), default=1) if self._options.section != "driver" else 1
        return Layout(
            self._first,
            self._headed.rows,
            tuple(self._above),
            self._fields,
            tuple(amounts),
            tuple(self._listed(amounts)),
            self._year,
            unit,
        )

    def _heading(self, column: int) -> Heading:
        return self._headed.headings.get(column) or _NOTHING

    def _take_maps(self) -> None:
        """Take the columns that the command line names."""
        problems = []
        for field, text in self._options.maps:
            columns = self._columns(text)
            if columns and field == "amount":
                self._mapped += columns
            elif len(columns) == 1:
                self._fields[field] = columns[0]
            elif field == "year" and year_in(text) == text:
                self._year = text
            else:
                problems.append(self._unknown_column(field, text))
        if problems:
            raise ProblemsFoundError(problems)

    def _columns(self, text: str) -> list[int]:
        """Return the column that the command line names, or the columns of a range such as `D:G`."""
        if (column := self._column(text)) is not None:
            return [column]
        first, _, last = text.partition(":")
        ends = [self._column(end.strip()) for end in (first, last)]
        return list(range(ends[0], ends[1] + 1)) if ends[0] is not None and ends[1] is not None else []

    def _column(self, text: str) -> int | None:
        """Return the column with this heading, or else with these letters."""
        wanted = normal(text)
        for column, heading in self._headed.texts.items():
            if normal(heading) == wanted and wanted:
                return column
        lettered = column_of(text.upper()) if len(text) < 3 else None
        widest = max((*self._headed.texts, *(one for row in self._below for one in row.cells)), default=0)
        return lettered if lettered is not None and lettered <= widest else None

    def _unknown_column(self, field: str, text: str) -> Problem:
        message = say("there is no column '{text}'", text=text)
        headings = tuple(self._headed.texts.values())
        hint = did_you_mean(text, headings) or say("the headings are {names}", names=some(headings, len(headings)))
        return Problem("column-unknown", message, hint, place=Place(f"--map {field}={text}"))

    def _amounts(self) -> list[AmountColumn]:
        """Return the columns of amounts: those of the command line, or else those with a heading of amounts."""
        if self._mapped:
            return [self._amount(column) for column in self._mapped]
        found = [
            self._amount(column)
            for column, heading in self._headed.headings.items()
            if heading and heading.field == "amount" and not heading.unused and column not in self._fields.values()
        ]
        dated = [one for one in found if one.period or one.side]
        if found or self._options.section == "driver":
            return dated or found
        return [
            self._amount(column)
            for column, heading in self._headed.headings.items()
            if heading and heading.period and not heading.unused and self._share(column, "number") > 0.5
        ]

    def _amount(self, column: int) -> AmountColumn:
        heading = self._heading(column)
        period = heading.period
        if self._options.section == "driver" and period:
            period = period[:4]  # the day of a count
        return AmountColumn(column, period, heading.side)

    def _take_headings(self) -> None:
        """Take for each field the column whose heading says it best, if the command line names none."""
        taken = {*self._fields.values(), *self._mapped}
        best: dict[Field, tuple[int, int]] = {}
        for column, heading in self._headed.headings.items():
            field = heading.field if heading and not heading.unused else None
            if heading is not None and field not in {None, "amount"} and column not in taken:
                best[field] = min(best.get(field, (99, 0)), (heading.rank, column))
        for field, (_, column) in best.items():
            if not (field == "year" and self._year):
                self._fields.setdefault(field, column)

    def _counted(self, amounts: list[AmountColumn]) -> list[AmountColumn]:
        """Return the columns of counts: those of amounts, and those with numbers below another heading."""
        if "participant" not in self._fields and "name" in self._fields:
            self._fields["participant"] = self._fields.pop("name")
        taken = {*self._fields.values(), *(one.column for one in amounts)}
        others = [
            AmountColumn(column, heading.period[:4] if heading and heading.period else None, None, text)
            for column, text in self._headed.texts.items()
            if not ((heading := self._headed.headings.get(column)) and (heading.unused or heading.field))
            and column not in taken
            and self._share(column, "number") > 0.5
        ]
        return sorted((*amounts, *others)) if not self._mapped else amounts

    def _take_first(self, field: Field, before: int | None = None) -> None:
        """Take for a field that no heading says the one column of texts, without a heading if there are several."""
        if field in self._fields:
            return
        taken = {*self._fields.values(), *self._mapped}
        columns = sorted({column for row in self._below for column in row.cells})
        texts = [
            column
            for column in columns
            if column not in taken
            and (before is None or column < before)
            and self._headed.headings.get(column) is None
            and self._share(column, "text") > 0.5
        ]
        without = [column for column in texts if column not in self._headed.texts]
        if len(texts) == 1 or without:
            self._fields[field] = (without or texts)[0]

    def _share(self, column: int, kind: str) -> float:
        """Return the share of the cells of a column that hold a kind: numbers, also as text, or texts."""
        from ridcalc.reading.spreadsheets.figures import readings  # a column without a heading is an exception

        cells = [cell for row in self._below if (cell := row.cells.get(column))]
        numbers = sum(cell.kind == "number" or any(readings(cell.text)) for cell in cells)
        matching = numbers if kind == "number" else sum(cell.kind == "text" for cell in cells) - numbers
        return matching / len(cells) if cells else 0

    def _year_of_title(self) -> str | None:
        """Return the year in the title or the name of the sheet, if these have exactly one."""
        texts = [cell.text for row in self._above for cell in row.cells.values() if cell.kind == "text"]
        years = {year for text in (*texts, self._table.sheet or "") if (year := year_in(text))}
        return years.pop() if len(years) == 1 else None

    def _place(self) -> Place:
        if self._headed.rows:
            return self._table.place(self._headed.rows[-1])
        return Place(self._table.path)

    def _check(self, amounts: Sequence[AmountColumn]) -> None:
        """Check that the columns that a section needs are there, and that no two say the same.

        Raises:
            ProblemsFoundError: a problem for each that is missing, and for each that is there twice.
        """
        problems = [
            Problem(
                "heading-missing",
                message,
                say("say which it is: --map {field}=COLUMN", field=field),
                place=self._place(),
            )
            for field, message in self._missing(amounts)
        ]
        seen: dict[tuple[str | None, str | None, str], AmountColumn] = {}
        for one in amounts:
            other = seen.setdefault((one.period, one.side, one.name), one)
            if other != one:
                problems.append(self._twice(other, one))
        if problems:
            raise ProblemsFoundError(problems)

    def _missing(self, amounts: Sequence[AmountColumn]) -> Iterator[tuple[Field, Message]]:
        needed: dict[str, tuple[Field, Message]] = {
            "measures": ("name", say("no column is recognised as the name of a measure")),
            "driver": ("participant", say("no column is recognised as the participant")),
            "current": ("taakveld", say("no column is recognised as the taakveld")),
        }
        field, message = needed[self._options.section]
        if field not in self._fields and (field != "taakveld" or not {"name", "programma"} & self._fields.keys()):
            yield field, message
        if not amounts:
            yield "amount", say("no column is recognised as amounts")

    def _twice(self, one: AmountColumn, other: AmountColumn) -> Problem:
        texts, column = self._headed.texts, letters(other.column)
        message = say(
            "columns {first} and {second} both hold amounts of the same period: {headings}",
            first=letters(one.column),
            second=column,
            headings=(texts.get(one.column, ""), texts.get(other.column, "")),
        )
        hint = say(
            "name the columns to read: --map amount={column}, once for each, or a range such as D:G",
            column=column,
        )
        place = self._table.place(self._headed.rows[-1], other.column) if self._headed.rows else self._place()
        return Problem("heading-twice", message, hint, place=place)

    def _check_year(self, amounts: Sequence[AmountColumn]) -> None:
        """Check that each amount has a year. A driver without one gets a gap.

        Raises:
            ProblemsFoundError: nothing in the sheet says the year.
        """
        if self._options.section != "driver" and self._year is None and any(one.period is None for one in amounts):
            message = say("nothing in this sheet says of which year the amounts are")
            hint = say("say it: --map year=2027, or --map year=COLUMN for a column with years")
            raise ProblemsFoundError([Problem("heading-missing", message, hint, place=self._place())])

    def _listed(self, amounts: Sequence[AmountColumn]) -> Iterator[Listed]:
        """Yield the columns with a heading, and those that are used without one, in order."""
        of_column = {column: field for field, column in reversed(self._fields.items())}
        by_column = {one.column: one for one in amounts}
        for column in sorted({*self._headed.texts, *of_column, *by_column}):
            text = " ".join(self._headed.texts.get(column, "").split())
            if (one := by_column.get(column)) is not None:
                yield Listed(column, text, "amount", one.period, one.side)
            else:
                yield Listed(column, text, of_column.get(column))
