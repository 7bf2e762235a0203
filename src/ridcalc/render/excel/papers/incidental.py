"""The sheet Incidental (Incidenteel): the overview of incidental amounts per organisation and programma (BBV 19 c)."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.decisions.accounts import RowSide
from ridcalc.core.analysis.outlook.incidental import IncidentalRow
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, nearest_euros
from ridcalc.render.excel.columns import Cells, Column, Columns, empty
from ridcalc.render.excel.division import group_block, groups, position_of
from ridcalc.render.excel.heads import pm_conditions, tabled_sheet, tables_in
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.papers.incidental_posts import TOTALS, AccountPosts, Group
from ridcalc.render.excel.papers.years import Paper, Place, YearRow, year_columns
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import NATURE_LETTERS
from ridcalc.views.amendment_words import organisation_name

_LOWERS_RESULT: tuple[RowSide, ...] = ("expense", "addition")


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


def incidental_sheet(layout: Layout) -> Sheet | None:
    """Return the sheet: the overview of each organisation, and below them the posts that stand together in it.

    None if no amount is incidental and no reserve moves.
    """
    if not layout.outlook.incidental:
        return None
    columns, years = incidental_columns(layout), layout.decision.years
    accounts = _accounts(layout)
    start = Paper(layout, columns, years, Place(FIRST_ROW, FIRST_ROW))
    first = FIRST_ROW + len(list(_overview(start, accounts)))
    small = sum(len(account.small) for account in accounts) + len(_owners_of_small(accounts))
    paper = start._replace(cover=Place(first, max(first, first + small - 1)))
    rows: list[SheetRow] = list(_overview(paper, accounts))
    last = HEADING_ROW + len(rows)
    for owner in _owners_of_small(accounts):
        name = organisation_name(layout.decision, owner)
        rows.append(paper.heading(say("Other posts of {name}, which stand together above", name=name)))
        for account in accounts:
            if account.first.organisation == owner:
                rows += account.annex(paper, FIRST_ROW + len(rows))
    sheet = tabled_sheet(layout, columns, rows, len(rows))
    of_pm = pm_conditions(columns, ((("amount", year), ("unknown", year)) for year in years), sheet.length)
    breaks = (last,) if small else ()
    return sheet._replace(tables=tables_in(rows, FIRST_ROW), conditions=(*sheet.conditions, *of_pm), breaks=breaks)


def _owners_of_small(accounts: list[AccountPosts]) -> list[str | None]:
    """Return the organisations that have posts below the threshold."""
    return list(dict.fromkeys(account.first.organisation for account in accounts if account.small))


def _accounts(layout: Layout) -> list[AccountPosts]:
    """Return the accounts of all organisations, each with its nature and kind."""
    rows = layout.outlook.incidental
    keys = dict.fromkeys((row.organisation, row.nature, row.programma, row.taakveld, row.kind) for row in rows)
    of_key = {key: [row for row in rows if _key(row) == key] for key in keys}
    return [AccountPosts(layout, number, own) for number, own in enumerate(of_key.values(), 1)]


def _key(row: IncidentalRow) -> tuple[object, ...]:
    return row.organisation, row.nature, row.programma, row.taakveld, row.kind


def _overview(paper: Paper, accounts: list[AccountPosts]) -> Iterator[SheetRow]:
    """Yield the rows of the organisations, and what a reader should know of them."""
    row = FIRST_ROW
    organisations = dict.fromkeys(account.first.organisation for account in accounts)
    for number, name in enumerate(organisations):
        own = [account for account in accounts if account.first.organisation == name]
        for cells in _Organisation(paper, name, number, own).rows(row):
            yield cells
            row += 1
    for words in _legend(paper.layout):
        yield [Cell(paper.layout.text(words), "fact")]


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

    def __init__(self, paper: Paper, name: str | None, number: int, accounts: list[AccountPosts]) -> None:
        """Take the accounts of the organisation `name`, the `number`th on the sheet, from 0."""
        self.paper = paper
        self.layout = paper.layout
        self.name = name
        self.accounts = accounts
        self.overview = [row for account in accounts for row in account.of_year.values()]
        self.kinds = [group for group in TOTALS if any(account.group == group for account in accounts)]
        self.first_group = 1 + number * len(TOTALS)
        self.values = {account.group for account in accounts if account.keeps_values}
        """The natures and kinds in which a post keeps its value."""

    def rows(self, number: int) -> Iterator[SheetRow]:
        """Yield the rows from the row `number`: the posts, the totals per kind, and the balance."""
        yield self.paper.heading(organisation_name(self.layout.decision, self.name))
        number += 1
        for account in self.accounts:
            rows = list(account.rows(self.paper, number, self._group(account.group)))
            yield from rows
            number += len(rows)
        for down, group in enumerate(self.kinds):
            yield self._total(self.paper.row(number + down), group)
        yield self._balance(self.paper.row(number + len(self.kinds)), number)
        yield []

    def _group(self, group: Group) -> int:
        return self.first_group + list(TOTALS).index(group)

    def _total(self, row: YearRow, group: Group) -> SheetRow:
        """Return the row of the total of a nature and kind."""
        row.finds(sums=self._group(group))
        own = [entry for entry in self.overview if (entry.nature, entry.kind) == group]
        unknown = {year: _unknown(entry for entry in own if entry.year == year) for year in row.years}
        posts_of = self._posts(row, own, unknown)
        for year in row.years:
            total = Total(sum(entry.total for entry in own if entry.year == year), unknown[year], assumed=False)
            summed = nearest_euros(f"SUMIFS({row.above(('amount', year))},{row.above('group')},{row.at.sums})")
            amount = row.kept(year, total.amount) if group in self.values else summed
            row.show(year, total, amount, posts_of(year), strong=True)
        return row.filled(_total_labels(self.layout, TOTALS[group]))

    def _posts(self, row: YearRow, own: list[IncidentalRow], unknown: dict[int, int]) -> Callable[[int], str]:
        """Return the function from a year to the formula of the PM posts of a total, each once."""
        counted = {
            year: sum(len(post.unknown) for entry in own if entry.year == year for post in entry.posts)
            for year in row.years
        }
        if counted == unknown and (own[0].nature, own[0].kind) not in self.values:
            return lambda year: f"SUMIFS({row.above(('unknown', year))},{row.above('group')},{row.at.sums})"
        divided = {year: self._divided_posts(year) for year in row.years}
        if divided == unknown:
            owner = self.name if self.name in self.layout.allocation.tree.ids else None
            row.finds(nature=NATURE_LETTERS["incidental"], pm_column=position_of(self.layout, "unknown", owner))
            return lambda year: _of_division(self.layout, row, year)
        return lambda year: row.posts_kept(year, unknown[year])

    def _divided_posts(self, year: int) -> int:
        """Return the number of incidental PM posts of the organisation on the sheet Division; of the executor, all."""
        allocation = self.layout.allocation
        if self.name in allocation.tree.ids:
            total = allocation.totals.get((str(self.name), year, "incidental"))
        else:
            total = allocation.grand_totals.get((year, "incidental"))
        return total.pm if total else 0

    def _balance(self, row: YearRow, first: int) -> SheetRow:
        """Return the row of what the incidental amounts do together to the result; totals begin in the row `first`."""
        kinds = [
            (kind, self.paper.row(first + down))
            for down, (nature, kind) in enumerate(self.kinds)
            if nature == "incidental"
        ]
        live = not any(nature == "incidental" for nature, _ in self.values)
        for year in row.years:
            rows = [entry for entry in self.overview if entry.nature == "incidental" and entry.year == year]
            signed = sum(-entry.total if entry.kind in _LOWERS_RESULT else entry.total for entry in rows)
            terms = [
                ("-" if kind in _LOWERS_RESULT else "+") + f"SUM({of_kind.at['amount', year]})"
                for kind, of_kind in kinds
            ]
            amount = nearest_euros("".join(terms).lstrip("+") or "0") if live else row.kept(year, signed)
            posts = f"MAX({','.join(of_kind.at['unknown', year] for _, of_kind in kinds)})" if kinds else "0"
            row.show(year, Total(signed, _unknown(rows), assumed=False), amount, posts, strong=True)
        return row.filled(_total_labels(self.layout, say("Incidental balance")))


def _of_division(layout: Layout, row: YearRow, year: int) -> str:
    """Return the formula of the PM posts of a row's column and nature on the sheet Division."""
    where = f"{groups(layout, 'year')},{row.head(year)},{groups(layout, 'nature')},{row.at.nature}"
    return f"SUMIFS(INDEX({group_block(layout, 'unknown')},0,{row.at.pm_column}),{where})"


def _unknown(rows: Iterable[IncidentalRow]) -> int:
    """Return the number of PM measures of some rows, each once."""
    return len(frozenset[str]().union(*(row.unknown for row in rows)))


def _total_labels(layout: Layout, words: Message) -> Cells:
    blank: Cells = dict.fromkeys(("programma", "taakveld", "kind"), Cell("", "total"))
    return blank | {"description": Cell(layout.text(words), "total")}
