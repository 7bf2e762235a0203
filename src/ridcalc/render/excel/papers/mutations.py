"""The block of mutations per P&C document: from the first decision to the one shown, per organisation and side."""

from collections.abc import Iterator, Mapping, Sequence

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.outlook.mutations import MutationRow
from ridcalc.core.budget.types import SIDES, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.columns import Columns, Name
from ridcalc.render.excel.division import group_block, groups
from ridcalc.render.excel.heads import frozen
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import amounts
from ridcalc.render.excel.papers.covering import Place, owners_of
from ridcalc.render.excel.papers.live import columns_of
from ridcalc.render.excel.papers.years import YearRow
from ridcalc.render.excel.row_checks import UNBALANCED, apart
from ridcalc.views.amendment_words import organisation_name
from ridcalc.views.table import Label

Place_ = tuple[str, str | None]
_SIDES: dict[SideName, Message] = {"expense": say("expense"), "income": say("income")}


def mutations_block(
    layout: Layout, columns: Columns[None], first: int, years: Sequence[int], cover: Place
) -> Iterator[SheetRow]:
    """Yield the rows of the block from the row `first`; `cover` is where the coverage stands."""
    organisations = dict.fromkeys(row.organisation for row in layout.outlook.mutations)
    number = _FIRST_GROUP
    for name in organisations:
        for side in SIDES:
            rows = [row for row in layout.outlook.mutations if (row.organisation, row.side) == (name, side)]
            if any(row.cents or row.unknown for row in rows):
                number += 1
                side_rows = list(_Side(layout, columns, years, cover, name, side).rows(rows, first, number))
                yield from side_rows
                first += len(side_rows)


_FIRST_GROUP = 10_000
"""Above the numbers of the groups of reserves."""


class _Side:
    """The mutations of one side of an organisation."""

    def __init__(  # noqa: PLR0913  the place of the rows
        self,
        layout: Layout,
        columns: Columns[None],
        years: Sequence[int],
        cover: Place,
        name: str | None,
        side: SideName,
    ) -> None:
        """Take the place of the rows."""
        self.layout = layout
        self.columns = columns
        self.years = years
        self.cover = cover
        self.name = name
        self.side = side

    def rows(self, rows: Sequence[MutationRow], first: int, group: int) -> Iterator[SheetRow]:
        """Yield the heading, a row for each document with the running total below it, and the total."""
        owner = organisation_name(self.layout.decision, self.name)
        words = say("Mutations: {name}, {side}", name=owner, side=_SIDES[self.side])
        yield [Cell(self.layout.text(words), "block")]
        places: dict[Place_, dict[int, MutationRow]] = {}
        for one in rows:
            places.setdefault((one.row, one.document), {})[one.year] = one
        total = places.pop(("total", None))
        changing = self._changing()
        if changing is not None:
            places.setdefault(changing, {})
        number = first
        for place, of_year in places.items():
            number += 1
            label = self._words(place)
            yield self._mutation(self._row(number, group=group), of_year, label, follows=place == changing)
            if number > first + 1:
                number += 1
                yield self._running(self._row(number, sums=group), of_year, label)
        yield self._total(self._row(number + 1, sums=group), total, summed=changing is not None)
        yield []

    def _row(self, number: int, **groups: int) -> YearRow:
        row = YearRow(self.layout, self.columns, number, self.years)
        row.finds(**groups)
        return row

    def _changing(self) -> Place_ | None:
        """Return the place of the change that is shown; None if it may land in several documents."""
        decision, budget = self.layout.decision, self.layout.case.budget
        if decision.stage is not None and decision.before is None:
            return "stage", None
        if self.kind != "municipality":
            return "none", None
        if decision.stage is None:
            return None
        document = budget.stages[decision.stage].document_of(str(self.name))
        return ("document", document) if document in budget.pc_documents else ("none", None)

    def _words(self, place: Place_) -> Label:
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
            row.numbers({year: euros(self._now(year) - _cents(of_year, year)) for year in self.years})
            self._find(row)
        for year in self.years:
            total = Total(_cents(of_year, year), len(_unknown(of_year, year)), assumed=False)
            amount = nearest_euros(f"{self._live(row, year)}-{row.at['number', year]}") if follows else None
            if several:
                amount = frozen(self.layout, str(euros(total.amount)))
            row.show(year, total, amount, frozen(self.layout, str(total.pm)) if follows or several else None)
        return row.filled({"label": Cell(self.layout.text(label), "text")})

    def _running(self, row: YearRow, of_year: Mapping[int, MutationRow], label: Label) -> SheetRow:
        """Return the row of the running total after a document."""
        for year in self.years:
            known = of_year.get(year)
            running = known.running if known else self._now(year)
            summed = self._summed(row, year)
            if self._changing() is None:
                summed = frozen(self.layout, str(euros(running)))
            row.show(year, Total(running, 0, assumed=False), summed, counted=False)
        words = say("running total after {words}", words=label)
        return row.filled({"label": Cell(self.layout.text(words), "indented")})

    def _total(self, row: YearRow, of_year: Mapping[int, MutationRow], *, summed: bool) -> SheetRow:
        """Return the row of the total, with the check that the rows above add up to it."""
        self._find(row)
        row.numbers({year: euros(self._now(year) - _cents(of_year, year)) for year in self.years})
        faults = []
        for year in self.years:
            total = Total(_cents(of_year, year), len(_unknown(of_year, year)), assumed=False)
            live = nearest_euros(f"{self._live(row, year)}-{row.at['number', year]}")
            row.show(year, total, self._summed(row, year) if summed else live, self._posts(row, year), strong=True)
            faults.append(apart(f"SUM({row.at['amount', year]})", live))
        return row.filled({"label": Cell(self.layout.text(say("Total")), "total")}, ("+".join(faults), UNBALANCED))

    def _summed(self, row: YearRow, year: int) -> str:
        return nearest_euros(f"SUMIFS({row.above(('amount', year))},{row.above('group')},{row.at.sums})")

    def _now(self, year: int) -> int:
        """Return the cents of the side in the state after the decision."""
        books = self.layout.decision.after.books_of(self.name)
        return sum(books.amount(post, year) for post in books.posts if post.side == self.side)

    @property
    def kind(self) -> str:
        """The kind of the organisation."""
        tree = self.layout.allocation.tree
        if self.name not in tree.ids:
            return "executor"
        return "partnership" if self.name in tree.members else "municipality"

    def _find(self, row: YearRow) -> None:
        """Set the numbers by which a row finds the total of the side."""
        row.finds(**columns_of(self.layout, self.name if self.kind != "executor" else None))
        if self.name in owners_of(self.layout):
            row.finds(owner=owners_of(self.layout).index(str(self.name)) + 1)

    def _live(self, row: YearRow, year: int) -> str:
        """Return the formula of the total of the side."""
        layout, head = self.layout, row.head(year)
        divided = self._divided(row, year, "amount")
        if self.kind == "executor":
            own = f'{amounts(layout, "side")},"{layout.side_words[self.side]}",{amounts(layout, "year")},{head}'
            measures = f"SUMIFS({amounts(layout, 'amount')},{own})"
            return measures if self.side == "expense" else f"({measures}+{divided})"
        if self.kind == "partnership":
            return divided
        names: tuple[Name, ...] = (("amount", year), "owner", "lowers", "post")
        taken, owners, lowers, posts = (
            f"{row.columns.cell(name, self.cover.first)}:{row.columns.cell(name, self.cover.last)}" for name in names
        )
        of_owner = f"{taken},{owners},{row.at.owner}"
        if self.side == "income":
            return f'SUMIFS({of_owner},{lowers},0,{posts},">0",{taken},">0")'
        lowered = f"SUMIFS({of_owner},{lowers},1)"
        return f'({divided}-{lowered}-SUMIFS({of_owner},{lowers},0,{posts},">0",{taken},"<0"))'

    def _posts(self, row: YearRow, year: int) -> str:
        """Return the formula of the number of PM posts of the side."""
        if self.kind == "executor":
            own = f"{amounts(self.layout, 'year')},{row.head(year)}"
            own += f',{amounts(self.layout, "side")},"{self.layout.side_words["expense"]}"' * (self.side == "expense")
            return f"SUMIFS({amounts(self.layout, 'first_unknown')},{own})"
        if self.kind == "municipality" and self.side == "income":
            return "0"
        return self._divided(row, year, "unknown")

    def _divided(self, row: YearRow, year: int, kind: str) -> str:
        """Return the formula of the organisation's sum on the sheet Division, of amounts or of PM posts."""
        column = row.at["column" if kind == "amount" else "pm_column"]
        block = group_block(self.layout, kind)
        return f"SUMIFS(INDEX({block},0,{column}),{groups(self.layout, 'year')},{row.head(year)})"


def _cents(of_year: Mapping[int, MutationRow], year: int) -> int:
    return of_year[year].cents if year in of_year else 0


def _unknown(of_year: Mapping[int, MutationRow], year: int) -> frozenset[str]:
    return of_year[year].unknown if year in of_year else frozenset()
