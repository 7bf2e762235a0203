"""The rows of the sheet VGR: what each municipality reports in each P&C document, and what is in none."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.core.analysis.decisions.amendment import Amendment, Block
from ridcalc.core.analysis.decisions.documents import document_of, first_year_of, lines_in
from ridcalc.core.analysis.decisions.lines import ChangeLine
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.budget.bookings import account_of_payer
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.values.grouping import grouped
from ridcalc.render.excel.booked.books import NOTHING, Figures

NOWHERE = -1
"""The number of all rows of municipalities without a report."""


class ReportRow(NamedTuple):
    """A row: a post, or all posts below the threshold together, with its figures per shown year."""

    municipality: str
    document: str | None
    heading: str | None
    post: Post | None
    """None: the posts below the threshold."""
    posts: tuple[Post, ...]
    changing: tuple[Post, ...]
    """Those of the posts that change."""
    side: SideName
    nature: NatureName | None
    years: dict[int, Figures]
    number: int

    def figures(self, year: int) -> Figures:
        """Return the figures of a shown year."""
        return self.years.get(year, NOTHING)

    @property
    def shown(self) -> bool:
        """Whether the row stands on the sheet: it has an amount, a PM post or coverage at the export."""
        covers = any(post.kind == "coverage" for post in self.posts)
        return covers or any(figures != NOTHING for figures in self.years.values())


class Report(NamedTuple):
    """What a municipality reports in a P&C document (None: in none), from a year on."""

    municipality: str
    document: str | None
    first_year: int
    shown: tuple[ReportRow, ...]
    unshown: tuple[ReportRow, ...]
    """The posts of which a changed input may make a row."""

    def of_side(self, side: SideName) -> tuple[ReportRow, ...]:
        """Return the rows of a side that stand on the sheet."""
        return tuple(row for row in self.shown if row.side == side)


class Reports:
    """The reports of all municipalities, with a number, from 1, for each row."""

    def __init__(self, amendment: Amendment, divisions: Sequence[Division], only: str | None) -> None:
        """Arrange the lines of municipalities; with `only`, those in that document alone."""
        self._decision = amendment.decision
        self._only = only
        self._rows_of: dict[tuple[Post, int], int] = {}
        self._count = 0
        self._unshown = NOWHERE
        self.headless: dict[str, int] = {}
        """Municipality → the number of its posts without a row, on sides of reports without any row."""
        self.all = tuple(
            report for block in amendment.blocks if block.kind == "municipality" for report in self._of_block(block)
        )
        self.cents: dict[tuple[int, int], int] = {}
        """Number of a row and year → the cents of the parts of divisions with that number."""
        self.apart: set[int] = set()
        """The numbers of rows with a part that has no number."""
        for division in divisions:
            for slot, _ in enumerate(division.plan.participants):
                numbers = self._numbers(division, slot)
                if len(numbers) == 1:
                    place = numbers[0], division.period.year
                    part = division.parts[slot] if division.parts else 0
                    self.cents[place] = self.cents.get(place, 0) + part
                else:
                    self.apart.update(numbers)

    def row_of(self, division: Division, slot: int) -> int:
        """Return the number of the row that reports the part at `slot` of a division; 0 if there is not one row."""
        numbers = self._numbers(division, slot)
        return numbers[0] if len(numbers) == 1 else 0

    def row_of_coverage(self, post: Post) -> int:
        """Return the number of the row that reports a post of the coverage; 0 if there is not one row for all years."""
        numbers = {self._rows_of.get((post, year), 0) for year in self._decision.years}
        numbers.discard(0)
        return numbers.pop() if len(numbers) == 1 else 0

    def _numbers(self, division: Division, slot: int) -> list[int]:
        plan, budget = division.plan, self._decision.after.budget
        parent = plan.stages[plan.reached_by[slot].stage].parent
        payer = plan.participants[slot]
        payee = self._decision.after.executor if parent is None else plan.participants[parent]
        found: dict[int, None] = {}
        for measure in division.measures:
            account = account_of_payer(budget, payer, budget.measures[measure].task)
            post = Post(payer, "contribution", "expense", division.nature, account, measure, payer, payee)
            found.setdefault(self._rows_of.get((post, division.period.year), 0))
        return list(found) if set(found) != {0} else []

    def _of_block(self, block: Block) -> Sequence[Report]:
        """Return the reports of a municipality; none if no row of it is shown."""
        reports = tuple(self._of(block))
        headless = {row.number for report in reports for row in report.unshown if not report.of_side(row.side)}
        if not headless:
            return reports
        shown = any(report.shown for report in reports)
        number = min(headless) if shown else NOWHERE
        self.headless[str(block.organisation)] = number
        keys = [(line.post, line.year) for line in block.lines]
        self._rows_of |= {key: number for key in keys if self._rows_of.get(key) in headless}
        return reports if shown else ()

    def _numbered(self, row: ReportRow) -> ReportRow:
        """Return a row with its number: from 1 if it is shown, else below `NOWHERE`."""
        if row.shown:
            self._count += 1
            return row._replace(number=self._count)
        self._unshown -= 1
        return row._replace(number=self._unshown)

    def _of(self, block: Block) -> Iterator[Report]:
        """Yield the reports of a municipality in the order of their date, and what is in none."""
        decision, municipality = self._decision, str(block.organisation)
        carried = grouped(block.lines, lambda line: document_of(decision, municipality, line))
        documents = decision.after.budget.pc_documents
        dated = sorted(documents, key=lambda name: (documents[name].date is None, documents[name].date or ""))
        for name in (*dated, None):
            if name not in carried or self._only not in (None, name):
                continue
            document = documents[name] if name is not None else None
            first = first_year_of(decision, document)
            lines = carried[name]
            posts_of: dict[tuple[SideName, str | None, Post | None], dict[Post, None]] = {}
            natures: dict[tuple[SideName, str | None, Post | None], NatureName | None] = {}
            for in_document in lines_in(decision, document, lines):
                key = in_document.side, in_document.heading, in_document.post
                posts_of.setdefault(key, {}).update(dict.fromkeys(in_document.posts))
                natures[key] = in_document.nature
            rows = []
            for (side, heading, post), posts in posts_of.items():
                own = [line for line in lines if line.post in posts]
                years = _years(own, first)
                nature = natures[side, heading, post]
                changing = tuple(dict.fromkeys(line.post for line in own if line.changes))
                named = heading, post, tuple(posts), changing, side, nature
                row = self._numbered(ReportRow(municipality, name, *named, years, 0))
                self._rows_of |= {(line.post, line.year): row.number for line in own}
                rows.append(row)
            shown, unshown = (tuple(row for row in rows if row.shown is wanted) for wanted in (True, False))
            yield Report(municipality, name, first, shown, unshown)


def _years(lines: Sequence[ChangeLine], first: int) -> dict[int, Figures]:
    """Return the figures per shown year; those of years before the first stand in its column."""
    years: dict[int, Figures] = {}
    for line in lines:
        shown = max(line.year, first)
        years[shown] = years.get(shown, NOTHING).plus(line)
    return years
