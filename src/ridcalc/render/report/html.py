"""A page as one file of HTML: no script, nothing fetched, every text of the files escaped."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import htpy as h

from ridcalc.core.values.problems import say
from ridcalc.language.sentences import Language
from ridcalc.render.layout import amount_of, cell_text
from ridcalc.render.report.css import CSS
from ridcalc.render.report.svg import drawn
from ridcalc.views.report.page import Page, Section
from ridcalc.views.table import Branch, Cell, Day, Label, Row, Table, Text

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
"""What a browser may fetch for the page: nothing but what stands in it."""
_DEEPEST = 2
"""The levels of branches that unfold; below these they are lists."""
_MOST_INDENT = 3
_SPACE = "\N{NO-BREAK SPACE}"
_SHORT = 16
"""The letters of a text that stays on one line."""
_MOST_LETTERS = 76
"""The letters of a line of a table that fit on a narrow screen and on A4."""
_LABEL = 14
"""The letters of the labels of rows, which can break between words."""
_BETWEEN = 2
"""The letters that the room between two columns takes."""


class Extras(NamedTuple):
    """What a page has besides its sections."""

    style: str = ""
    """Rules of CSS after those of the page; they hold no '<'."""
    csv: str | None = None
    """The figures as CSV, to download; None: there is no download."""
    csv_name: str = "ridcalc.csv"


class _Rules:
    """Rules of CSS, which htpy writes as they are; they hold no '<', so that they cannot end the style."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __html__(self) -> str:
        """Return the rules."""
        return self._text


def render(page: Page, language: Language, extras: Extras) -> Iterator[str]:
    """Yield a page as HTML, in pieces."""
    writer = _Writer(language, extras)
    title = f"{language.text(page.title)}: {language.text(page.subtitle)}"
    *sections, foot = page.sections
    document = h.html(lang=language.code)[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.meta(http_equiv="Content-Security-Policy", content=_POLICY),
            h.title[title],
            h.style[_Rules(CSS + extras.style)],
        ],
        h.body[
            h.header[h.h1[writer.text(page.title)], h.p(".subtitle")[writer.text(page.subtitle)]],
            h.main[(writer.section(section) for section in sections)],
            h.footer[writer.section(foot)],
        ],
    ]
    yield from document.iter_chunks()
    yield "\n"


class _Writer:
    """Writes the parts of a page in a language."""

    def __init__(self, language: Language, extras: Extras) -> None:
        self._language = language
        self._extras = extras

    def text(self, label: Label) -> str:
        """Return a label as text in which an amount stays on one line."""
        return _together(self._language.text(label))

    def section(self, section: Section) -> h.Node:
        """Return a section as an element."""
        name = f"{section.id}-heading"
        return h.section(id=section.id, class_=section.id, aria_labelledby=name)[
            h.h2(id=name)[self.text(section.title)],
            self._questions(section),
            (h.p[self.text(label)] for label in section.text),
            self._figure(section),
            self._table(section.table, name) if section.table else None,
            self._list(section.points) if section.points else None,
            (self._branch(branch, 0, printed=section.id != "origin") for branch in section.branches),
            h.blockquote[h.p[" ".join(map(self.text, section.quote))]] if section.quote else None,
            self._download() if section.download else None,
        ]

    def _questions(self, section: Section) -> h.Node:
        if not section.questions:
            return None
        return h.dl(".questions")[
            (
                h.div[h.dt[self.text(one.question)], (h.dd[self.text(label)] for label in one.answer)]
                for one in section.questions
            )
        ]

    def _figure(self, section: Section) -> h.Node:
        """Return the chart of a section under its two titles."""
        if section.chart is None:
            return None
        titles = section.chart.titles
        return h.figure[
            h.figcaption[h.strong[self.text(titles.headline)], h.span[self.text(titles.subtitle)]],
            drawn(section.chart, section.id, self._language),
        ]

    def _table(self, table: Table, name: str) -> h.Node:
        """Return a table; a reader can scroll through one that is wide, also by keys."""
        if self._letters_of(table) <= _MOST_LETTERS:
            return self._bare_table(table, name)
        return h.div(".wide", role="group", tabindex="0", aria_labelledby=name)[self._bare_table(table, name)]

    def _letters_of(self, table: Table) -> int:
        """Return how many letters a line of a table has at least: of each column its longest piece without a break."""
        amount = amount_of(table, self._language)
        columns = [[self.text(column)] for column in table.columns]
        for row in table.rows:
            for texts, cell in zip(columns, row.cells, strict=False):
                texts.append(self._cell(cell, amount))
        pieces = (max(len(piece) for text in texts for piece in text.split(" ")) for texts in columns)
        return _LABEL + sum(_BETWEEN + letters for letters in pieces)

    def _bare_table(self, table: Table, name: str) -> h.Node:
        """Return a table; its roles are written, since a telephone shows its rows as blocks."""
        columns = [_capital(self.text(column)) for column in table.columns]
        numeric = [_is_numeric(table, index) for index in range(len(columns))]
        return h.table(role="table", aria_labelledby=name)[
            h.thead(role="rowgroup")[
                h.tr(role="row")[
                    h.th(role="columnheader", scope="col")[_capital(self.text(table.heading))],
                    (
                        h.th(role="columnheader", scope="col", class_="number" if number else None)[column]
                        for column, number in zip(columns, numeric, strict=True)
                    ),
                ]
            ],
            h.tbody(role="rowgroup")[(self._row(table, row, columns, numeric) for row in table.rows)],
        ]

    def _row(self, table: Table, row: Row, columns: Sequence[str], numeric: Sequence[bool]) -> h.Node:
        """Return a row; a row without cells is the heading of those below it."""
        indent = f"in{min(row.indent, _MOST_INDENT)}" if row.indent else None
        label = self.text(row.label)
        if not row.cells:
            return h.tr(role="row", class_=row.role)[h.td(role="cell", colspan=len(columns) + 1)[h.strong[label]]]
        amount = amount_of(table, self._language)
        texts = [self._cell(cell, amount) for cell in row.cells]
        return h.tr(role="row", class_=row.role if row.role == "total" else None)[
            h.th(role="rowheader", scope="row", class_=indent)[label],
            (
                h.td(role="cell", data_column=column, class_=_class_of(text, number=number))[text]
                for text, column, number in zip(texts, columns, numeric, strict=True)
            ),
        ]

    def _cell(self, cell: Cell | None, amount: Callable[[int], str]) -> str:
        """Return the text of a cell; an amount and a day stay on one line."""
        if isinstance(cell, Day):
            return self._language.day(cell.day).replace(" ", _SPACE)
        return _together(cell_text(cell, self._language, amount))

    def _branch(self, branch: Branch, depth: int, *, printed: bool) -> h.Node:
        """Return a branch that unfolds, or a paragraph if nothing stands below it."""
        if not branch.below:
            return h.p[self.text(branch.label)]
        below = (
            [self._branch(one, depth + 1, printed=printed) for one in branch.below]
            if depth + 1 < _DEEPEST and any(one.below for one in branch.below)
            else self._list(branch.below)
        )
        return h.details(class_="printed" if printed else None)[h.summary[self.text(branch.label)], below]

    def _list(self, branches: Sequence[Branch]) -> h.Node:
        return h.ul[(h.li[self.text(one.label), self._list(one.below) if one.below else None] for one in branches)]

    def _download(self) -> h.Node:
        """Return a link with the figures in it."""
        if self._extras.csv is None:
            return None
        data = b64encode(self._extras.csv.encode("utf-8-sig")).decode()
        link = h.a(href=f"data:text/csv;charset=utf-8;base64,{data}", download=self._extras.csv_name)
        return h.p[link[self.text(say("Download the figures (CSV)"))]]


def _together(text: str) -> str:
    """Return a text in which an amount stays on one line, and so do its PM posts."""
    for part in ("€ ", "+ "):
        text = text.replace(part, f"{part[0]}{_SPACE}")
    return text.replace(" PM", f"{_SPACE}PM")


def _class_of(text: str, *, number: bool) -> str | None:
    """Return the class of a cell: a number, a text that is too short for a second line, or None."""
    if number:
        return "number"
    return "short" if len(text) <= _SHORT else None


def _capital(heading: str) -> str:
    return heading[:1].upper() + heading[1:]


def _is_numeric(table: Table, column: int) -> bool:
    """Return whether a column (from 0) has a cell that is no text."""
    cells = [row.cells[column] for row in table.rows if row.cells]
    return any(cell is not None and not isinstance(cell, Text) for cell in cells)
