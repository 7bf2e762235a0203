"""JSON of a page, format `ridcalc/report` version 1: its sentences, and every number that it shows as a value."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, assert_never

from ridcalc.core.budget.model import AppliedScenario
from ridcalc.core.values.problems import Euros, Exact, Message, Number, Percentage, Problem
from ridcalc.language.numbers import canonical_fraction, canonical_money
from ridcalc.language.sentences import Language
from ridcalc.render.json_rows import problem
from ridcalc.views.report.charts import Bar, Bars, Chart, Line, Step, Timeline, Waterfall
from ridcalc.views.report.page import Page, Section
from ridcalc.views.table import Branch, Cell, Count, Day, Label, Money, Share, Table, Text

Row = dict[str, Any]


class ReportResult(NamedTuple):
    """A page, the files that it follows from, and its warnings."""

    page: Page
    scenario: AppliedScenario
    inputs: tuple[tuple[str, str], ...]
    """For each file its name within the data folder, and the SHA-256 of its bytes in hexadecimal."""
    warnings: Sequence[Problem]


def render(result: ReportResult, language: Language) -> Iterator[str]:
    """Yield a page as JSON, in one piece."""
    scenario = result.scenario
    document = {
        "format": "ridcalc/report",
        "version": 1,
        "scenario": {"id": scenario.id, "name": scenario.name},
        "set": list(scenario.changes),
        "title": language.text(result.page.title),
        "subtitle": language.text(result.page.subtitle),
        "sections": [_section(section, language) for section in result.page.sections],
        "inputs": [{"file": file, "sha256": digest} for file, digest in result.inputs],
        "warnings": [problem(one, language) for one in result.warnings],
    }
    yield json.dumps(document, indent=1) + "\n"


def _section(section: Section, language: Language) -> Row:
    labels = list(_labels(section))
    rows = [row for label in labels for row in _numbers_in(label, language)]
    rows += _rows_of_chart(section.chart, language) if section.chart else []
    rows += _rows_of_table(section.table, language) if section.table else []
    return {
        "id": section.id,
        "title": language.text(section.title),
        "text": "\n".join(language.text(label) for label in labels),
        "rows": rows,
    }


def _labels(section: Section) -> Iterator[Label]:
    """Yield the sentences of a section in the order of the page, apart from its title, chart and table."""
    yield from section.text
    for question in section.questions:
        yield question.question
        yield from question.answer
    yield from _labels_of(section.points)
    yield from _labels_of(section.branches)
    yield from section.quote


def _labels_of(branches: Iterable[Branch]) -> Iterator[Label]:
    for branch in branches:
        yield branch.label
        yield from _labels_of(branch.below)


def _row(row: str, column: str | None, kind: str, value: str, money: Money | None = None) -> Row:
    """Return a number of the page, with where it stands; PM and assumption are null for what is no cell of money."""
    pm, assumed = (money.pm, money.assumed) if money else (None, None)
    return {"row": row, "column": column, "kind": kind, "value": value, "pm": pm, "assumed": assumed}


def _numbers_in(label: object, language: Language) -> Iterator[Row]:
    """Yield the numbers of a sentence, in the order of its values."""
    if isinstance(label, Message | Euros):
        sentence = language.text(label)
        for kind, value in _values(label):
            yield _row(sentence, None, kind, value)


_KINDS: dict[type, Callable[[Any], tuple[str, str]]] = {
    Euros: lambda value: ("amount", canonical_money(value.cents)),
    Percentage: lambda value: ("share", canonical_fraction(value.share)),
    Fraction: lambda value: ("share", canonical_fraction(value)),
    Number: lambda value: ("number", canonical_fraction(value.number)),
    Exact: lambda value: ("number", canonical_fraction(value.number)),
    int: lambda value: ("count", str(value)),
    date: lambda value: ("date", value.isoformat()),
}
"""Type of a value of a message → its kind and its text, as `Language` shows it."""
_TEXTS = {
    "year": re.compile(r"[0-9]{4}"),
    "number": re.compile(r"[0-9]{1,3}|[0-9]{5,}"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "period": re.compile(r"[0-9]{4}-[HQM][0-9]{1,2}(\.\.[HQM][0-9]{1,2})?"),
}
"""What a message holds as text: its kind → the form of it."""
_IN_WORDS = re.compile(r"(?<![\w{-])[0-9]+(?![\w}])")
"""A number that a sentence itself has, such as that of `1 post`; SHA-256 has none."""


def _values(value: object) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of each number in a value of a message."""
    if type(value) in _KINDS:
        yield _KINDS[type(value)](value)
    elif isinstance(value, str):
        yield from ((kind, value) for kind, form in _TEXTS.items() if form.fullmatch(value))
    elif isinstance(value, Message):
        yield from _values(tuple(value.values.values()))
        yield from (("count", number) for number in _IN_WORDS.findall(value.template))
    elif isinstance(value, tuple):
        for one in value:
            yield from _values(one)


def _rows_of_table(table: Table, language: Language) -> list[Row]:
    """Return the numbers of the headings of columns and rows, and what each cell shows."""
    columns = [language.text(label) for label in table.columns]
    headings = (*table.columns, *(row.label for row in table.rows))
    numbers = [_row(language.text(label), None, *number) for label in headings for number in _values(label)]
    return numbers + [
        _of_cell(language.text(row.label), column, cell, language)
        for row in table.rows
        for column, cell in zip(columns, row.cells, strict=False)
        if cell is not None
    ]


def _of_cell(row: str, column: str, cell: Cell, language: Language) -> Row:
    match cell:
        case Money():
            return _row(row, column, "amount", canonical_money(cell.cents), cell)
        case Share():
            return _row(row, column, "share", canonical_fraction(cell.share))
        case Count():
            return _row(row, column, "count", str(cell.number))
        case Day():
            return _row(row, column, "date", cell.day.isoformat())
        case Text():
            return _row(row, column, "text", language.text(cell.label))
        case _:
            assert_never(cell)


def _rows_of_chart(chart: Chart, language: Language) -> list[Row]:
    """Return what a chart shows: the numbers of its headline, its bars or parts, and the labels of its axis."""
    headline = language.text(chart.titles.headline)
    rows = [*_numbers_in(chart.titles.headline, language), *_numbers_in(chart.titles.subtitle, language)]
    match chart:
        case Bars():
            rows += [row for bar in chart.bars for row in _of_bar(headline, bar, language)]
            ticks = chart.ticks
        case Line():
            for series in chart.series:
                rows += [row for bar in series.points for row in _of_bar(headline, bar, language, series.name)]
            ticks = chart.ticks
        case Waterfall():
            rows += [row for step in chart.steps for row in _of_step(headline, step, language)]
            ticks = chart.ticks
        case Timeline():
            for span in chart.rows:
                rows += _numbers_in(span.label, language)
                for first, last in span.parts:
                    label = language.text(span.label)
                    rows += [_row(headline, label, "date", day.isoformat()) for day in (first, last)]
            return [*rows, *(_row(headline, "axis", "year", str(year)) for year in chart.years)]
        case _:
            assert_never(chart)
    return [*rows, *(_row(headline, "axis", "amount", canonical_money(tick)) for tick in ticks)]


def _of_bar(headline: str, bar: Bar, language: Language, series: Label = "") -> Iterator[Row]:
    yield from _numbers_in(bar.label, language)
    column = f"{language.text(series)} {language.text(bar.label)}".strip()
    yield _row(headline, column, "amount", canonical_money(bar.amount.cents), bar.amount)


def _of_step(headline: str, step: Step, language: Language) -> Iterator[Row]:
    yield from _numbers_in(step.label, language)
    yield _row(headline, language.text(step.label), "amount", canonical_money(step.shown.cents), step.shown)
