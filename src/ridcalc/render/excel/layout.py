"""What the sheets hold and where each of it stands: the one place that knows the rows and columns of the workbook."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from ridcalc.core.allocation.amounts import dated_amounts
from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.analysis.ledger import Ledger
from ridcalc.core.analysis.vgr import VgrLine, pc_document_of, vgr_lines
from ridcalc.core.budget.model import Measure
from ridcalc.core.keys.display_weights import written_weights
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Message, say
from ridcalc.language.sentences import Language
from ridcalc.render.excel.cells import Cell, Row, at
from ridcalc.views.notes import VAT_NAMES, name_of

HEADING_ROW = 6
"""The row of every sheet that names its columns; above it stand title, scenario, VAT, guard and what is provisional."""
FIRST_ROW = HEADING_ROW + 1

EXACT_BELOW = 2**53
"""Whole numbers below this are exact in the calculation of a spreadsheet."""
WRITTEN_BELOW = 10**15
"""Spreadsheets keep fifteen digits of a number that is typed, rounded or shown."""
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576


Dated = tuple[str, Period]
"""A measure and a period."""


class Options(NamedTuple):
    """What is asked of a workbook."""

    participant: str | None = None
    """Only this participant's amendment and lines; the calculation behind them stays whole."""
    pc_document: str | None = None
    """Only the report lines of this planning document."""
    values: bool = False
    """Without formulas."""
    protect: bool = False


class AmountRow(NamedTuple):
    """A measure's amount in a period as it is written: in cents, income positive, None for PM."""

    id: str
    measure: Measure
    period: Period
    written: int | None


class WeightRow(NamedTuple):
    """A participant's whole weight in a version of a key."""

    versions: tuple[Version, ...]
    participant: str
    weight: int
    total: int
    first: int
    """The rows of its version: the first, and the last."""
    last: int
    assumed: bool
    is_blend: bool


class Group(NamedTuple):
    """What one row of the division per year holds: the divisions of a measure, or a pool, in a year."""

    measure: str | None
    year: int
    divisions: tuple[int, ...]
    """Their positions."""


class Contents:
    """An allocation laid out over the sheets: positions, names of sheets, and what is numbered."""

    def __init__(self, allocation: Allocation, options: Options, language: Language) -> None:
        """Decide where everything stands; nothing is refused here."""
        self.allocation = allocation
        self.case = allocation.case
        self.settings = allocation.case.budget.settings
        self.options = options
        self.language = language
        self.years = allocation.years
        self.unit = self.settings.rounding.unit
        self.sheets = {name: language.text(title) for name, title in _SHEET_NAMES.items()}
        self.divisions = tuple(self._involved())
        self.amounts = tuple(self._amounts({one for division in self.divisions for one in division.pooled}))
        self.amount_rows = {(row.id, row.period): FIRST_ROW + index for index, row in enumerate(self.amounts)}
        self.outside = () if options.participant else tuple(self._outside())
        self.first_rows = tuple(self._first_rows())
        self.pools, self.joining, self.lonely = self._pools()
        self.groups = tuple(self._groups())
        self.columns = [participant for participant, _ in allocation.tree.shown_order()]
        self.ledger = Ledger(allocation, self.divisions)
        self.municipalities = [
            one
            for one in allocation.tree.ids
            if one not in allocation.tree.members and options.participant in {None, one}
        ]
        self.vgr: tuple[VgrLine, ...] = tuple(
            vgr_lines(allocation, self.divisions, self.municipalities, options.pc_document)
        )
        self.weights, self.weight_rows = self._weights()

    def text(self, message: Message | str) -> str:
        """Return a sentence in the workbook's language."""
        return self.language.text(message)

    def name(self, participant: str) -> str:
        """Return what a participant is called."""
        return self.text(name_of(self.case, participant))

    def payee_name(self, payee: str | None) -> str:
        """Return what a participant, or the executor (None), is called."""
        if payee is not None:
            return self.name(payee)
        executor = self.settings.executor
        return (executor.name or executor.id) if executor else self.text(say("the executor"))

    def formula(self, text: str) -> str | None:
        """Return a formula, or None where the workbook holds values only."""
        return None if self.options.values else text

    def to_euros(self, units: str) -> str:
        """Return the formula that turns units of rounding into euros."""
        return f"{units}/100" if self.unit == 1 else f"{units}*{self.unit // 100}"

    def sheet(self, name: str) -> str:
        """Return a sheet's name in the workbook's language."""
        return self.sheets[name]

    @property
    def last_trace_row(self) -> int:
        """The last row of the trace."""
        return self.first_rows[-1] + len(self.divisions[-1].plan.participants) - 1 if self.divisions else FIRST_ROW

    @property
    def last_group_row(self) -> int:
        """The last row of the division per year."""
        return max(FIRST_ROW, FIRST_ROW + len(self.groups) - 1)

    @property
    def last_amount_row(self) -> int:
        """The last row of the amounts that are divided."""
        return max(FIRST_ROW, FIRST_ROW + len(self.amounts) - 1)

    def marked_name(self, participant: str) -> str:
        """Return what a participant is called, with a remark if its amounts rest on a key that is assumed."""
        name = self.name(participant)
        return self.text(say("{name} (provisional)", name=name)) if participant in self.provisional else name

    @cached_property
    def provisional(self) -> list[str]:
        """Return the participants whose amounts rest on a key that is assumed, in declared order."""
        found = {
            participant
            for plan in {id(division.plan): division.plan for division in self.divisions}.values()
            for participant, assumed in zip(plan.participants, plan.assumed, strict=True)
            if assumed
        }
        asked, tree = self.options.participant, self.allocation.tree
        return [one for one in tree.ids if one in found and (asked is None or asked in (one, *tree.ancestors(one)))]

    def head(self, title: Message) -> Iterator[Row]:
        """Yield the rows that every sheet begins with; the first names the sheet, the budget and the scenario."""
        chosen, settings = self.case.chosen, self.settings
        text = self.text
        owner = f" – {self.name(self.options.participant)}" if self.options.participant else ""
        yield [Cell(f"{text(title)}{owner} – {settings.name or 'ridcalc'}", "title")]
        scenario = (
            say("Without a scenario: the base files alone")
            if chosen.id == "none"
            else say("Scenario {id}: {name}", id=chosen.id, name=chosen.name)
        )
        dated = text(say("figures of {date}", date=settings.date)) if settings.date else ""
        changes = [text(say("changed for this workbook: {setting}", setting=one)) for one in chosen.changes]
        yield [Cell("; ".join(part for part in (text(scenario), dated, *changes) if part), "fact")]
        yield [Cell(self.vat_text(), "fact")]
        yield [self.guard()]
        assumed = [self.name(one) for one in self.provisional]
        yield [
            Cell(text(say("PROVISIONAL, key not adopted: {names}", names=tuple(assumed))), "alert") if assumed else None
        ]

    def vat_text(self) -> str:
        """Return what the amounts count: the currency, and VAT."""
        text = self.text
        settings = self.settings
        currency = text(say("amounts in euros")) if settings.currency == "EUR" else settings.currency
        if settings.vat == "excluded":
            vat = text(say("excl. VAT; VAT that cannot be compensated adds to the cost and is not counted"))
        else:
            vat = text(VAT_NAMES[settings.vat])
        return f"{currency}, {vat}"

    def guard(self) -> Cell:
        """Return the cell that tells whether the sheet can be trusted as it stands."""
        fine = self.text(say("Check: in order, inputs and totals as when it was exported"))
        if self.options.values:
            return Cell(self.text(say("Values without formulas: changes are not calculated")), "guard")
        wrong = self.text(say("CHECK FAILS: see sheet {sheet}", sheet=self.sheet("controls")))
        changed = self.text(say("Check: in order; changed since the export"))
        faults, differing = at(3, FAULTS_ROW, self.sheet("controls")), at(3, DIFFERING_ROW, self.sheet("controls"))
        calculated = f'IF(ISNUMBER({differing}),IF({differing}>0,"{changed}","{fine}"),"{wrong}")'
        return Cell(fine, "guard", f'IF(ISNUMBER({faults}),IF({faults}>0,"{wrong}",{calculated}),"{wrong}")')

    def _involved(self) -> Iterator[Division]:
        asked = self.options.participant
        tree = self.allocation.tree
        for division in self.allocation.divisions:
            if asked is None or any(asked in (one, *tree.ancestors(one)) for one in division.plan.participants):
                yield division

    def _amounts(self, pooled: set[Dated]) -> Iterator[AmountRow]:
        for name, measure in self.case.measures.items():
            for row in _written(name, measure, self.unit):
                if (name, row.period) in pooled:
                    yield row

    def _outside(self) -> Iterator[AmountRow]:
        """Yield the amounts of the measures that the scenario leaves out."""
        for name, measure in self.case.budget.measures.items():
            if name not in self.case.measures:
                yield from _written(name, measure, self.unit)

    def _first_rows(self) -> Iterator[int]:
        row = FIRST_ROW
        for division in self.divisions:
            yield row
            row += len(division.plan.participants)

    def _pools(self) -> tuple[dict[Dated, int], dict[Dated, int], set[Dated]]:
        """Return by measure and period the pool that an amount is in, numbered from 1 by its division.

        Also the pool that each PM post would join if it had an amount, and the PM posts that would form a new one
        together: those a workbook cannot follow.
        """
        pools: dict[Dated, int] = {}
        joining: dict[Dated, int] = {}
        without: dict[object, list[Dated]] = {}
        if self.settings.rounding.level == "measure":
            return pools, joining, set()
        alike: dict[object, int] = {}
        for number, division in enumerate(self.divisions, 1):
            if division.measure is None:
                alike[self._shared(division)] = number
                pools |= dict.fromkeys(division.pooled, number)
        for division in self.divisions:
            if division.measure is not None:
                number = alike.get(self._shared(division), 0)
                if number:
                    joining[division.pooled[0]] = number
                else:
                    without.setdefault(self._shared(division), []).append(division.pooled[0])
        return pools, joining, {one for posts in without.values() if len(posts) > 1 for one in posts}

    def _shared(self, division: Division) -> object:
        """Return what the amounts of a pool have in common."""
        plan = division.plan
        document = pc_document_of(self.case, division)
        return plan.stages[0].key, plan.versions, division.period.year, division.nature, document

    def _groups(self) -> Iterator[Group]:
        def same(position: int) -> tuple[object, int]:
            division = self.divisions[position]
            return (division.measure or position, division.period.year)

        for (measure, year), positions in groupby(range(len(self.divisions)), key=same):
            yield Group(measure if isinstance(measure, str) else None, year, tuple(positions))

    def _weights(self) -> tuple[tuple[WeightRow, ...], dict[tuple[tuple[Version, ...], str], int]]:
        """Return the weights of every key version in use, and the row of each."""
        book = KeyBook(self.case.budget)
        plans = {id(division.plan): division.plan for division in self.divisions}
        stages = {stage.versions: (plan, stage) for plan in plans.values() for stage in plan.stages}
        largest = self._largest_wholes()
        rows: list[WeightRow] = []
        for versions, (plan, stage) in stages.items():
            names = [plan.participants[slot] for slot in stage.slots]
            weights = written_weights(book, stage, names)
            if largest.get(versions, 0) * max(weights) >= EXACT_BELOW or max(weights) >= WRITTEN_BELOW:
                weights = stage.weights
            first = FIRST_ROW + len(rows)
            last = first + len(names) - 1
            blend = len(versions) > 1
            rows += [
                WeightRow(versions, name, weight, sum(weights), first, last, stage.assumed, blend)
                for name, weight in zip(names, weights, strict=True)
            ]
        return tuple(rows), {(row.versions, row.participant): FIRST_ROW + index for index, row in enumerate(rows)}

    def _largest_wholes(self) -> dict[tuple[Version, ...], int]:
        """Return the largest number of units that each key version divides."""
        largest: dict[tuple[Version, ...], int] = {}
        for division in self.divisions:
            for stage in division.plan.stages:
                whole = division.whole(stage)
                if whole is not None:
                    largest[stage.versions] = max(largest.get(stage.versions, 0), abs(whole) // self.unit)
        return largest


def _written(name: str, measure: Measure, unit: int) -> Iterator[AmountRow]:
    sign = -1 if measure.side == "income" else 1
    for period, cents in dated_amounts(measure, unit):
        yield AmountRow(name, measure, period, None if cents is None else sign * cents)


_SHEET_NAMES = {
    "overview": say("Overview"),
    "amendment": say("Amendment"),
    "vgr": say("VGR"),
    "division": say("Division"),
    "measures": say("Measures"),
    "keys": say("Keys"),
    "trace": say("Trace"),
    "controls": say("Controls"),
    "basis": say("Basis"),
}

FAULTS_ROW = FIRST_ROW
"""On the sheet of controls: how many checks fail."""
DIFFERING_ROW = FIRST_ROW + 1
"""How many totals are other than ridcalc calculated them."""
