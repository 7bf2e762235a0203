"""The report of an import: the sums side by side, what each column became, and which rows were left out."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol

from ridcalc.core.values.problems import Message, say
from ridcalc.views.table import Cell, Count, Money, Row, Section, Table, Text

_MOST_ROWS = 25
"""Rows left out that are listed; the summary has all."""


class Column(Protocol):
    """A column of a sheet and what it became."""

    @property
    def letters(self) -> str:
        """Its letters."""

    @property
    def heading(self) -> str:
        """Its heading."""

    @property
    def field(self) -> str | None:
        """The field that it became; None: it was not used."""

    @property
    def period(self) -> str | None:
        """The period of its amounts, if its heading says one."""

    @property
    def side(self) -> str | None:
        """The side of its amounts, if its heading says one."""


class YearSums(NamedTuple):
    """The sums of a year: of the sheet and of what was written, in cents or counted, and the PM posts of both."""

    year: str
    file: Fraction
    written: Fraction
    pm: int
    pm_written: int


def report_table(
    title: str,
    facts: tuple[Message, ...],
    columns: Sequence[Column],
    left_out: Sequence[tuple[int, Message]],
    remarks: Mapping[str, int],
    sums: Sequence[YearSums],
    *,
    counts: bool,
) -> Table:
    """Return the report as a table of sums with the rest below it."""

    def cell(value: Fraction, pm: int = 0) -> Cell:
        if not counts:
            return Money(int(value), pm)
        return Count(int(value)) if value.denominator == 1 else Text(f"{float(value):g}")

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
        for one in sums
    ]
    sections = [Section(say("Columns"), tuple((one.letters, _column(one)) for one in columns))]
    if left_out:
        lines: list[tuple[str, Message]] = [(str(row), reason) for row, reason in left_out[:_MOST_ROWS]]
        if len(left_out) > _MOST_ROWS:
            lines.append(("", say("and {count} more: --summary FILE has them all", count=len(left_out) - _MOST_ROWS)))
        sections.append(Section(say("Rows left out"), tuple(lines)))
    if found := tuple(("", message) for message in _remarks(remarks)):
        sections.append(Section(say("Remarks"), found))
    heads = (say("in the file"), say("written"), say("sums"))
    return Table(title, facts, say("Year"), heads, tuple(rows), tuple(sections), every_row=True)


def _column(one: Column) -> Message:
    heading = one.heading or say("no heading")
    if one.field is None:
        return say("{heading}: not used", heading=heading)
    what = " ".join(part for part in (one.field, one.period, one.side) if part)
    return say("{heading}: {field}", heading=heading, field=what)


def _remarks(remarks: Mapping[str, int]) -> Iterator[Message]:
    """Yield the remarks, each with how often it holds."""
    sentences = {
        "unit": say("the sheet says that its amounts are in {count} euros: each was multiplied", count=remarks.get("unit", 0)),
        "repeated": say("names that stand more than once have ids with a number: {count}", count=remarks.get("repeated", 0)),
        "negative-income": say("income stands in the sheet as negative amounts; written without minus"),
        "nil": say("cells with a dash, read as nothing: {count}", count=remarks.get("nil", 0)),
        "carried": say("rows without a name, with that of the row above: {count}", count=remarks.get("carried", 0)),
        "hidden": say("hidden rows that were read too: {count}", count=remarks.get("hidden", 0)),
        "added": say("rows added up with another of the same account: {count}", count=remarks.get("added", 0)),
        "taakveld": say(
            "cells with taakveld 0.1 stored as a number: {count}; was 0.10 meant?", count=remarks.get("taakveld", 0)
        ),
    }
    yield from (sentences[name] for name in sentences if remarks.get(name))
