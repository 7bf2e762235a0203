"""The sheet Incidental (Incidenteel): the overview of incidental amounts per organisation and programma (BBV 19 c)."""

from collections.abc import Iterator
from functools import lru_cache

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.decisions.accounts import RowSide
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.analysis.outlook.incidental import IncidentalRow, last_year_of
from ridcalc.core.budget.types import NatureName
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, nearest_euros
from ridcalc.render.excel.columns import Cells, Column, Columns, empty
from ridcalc.render.excel.heads import frozen, pm_conditions, tabled_sheet, tables_in
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.papers.live import Where, finds, formulas, kept, where_of
from ridcalc.render.excel.papers.outlook import has_outlook, taken_in
from ridcalc.render.excel.papers.years import YearRow, year_columns
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import account_cell
from ridcalc.views.amendment_words import description_of, organisation_name
from ridcalc.views.outlook_incidental import KIND_NAMES
from ridcalc.views.table import Label

_TOTALS: dict[tuple[NatureName, RowSide], Message] = {
    ("incidental", "expense"): say("Incidental expense"),
    ("incidental", "income"): say("Incidental income"),
    ("incidental", "addition"): say("Incidental additions to reserves"),
    ("incidental", "withdrawal"): say("Incidental withdrawals from reserves"),
    ("structural", "addition"): say("Structural additions to reserves"),
    ("structural", "withdrawal"): say("Structural withdrawals from reserves"),
}
_LOWERS_RESULT: tuple[RowSide, ...] = ("expense", "addition")


def has_incidental(layout: Layout) -> bool:
    """Return whether the files have what the sheet shows: an incidental amount, or a reserve that moves."""
    return bool(layout.outlook.incidental)


@lru_cache(maxsize=2)
def incidental_columns(layout: Layout) -> Columns[None]:
    """Return the columns: an account, a description, a kind, and for each year an amount and its PM posts."""
    labels: list[Column[None]] = [
        Column("programma", say("Programma"), 16, empty),
        Column("taakveld", say("Taakveld"), 9, empty),
        Column("description", say("Description"), 32, empty),
        Column("kind", say("Kind"), 12, empty),
    ]
    title = say("Incidental amounts per programma, and reserves")
    return year_columns(layout, say("Incidental"), title, labels, layout.decision.years)


def incidental_sheet(layout: Layout) -> Sheet:
    """Return the sheet."""
    columns = incidental_columns(layout)
    rows: list[SheetRow] = []
    organisations = dict.fromkeys(row.organisation for row in layout.outlook.incidental)
    for number, name in enumerate(organisations):
        rows += _Organisation(layout, name, number).rows(FIRST_ROW + len(rows))
    rows += [[Cell(layout.text(words), "fact")] for words in _legend(layout)]
    sheet = tabled_sheet(layout, columns, rows, len(rows))
    years = layout.decision.years
    of_pm = pm_conditions(columns, ((("amount", year), ("unknown", year)) for year in years), sheet.length)
    return sheet._replace(tables=tables_in(rows, FIRST_ROW), conditions=(*sheet.conditions, *of_pm))


def _legend(layout: Layout) -> Iterator[Message]:
    threshold = layout.settings.incidental.threshold
    if threshold:
        yield say(
            "Posts of {amount} or more stand apart, and so do PM posts; the others together.", amount=Euros(threshold)
        )
    yield say(
        "Every amount stands without a sign on its own side; a minus lowers that side. Balance: plus is a surplus."
        " PM: amount unknown, in no sum. *: rests on an assumption."
    )


class _Organisation:
    """The overview of an organisation."""

    def __init__(self, layout: Layout, name: str | None, number: int) -> None:
        """Take the rows of the overview of the organisation `name`, the `number`th on the sheet."""
        self.layout = layout
        self.name = name
        self.columns = incidental_columns(layout)
        self.overview = [row for row in layout.outlook.incidental if row.organisation == name]
        self.years = layout.decision.years
        self.kinds = [key for key in _TOTALS if any((row.nature, row.kind) == key for row in self.overview)]
        self.first_group = 1 + number * len(_TOTALS)
        self.values: set[tuple[NatureName, RowSide]] = set()
        """The natures and kinds of which a row keeps its value."""

    def rows(self, first: int) -> Iterator[SheetRow]:
        """Yield the rows from the row `first`: the posts, the totals per kind, and the balance."""
        name = organisation_name(self.layout.decision, self.name)
        yield [Cell(self.layout.text(name), "block")]
        accounts = dict.fromkeys((row.nature, row.programma, row.taakveld, row.kind) for row in self.overview)
        number = first
        for account in accounts:
            of_year = {
                row.year: row for row in self.overview if (row.nature, row.programma, row.taakveld, row.kind) == account
            }
            for cells in self._of_account(of_year, number + 1):
                yield cells
                number += 1
        totals = []
        for key in self.kinds:
            number += 1
            totals.append(number)
            yield self._total(self._row(number), key)
        yield self._balance(self._row(number + 1), dict(zip(self.kinds, totals, strict=True)))
        yield []

    def _row(self, number: int) -> YearRow:
        return YearRow(self.layout, self.columns, number, self.years)

    def _group(self, nature: NatureName, kind: RowSide) -> int:
        return self.first_group + list(_TOTALS).index((nature, kind))

    def _of_account(self, of_year: dict[int, IncidentalRow], number: int) -> Iterator[SheetRow]:
        """Yield, from the row `number`, the posts of a kind on an account, and the others together."""
        posts = dict.fromkeys(one.post for row in of_year.values() for one in row.posts)
        for down, post in enumerate(posts):
            yield self._post(self._row(number + down), of_year, post)
        if any(row.other for row in of_year.values()):
            yield self._others(self._row(number + len(posts)), of_year)

    def _post(self, row: YearRow, of_year: dict[int, IncidentalRow], post: Post) -> SheetRow:
        """Return the row of a post, with what of it stands apart."""
        first = next(iter(of_year.values()))
        where = self._where(post)
        row.finds(group=self._group(first.nature, first.kind))
        finds(self.layout, row, post, where)
        for year in self.years:
            known = next((one for one in of_year[year].posts if one.post == post), None) if year in of_year else None
            cents, posts = (known.cents, len(known.unknown)) if known else (0, 0)
            if known is None and (where in {"measures", "division"} or self._among_others(of_year, year)):
                continue
            total = Total(cents, posts, assumed=False)
            cover = taken_in(self.layout, year) if where in {"withdrawn", "added", "lowered"} else ("", "")
            found = formulas(self.layout, row, year, where, cover)
            if found is None:
                self.values.add((first.nature, first.kind))
                row.show(year, total, kept(self.layout, cents), frozen(self.layout, str(posts)))
            else:
                row.show(year, total, found.amount, found.unknown)
        return row.filled(self._labels(first, self._words(post)))

    def _where(self, post: Post) -> Where:
        where = where_of(self.layout, post)
        covered = where in {"withdrawn", "added", "lowered"}
        return "nowhere" if covered and not has_outlook(self.layout) else where

    def _among_others(self, of_year: dict[int, IncidentalRow], year: int) -> bool:
        return year in of_year and bool(of_year[year].other)

    def _words(self, post: Post) -> Label:
        """Return what a post is called, with the year in which it ends if the budget goes on after it."""
        words = description_of(self.layout.decision, post)
        last = last_year_of(self.layout.decision.after, post)
        if post.kind in {"spending", "contribution"} and last is not None and last < max(self.layout.years):
            return say("{post}, until {year}", post=words, year=str(last))
        return words

    def _others(self, row: YearRow, of_year: dict[int, IncidentalRow]) -> SheetRow:
        """Return the row of the posts below the threshold."""
        first = next(iter(of_year.values()))
        row.finds(group=self._group(first.nature, first.kind))
        self.values.add((first.nature, first.kind))
        for year, known in of_year.items():
            row.show(year, Total(known.other, 0, assumed=False), kept(self.layout, known.other), "0")
        return row.filled(self._labels(first, say("other posts")))

    def _labels(self, row: IncidentalRow, words: Label) -> Cells:
        return {
            "programma": account_cell(self.layout, row.programma),
            "taakveld": account_cell(self.layout, row.taakveld),
            "description": Cell(self.layout.text(words), "wrapped"),
            "kind": Cell(self.layout.text(KIND_NAMES[row.kind])),
        }

    def _total(self, row: YearRow, key: tuple[NatureName, RowSide]) -> SheetRow:
        """Return the row of the total of a nature and kind."""
        row.finds(sums=self._group(*key))
        for year in self.years:
            rows = [one for one in self.overview if ((one.nature, one.kind), one.year) == (key, year)]
            unknown = frozenset[str]().union(*(one.unknown for one in rows))
            counted = sum(len(post.unknown) for one in rows for post in one.posts)
            total = Total(sum(one.total for one in rows), len(unknown), assumed=False)
            amount, posts = (
                f"SUMIFS({row.above((name, year))},{row.above('group')},{row.at.sums})"
                for name in ("amount", "unknown")
            )
            if key in self.values:
                amount = kept(self.layout, total.amount)
            if key in self.values or counted != len(unknown):
                posts = frozen(self.layout, str(len(unknown)))
            row.show(year, total, amount if key in self.values else nearest_euros(amount), posts, strong=True)
        return row.filled(_total_labels(self.layout, _TOTALS[key]))

    def _balance(self, row: YearRow, totals: dict[tuple[NatureName, RowSide], int]) -> SheetRow:
        """Return the row of what the incidental amounts do together to the result."""
        for year in self.years:
            rows = [one for one in self.overview if one.nature == "incidental" and one.year == year]
            signed = sum(-one.total if one.kind in _LOWERS_RESULT else one.total for one in rows)
            terms = [
                ("-" if kind in _LOWERS_RESULT else "+") + f"SUM({self.columns.at(number)['amount', year]})"
                for (nature, kind), number in totals.items()
                if nature == "incidental"
            ]
            unknown = frozenset[str]().union(*(one.unknown for one in rows))
            live = not any(nature == "incidental" for nature, _ in self.values)
            amount = nearest_euros("".join(terms).lstrip("+") or "0") if live else kept(self.layout, signed)
            total = Total(signed, len(unknown), assumed=False)
            row.show(year, total, amount, frozen(self.layout, str(len(unknown))), strong=True)
        return row.filled(_total_labels(self.layout, say("Incidental balance")))


def _total_labels(layout: Layout, words: Message) -> Cells:
    blank: Cells = dict.fromkeys(("programma", "taakveld", "kind"), Cell("", "total"))
    return blank | {"description": Cell(layout.text(words), "total")}
