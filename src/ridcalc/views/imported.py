"""The report of an import: the sums side by side, what each column became, and which rows were left out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from ridcalc.core.values.problems import Exact, Message, say
from ridcalc.views.table import Cell, Count, Money, Row, Section, Table, Text

_MOST_ROWS = 25
"""Rows left out that are listed; the summary has all."""


class Column(NamedTuple):
    """A column of a sheet and what it became."""

    letters: str
    heading: str
    field: str | None
    """None: the column was not used."""
    period: str | None
    """The period of its amounts, if its heading says one."""
    side: str | None
    """The side of its amounts, if its heading says one."""
    hidden: bool = False
    """Whether the sheet hides it."""


class YearSums(NamedTuple):
    """The sums of a year: of the sheet and of what was written, in cents or counted, and the PM posts of both."""

    year: str
    """Empty for counts whose year the sheet does not say."""
    file: Fraction
    written: Fraction
    pm: int
    pm_written: int


class Imported(NamedTuple):
    """What was read of a sheet, left out and written."""

    path: str
    sheet: str | None
    section: Literal["measures", "driver", "current"]
    columns: Sequence[Column]
    read: int
    entries: int
    """The measures, drivers, or lines of a current budget that were written."""
    left_out: Sequence[tuple[int, Message]]
    """The number of each row that was left out, and why."""
    remarks: Mapping[str, int]
    """How often each remark holds."""
    sums: Sequence[YearSums]

    @property
    def counts(self) -> bool:
        """Whether the sums are of counts, not of cents."""
        return self.section == "driver"


def report_table(imported: Imported) -> Table:
    """Return the report as a table of sums with the rest below it."""

    def cell(value: Fraction, pm: int = 0) -> Cell:
        if not imported.counts:
            return Money(int(value), pm)
        return Count(int(value)) if value.denominator == 1 else Text(say("{number}", number=Exact(value)))

    rows = [
        Row(
            "body",
            one.year or say("no year"),
            (
                cell(one.file, one.pm),
                cell(one.written, one.pm_written),
                Text(say("equal") if (one.file, one.pm) == (one.written, one.pm_written) else say("DIFFERENT")),
            ),
        )
        for one in imported.sums
    ]
    sections = [Section(say("Columns"), tuple((one.letters, _column(one)) for one in imported.columns))]
    left_out = imported.left_out
    if left_out:
        lines: list[tuple[str, Message]] = [(str(row), reason) for row, reason in left_out[:_MOST_ROWS]]
        if len(left_out) > _MOST_ROWS:
            lines.append(("", say("and {count} more: --summary FILE has them all", count=len(left_out) - _MOST_ROWS)))
        sections.append(Section(say("Rows left out"), tuple(lines)))
    if found := tuple(("", message) for message in _remarks(imported.remarks)):
        sections.append(Section(say("Remarks"), found))
    heads = (say("in the file"), say("written"), say("sums"))
    title = os.path.basename(imported.path) + (f", {imported.sheet}" if imported.sheet else "")
    written = {
        "measures": say("measures written: {count}", count=imported.entries),
        "driver": say("drivers written: {count}", count=imported.entries),
        "current": say("lines written: {count}", count=imported.entries),
    }[imported.section]
    read = say("rows read: {read}, left out: {left}", read=imported.read, left=len(left_out))
    return Table(title, (read, written), say("Year"), heads, tuple(rows), tuple(sections), every_row=True)


def _column(one: Column) -> Message:
    heading = one.heading or say("no heading")
    if one.field is None:
        return say("{heading}: not used", heading=heading)
    what = " ".join(part for part in (one.field, one.period, one.side) if part)
    if one.hidden:
        return say("{heading}: {field} (this column is hidden)", heading=heading, field=what)
    return say("{heading}: {field}", heading=heading, field=what)


def _remarks(remarks: Mapping[str, int]) -> Iterator[Message]:
    """Yield the remarks, each with how often it holds."""
    for name, count in remarks.items():
        yield Message(_REMARKS[name].template, {"count": count})


_REMARKS = {
    "unit": say("the sheet says that its amounts are in {count} euros: each was multiplied", count=0),
    "repeated": say("names that stand more than once have ids with a number: {count}", count=0),
    "negative-income": say("income stands in the sheet as negative amounts; written without minus"),
    "negative-expense": say("every expense in the sheet is negative, and written so: it lowers what participants pay"),
    "mixed-expense": say(
        "expenses with a minus: {count}, written so; of income, say so in a column such as lasten/baten", count=0
    ),
    "mixed-income": say("income stands in the sheet with and without minus; written as it stands, so check the signs"),
    "unheaded": say("cells in columns without a heading, not read: {count}", count=0),
    "nil": say("cells with a dash, read as nothing: {count}", count=0),
    "carried": say("rows without a name, with that of the row above: {count}", count=0),
    "hidden": say("hidden rows that were read too: {count}", count=0),
    "hidden-sheets": say("hidden sheets that were not read: {count}; --sheet reads one", count=0),
    "programma": say("rows for which nothing says the programma, while others have one: {count}", count=0),
    "taakveld-missing": say("rows for which nothing says the taakveld, while others have one: {count}", count=0),
    "added": say("rows added up with another of the same account: {count}", count=0),
    "taakveld": say("cells with taakveld 0.1 or 6.6 stored as a number: {count}; is it 0.10 or 6.60?", count=0),
}
"""The sentence of each remark."""
