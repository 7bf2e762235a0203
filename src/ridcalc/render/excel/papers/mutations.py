"""The block of mutations per P&C document: from the first decision to the one shown, per municipality and side."""

from collections.abc import Iterator, Mapping, Sequence

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.decisions.state import State
from ridcalc.core.analysis.outlook.mutations import MutationRow
from ridcalc.core.budget.types import SIDES, SideName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.division import group_block, groups
from ridcalc.render.excel.papers.covering import owner_number, owners_of
from ridcalc.render.excel.papers.live import columns_of
from ridcalc.render.excel.papers.years import Paper, YearRow
from ridcalc.render.excel.row_checks import UNBALANCED, apart
from ridcalc.views.amendment_words import SIDE_NAMES
from ridcalc.views.table import Label

Landing = tuple[str, str | None]


def mutations_block(paper: Paper, first: int) -> Iterator[SheetRow]:
    """Yield the rows of the block from the row `first`."""
    group = _FIRST_GROUP
    for owner in owners_of(paper.layout):
        for side in SIDES:
            rows = [row for row in paper.layout.outlook.mutations if (row.organisation, row.side) == (owner, side)]
            if any(row.cents or row.unknown for row in rows):
                group += 1
                of_side = list(_Side(paper, owner, side).rows(rows, first, group))
                yield from of_side
                first += len(of_side)


_FIRST_GROUP = 10_000
"""Above the numbers of the groups of reserves."""


class _Side:
    """The mutations of one side of a municipality."""

    def __init__(self, paper: Paper, owner: str, side: SideName) -> None:
        """Take the sheet, the municipality and the side."""
        self.paper = paper
        self.layout = paper.layout
        self.owner = owner
        self.side = side

    def rows(self, rows: Sequence[MutationRow], first: int, group: int) -> Iterator[SheetRow]:
        """Yield the heading, a row for each document with the running total below it, and the total."""
        yield self.paper.heading(
            say("Mutations: {name}, {side}", name=self.layout.name(self.owner), side=SIDE_NAMES[self.side])
        )
        places: dict[Landing, dict[int, MutationRow]] = {}
        mutations = self.layout.outlook.mutations
        begins = any(
            mutation.cents or mutation.unknown
            for mutation in mutations
            if (mutation.organisation, mutation.row) == (self.owner, "stage")
        )
        for mutation in rows:
            if mutation.row != "stage" or begins:
                places.setdefault((mutation.row, mutation.document), {})[mutation.year] = mutation
        total = places.pop(("total", None))
        changing = self._changing()
        if changing is not None:
            places.setdefault(changing, {})
        number = first
        last = next(reversed(places), None)
        for place, of_year in places.items():
            number += 1
            label = self._words(place)
            yield self._mutation(self._row(number, group=group), of_year, label, follows=place == changing)
            if number > first + 1 and place != last:
                number += 1
                yield self._running(self._row(number, sums=group), of_year, label)
        yield self._total(self._row(number + 1, sums=group), total, summed=changing is not None)
        yield []

    def _row(self, number: int, **groups: int) -> YearRow:
        row = self.paper.row(number)
        row.finds(**groups)
        return row

    def _changing(self) -> Landing | None:
        """Return the place of the change that is shown; None if it may land in several documents."""
        decision, budget = self.layout.decision, self.layout.case.budget
        if decision.stage is not None and decision.before is None:
            return "stage", None
        if decision.stage is None:
            return None
        document = budget.stages[decision.stage].document_of(self.owner)
        return ("document", document) if document in budget.pc_documents else ("none", None)

    def _words(self, place: Landing) -> Label:
        """Return what a row is called."""
        budget = self.layout.case.budget
        kind, document = place
        if kind == "stage":
            first = next(iter(budget.stages))
            return budget.stages[first].name_or(first)
        return budget.names.of("pc_documents", document) if document else say("in no P&C document")

    def _mutation(self, row: YearRow, of_year: Mapping[int, MutationRow], label: Label, *, follows: bool) -> SheetRow:
        """Return the row of a document; it `follows` the workbook if it is that of the change shown."""
        several = self._changing() is None
        if follows:
            row.numbers({year: euros(self._now(year) - _cents(of_year, year)) for year in self.paper.years})
            self._find(row)
        before = {year: self._unknown_in(self.layout.decision.before, year) for year in self.paper.years}
        counts = follows and all(
            len(_unknown(of_year, year)) == max(0, self._unknown_in(self.layout.decision.after, year) - posts)
            for year, posts in before.items()
        )
        if counts:
            row.posts_before(before)
        for year in self.paper.years:
            total = Total(_cents(of_year, year), len(_unknown(of_year, year)), assumed=False)
            amount = nearest_euros(f"{self._live(row, year)}-{row.at['number', year]}") if follows else None
            if several:
                amount = row.kept(year, total.amount)
            posts = row.posts_kept(year, total.pm) if not counts and (follows or several) else None
            if counts:
                posts = f"MAX(0,{self._posts(row, year)}-{row.at['kept', year]})"
            row.show(year, total, amount, posts)
        return row.filled({"label": Cell(self.layout.text(label), "text")})

    def _running(self, row: YearRow, of_year: Mapping[int, MutationRow], label: Label) -> SheetRow:
        """Return the row of the running total after a document."""
        for year in self.paper.years:
            known = of_year.get(year)
            running = known.running if known else self._now(year)
            summed = self._summed(row, year)
            if self._changing() is None:
                summed = row.kept(year, running)
            row.show(year, Total(running, 0, assumed=False), summed, counted=False)
        words = say("running total after {words}", words=label)
        return row.filled({"label": Cell(self.layout.text(words), "indented")})

    def _total(self, row: YearRow, of_year: Mapping[int, MutationRow], *, summed: bool) -> SheetRow:
        """Return the row of the total, with the check that the rows above add up to it."""
        self._find(row)
        row.numbers({year: euros(self._now(year) - _cents(of_year, year)) for year in self.paper.years})
        faults = []
        for year in self.paper.years:
            total = Total(_cents(of_year, year), len(_unknown(of_year, year)), assumed=False)
            live = nearest_euros(f"{self._live(row, year)}-{row.at['number', year]}")
            row.show(year, total, self._summed(row, year) if summed else live, self._posts(row, year), strong=True)
            faults.append(apart(f"SUM({row.at['amount', year]})", live))
        return row.filled({"label": Cell(self.layout.text(say("Total")), "total")}, ("+".join(faults), UNBALANCED))

    def _summed(self, row: YearRow, year: int) -> str:
        return nearest_euros(f"SUMIFS({row.above(('amount', year))},{row.above('group')},{row.at.sums})")

    def _now(self, year: int) -> int:
        """Return the cents of the side in the state after the decision."""
        books = self.layout.decision.after.books_of(self.owner)
        return sum(books.amount(post, year) for post in books.posts if post.side == self.side)

    def _unknown_in(self, state: State | None, year: int) -> int:
        """Return the number of PM measures of the side in a state, each once."""
        if state is None:
            return 0
        books = state.books_of(self.owner)
        return len(books.unknown([post for post in books.posts if post.side == self.side], year))

    def _find(self, row: YearRow) -> None:
        """Set the numbers by which a row finds the total of the side."""
        row.finds(owner=owner_number(self.layout, self.owner), **columns_of(self.layout, self.owner))

    def _live(self, row: YearRow, year: int) -> str:
        """Return the formula of the total of the side: contributions and what pays for them."""
        paper, taken = self.paper, self.paper.covered(("amount", year))
        of_owner = f"{taken},{paper.covered('owner')},{row.at.owner},{paper.covered('lowers')}"
        of_reserves = f'{of_owner},0,{paper.covered("post")},">0",{taken}'
        if self.side == "income":
            return f'SUMIFS({of_reserves},">0")'
        return f'({self._divided(row, year, "amount")}-SUMIFS({of_owner},1)-SUMIFS({of_reserves},"<0"))'

    def _posts(self, row: YearRow, year: int) -> str:
        """Return the formula of the number of PM posts of the side."""
        return "0" if self.side == "income" else self._divided(row, year, "unknown")

    def _divided(self, row: YearRow, year: int, kind: str) -> str:
        """Return the formula of the municipality's sum on the sheet Division, of amounts or of PM posts."""
        column = row.at["column" if kind == "amount" else "pm_column"]
        block = group_block(self.layout, kind)
        return f"SUMIFS(INDEX({block},0,{column}),{groups(self.layout, 'year')},{row.head(year)})"


def _cents(of_year: Mapping[int, MutationRow], year: int) -> int:
    return of_year[year].cents if year in of_year else 0


def _unknown(of_year: Mapping[int, MutationRow], year: int) -> frozenset[str]:
    return of_year[year].unknown if year in of_year else frozenset()
