"""The rows of the workbook, and the values that its sheets share. Each sheet declares its columns in its own file."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ridcalc.core.allocation.result import ControlResult, Division, plans_of
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.book import amounts_of
from ridcalc.core.amounts.rules import rules_of
from ridcalc.core.analysis.decisions.amendment import Amendment
from ridcalc.core.analysis.decisions.drafts import draft_reasons
from ridcalc.core.analysis.decisions.iv3_rows import Iv3Key, Iv3Row, iv3_rows
from ridcalc.core.analysis.outlook.outlook import Outlook, look_ahead
from ridcalc.core.budget.stages import Stage
from ridcalc.core.budget.types import SideName
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.display_weights import Versions
from ridcalc.core.keys.plans import Stage as KeyStage
from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.iv3 import Iv3
from ridcalc.core.values.problems import Message, say
from ridcalc.language.sentences import Language
from ridcalc.render.excel.batches import Dated, batches_of
from ridcalc.render.excel.booked.books import Bookings
from ridcalc.render.excel.booked.numbers import Numbers
from ridcalc.render.excel.booked.reports import Reports
from ridcalc.render.excel.columns import Addresses, Name
from ridcalc.render.excel.composition.amounts import Composition
from ridcalc.render.excel.pieces import BELOW, MOST_PIECES
from ridcalc.render.excel.quotients import QuotientForm, forms_of
from ridcalc.render.excel.rows import FIRST_ROW, division_rows
from ridcalc.render.excel.weights import weight_rows
from ridcalc.views.amendment_words import organisation_name
from ridcalc.views.notes import name_of
from ridcalc.views.table import Label

HEADING_ROW = FIRST_ROW - 1
"""The row of every sheet with the headings of its columns. The rows above it come from heads.py."""


class Options(NamedTuple):
    """The options of an export."""

    participant: str | None = None
    """Include only the amendment and lines of this participant, calculated as with all participants."""
    pc_document: str | None = None
    """Include only the report lines of this planning document."""
    values: bool = False
    """Write values without formulas."""
    protect: bool = False
    """Protect cells other than inputs, without a password."""
    since: tuple[tuple[str, str, str], ...] = ()
    """What changed since another workbook: an input, what it was, and what it is; first what was compared with."""
    print_trace: bool = False
    """Print the sheet Trace too, of which otherwise the title alone is printed."""


class Basis(NamedTuple):
    """What a workbook rests on beside the amendment."""

    inputs: tuple[tuple[str, str], ...]
    """The name of each file within the data folder, and the SHA-256 of its bytes in hexadecimal."""
    lists: Iv3
    """The lists of Iv3."""


class Layout:
    """An amendment, and its allocation with the row of each of its amounts, weights and divisions on the sheets."""

    def __init__(self, amendment: Amendment, options: Options, basis: Basis, language: Language) -> None:
        """Assign rows to the part of the allocation that the options select. limits.py checks the sizes."""
        self.amendment = amendment
        self.decision = amendment.decision
        self.allocation = allocation = amendment.decision.after.allocation
        self.case = allocation.case
        self.settings = allocation.case.budget.settings
        self.options = options
        self.basis = basis
        self.language = language
        self._sheet_names: dict[str, str] = {}
        self.years = allocation.years
        self.unit = self.settings.rounding.unit
        self.divisions = tuple(self._involved())
        divided = {amount.dated for division in self.divisions for amount in division.amounts}
        self.amounts = tuple(amount for amount in allocation.amounts if amount.dated in divided)
        self.amount_rows = {amount.dated: FIRST_ROW + index for index, amount in enumerate(self.amounts)}
        self.outside = () if options.participant else tuple(self._outside())
        self.first_rows = tuple(self._first_rows())
        self.days = self._days()
        """The position of a division → the days of all versions of its amount, and the number of its own version."""
        self.batches = batches_of(self.divisions, self.settings.rounding.level)
        self.groups = tuple(division_rows(self.divisions))
        self.participants = [participant for participant, _ in allocation.tree.shown_order()]
        self.numbers = Numbers(self.decision, self.divisions, self.amounts)
        self.bookings = Bookings(amendment, self.numbers)
        self.weights = tuple(weight_rows(allocation, self.divisions))
        self.weight_rows = {(row.versions, row.participant): FIRST_ROW + i for i, row in enumerate(self.weights)}
        self.weights_of = {row.versions: row for row in self.weights}

    def _days(self) -> dict[int, tuple[tuple[int, ...], int]]:
        positions: dict[Dated, list[int]] = {}
        for position, division in enumerate(self.divisions):
            for amount in division.amounts:
                positions.setdefault(amount.dated, []).append(position)
        found: dict[int, tuple[tuple[int, ...], int]] = {}
        for together in positions.values():
            days = tuple(-self.divisions[position].span.minus_days for position in together)
            found |= {position: (days, piece) for piece, position in enumerate(together) if len(together) > 1}
        return found

    def follows_days(self, position: int) -> bool:
        """Return whether formulas follow the days of a division: those of one amount, if there are not too many."""
        division = self.divisions[position]
        days, _ = self.days.get(position, ((), 0))
        if not (days or division.plan.days):
            return True
        in_batch = division.measure is None or division.amounts[0].dated in self.batches.of_pm
        most = max(len(days), *(len(some) for some in (*division.plan.days, ())))
        return not (days and in_batch) and most <= MOST_PIECES and abs(self.whole(position)) < BELOW

    def whole(self, position: int) -> int:
        """Return the units of rounding of the amount, or of the amounts of the batch, of a division; 0 for PM."""
        return sum(amount.cents or 0 for amount in self.divisions[position].amounts) // self.unit

    def text(self, label: Label) -> str:
        """Return a label in the workbook's language."""
        return self.language.text(label)

    def name(self, participant: str) -> str:
        """Return the name of a participant, in the workbook's language."""
        return self.text(name_of(self.case, participant))

    def measure_name(self, measure: str) -> str:
        """Return the name of a measure, in the workbook's language."""
        return self.text(self.case.budget.names.of("measures", measure))

    def payee_name(self, payee: str | None) -> str:
        """Return the name of a participant or (None) of the executor."""
        if payee is not None:
            return self.name(payee)
        executor = self.settings.executor
        return executor.name_or(executor.id) if executor else self.text(say("the executor"))

    def marked_name(self, participant: str) -> str:
        """Return the name of a participant, marked as provisional if its amounts rest on an assumed key."""
        name = self.name(participant)
        return self.text(say("{name} (provisional)", name=name)) if participant in self.provisional else name

    def to_euros(self, units: str) -> str:
        """Return the formula that converts `units`, a formula in units of rounding, to euros."""
        return f"{units}/100" if self.unit == 1 else f"{units}*{self.unit // 100}"

    def _sheet_name(self, columns: Addresses) -> str:
        """Return the name of the sheet of some columns; most formulas refer to one."""
        template = columns.sheet.template
        if template not in self._sheet_names:
            self._sheet_names[template] = self.text(columns.sheet)
        return self._sheet_names[template]

    def cell(self, columns: Addresses, name: Name, row: int) -> str:
        """Return the reference, for other sheets, to a cell."""
        return columns.cell(name, row, self._sheet_name(columns))

    def down(self, columns: Addresses, name: Name, first: int, last: int) -> str:
        """Return the reference, for other sheets, to the rows `first` to `last` of a column."""
        return columns.down(name, first, last, self._sheet_name(columns))

    def link(self, columns: Addresses, row: int) -> str:
        """Return the link, for other sheets, to the first cell of a row."""
        return f"'{self._sheet_name(columns)}'!{letters(1)}{row}"

    @cached_property
    def group_numbers(self) -> dict[int, int]:
        """The number of the row on the sheet Division, from 1, of each division, by the division's position."""
        return {index: number for number, group in enumerate(self.groups, 1) for index in group.divisions}

    @cached_property
    def unknown_posts(self) -> dict[tuple[str | None, int], list[int]]:
        """The positions of the divisions that are PM, by measure and year."""
        posts: dict[tuple[str | None, int], list[int]] = {}
        for position, division in enumerate(self.divisions):
            if division.amount is None:
                posts.setdefault((division.measure, division.period.year), []).append(position)
        return posts

    @cached_property
    def posts(self) -> dict[tuple[str, int], int]:
        """The number, from 1, of each measure and year that has amounts."""
        posts = dict.fromkeys((amount.measure, amount.period.year) for amount in self.amounts)
        return {post: number for number, post in enumerate(posts, 1)}

    @cached_property
    def column_numbers(self) -> dict[str, int]:
        """The number of each participant among the columns of amounts on the sheet Division, from 1."""
        return {participant: number for number, participant in enumerate(self.participants, 1)}

    @cached_property
    def side_words(self) -> dict[SideName | None, str]:
        """The words of the sides in cells and in conditions of formulas; None is the two together."""
        words: dict[SideName | None, Message] = {"expense": say("expense"), "income": say("income")}
        words[None] = say("expense/income")
        return {side: self.text(word) for side, word in words.items()}

    @cached_property
    def forms(self) -> dict[Versions, QuotientForm]:
        """The form of the quotients of each key version."""
        return dict(forms_of(self.weights, self.divisions, self.unit))

    def form_of(self, stage: KeyStage) -> QuotientForm:
        """Return the form of the quotients of a stage; parts within bounds are values."""
        return "value" if stage.amounts is not None and stage.amounts.bounded else self.forms[stage.versions]

    def weight_of(self, stage: KeyStage, participant: str) -> int:
        """Return the weight of a participant on the sheet Keys; 0 if its amount is taken before the rest is divided."""
        row = self.weight_rows.get((stage.versions, participant))
        return 0 if row is None else self.weights[row - FIRST_ROW].weight

    @cached_property
    def outlook(self) -> Outlook:
        """What the decision means for the years to come, of all organisations or of the selected participant."""
        return look_ahead(self.decision, self.options.participant)

    @cached_property
    def composition(self) -> Composition:
        """The inputs and calculations of amounts by rule."""
        return Composition(self.allocation, self.amounts, self.unit)

    @cached_property
    def controls(self) -> list[ControlResult]:
        """The results of the controls that the workbook shows: all, or those of the selected participant."""
        selected = self.options.participant
        return [result for result in self.allocation.controls if selected in {None, result.control.participant}]

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
        """The last row of the divided amounts."""
        return max(FIRST_ROW, FIRST_ROW + len(self.amounts) - 1)

    @property
    def last_weight_row(self) -> int:
        """The last row of the weights."""
        return FIRST_ROW + len(self.weights) - 1

    @cached_property
    def whole_euros(self) -> bool:
        """Whether every amount is whole euros: the unit of rounding, and what is written in the files."""
        written = [amount.written or 0 for amount in (*self.amounts, *self.outside)]
        written += [result.expected for result in self.allocation.controls]
        for owner in self.settings.current:
            accounts = self.settings.current_of(owner).accounts
            written += [cents for line in accounts for cents in line.amounts.values()]
        return self.unit % 100 == 0 and all(cents % 100 == 0 for cents in written)

    @cached_property
    def concepts(self) -> tuple[str, ...]:
        """The names of the organisations whose amendment is not complete."""
        return tuple(
            self.text(organisation_name(self.decision, block.organisation))
            for block in self.amendment.blocks
            if next(draft_reasons(self.decision, block), None)
        )

    @cached_property
    def reports(self) -> Reports:
        """What municipalities report in their P&C documents."""
        return Reports(self.amendment, self.divisions, self.options.pc_document)

    @cached_property
    def iv3(self) -> tuple[Iv3Row, ...]:
        """The rows of the sheet Iv3; none if no line has both a taakveld and a category."""
        rows = tuple(iv3_rows(self.amendment, self.basis.lists))
        return rows if any(row.key.taakveld and row.key.category for row in rows) else ()

    @cached_property
    def iv3_numbers(self) -> dict[Iv3Key, int]:
        """The number, from 1, of what each row of the sheet Iv3 is about."""
        return {key: number for number, key in enumerate(dict.fromkeys(row.key for row in self.iv3), 1)}

    @property
    def stage(self) -> Stage | None:
        """The stage that is decided; None: the change is of no stage."""
        decision = self.decision
        return None if decision.stage is None else decision.after.budget.stages[decision.stage]

    def is_provisional(self, organisation: str | None) -> bool:
        """Return whether amounts of an organisation, or of who pays it, rest on an assumed key."""
        if organisation not in self.case.budget.participants:
            return bool(self.provisional)
        tree = self.allocation.tree
        return any(organisation in (name, *tree.ancestors(name)) for name in self.provisional)

    @cached_property
    def provisional(self) -> list[str]:
        """The selected participants whose amounts rest on an assumed key, in declared order."""
        on_assumption = {
            participant
            for plan in plans_of(self.divisions)
            for participant, assumed in zip(plan.participants, plan.assumed, strict=True)
            if assumed
        }
        selected, tree = self.options.participant, self.allocation.tree
        return [
            name
            for name in tree.ids
            if name in on_assumption and (selected is None or selected in (name, *tree.ancestors(name)))
        ]

    def _involved(self) -> Iterator[Division]:
        """Yield the divisions that give a part to a selected participant."""
        selected = self.options.participant
        tree = self.allocation.tree
        for division in self.allocation.divisions:
            if selected is None or any(
                selected in (name, *tree.ancestors(name)) for name in division.plan.participants
            ):
                yield division

    def _outside(self) -> list[Amount]:
        """Return the amounts of the measures that the scenario leaves out."""
        left_out = self.case.left_out
        if not left_out:
            return []
        budget = self.case.budget
        rules = rules_of(budget, Counts(budget, self.allocation.tree))
        return [amount for amount in amounts_of(budget.measures, rules) if amount.measure in left_out]

    def _first_rows(self) -> Iterator[int]:
        """Yield the first row of each division in the trace."""
        row = FIRST_ROW
        for division in self.divisions:
            yield row
            row += len(division.plan.participants)
