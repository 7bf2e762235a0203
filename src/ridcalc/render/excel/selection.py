"""What a workbook shows: an amendment, the selected part of its allocation, and the names of what stands in it."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ridcalc.core.allocation.result import ControlResult, Division, plans_of
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.book import amounts_of
from ridcalc.core.amounts.rules import rules_of
from ridcalc.core.analysis.decisions.amendment import Amendment
from ridcalc.core.analysis.decisions.drafts import draft_reasons
from ridcalc.core.analysis.decisions.iv3_rows import Iv3Row, iv3_rows
from ridcalc.core.analysis.outlook.outlook import Outlook, look_ahead
from ridcalc.core.budget.stages import Stage
from ridcalc.core.budget.types import SideName
from ridcalc.core.keys.counts import Counts
from ridcalc.core.values.iv3 import Iv3
from ridcalc.core.values.problems import Message, say
from ridcalc.language.sentences import Language
from ridcalc.render.excel.booked.reports import Reports
from ridcalc.views.amendment_words import organisation_name
from ridcalc.views.notes import name_of
from ridcalc.views.table import Label


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


class Selection:
    """An amendment, the part of its allocation that the options of the export select, and the names in it."""

    def __init__(self, amendment: Amendment, options: Options, basis: Basis, language: Language) -> None:
        """Select the divisions that give a part to the participant of the options, and their amounts."""
        self.amendment = amendment
        self.decision = amendment.decision
        self.allocation = allocation = amendment.decision.after.allocation
        self.case = allocation.case
        self.settings = allocation.case.budget.settings
        self.options = options
        self.basis = basis
        self.language = language
        self.years = allocation.years
        self.unit = self.settings.rounding.unit
        self.divisions = tuple(self._involved())
        divided = {amount.dated for division in self.divisions for amount in division.amounts}
        self.amounts = tuple(amount for amount in allocation.amounts if amount.dated in divided)
        self.outside = () if options.participant else tuple(self._outside())
        self.participants = [participant for participant, _ in allocation.tree.shown_order()]

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

    @cached_property
    def side_words(self) -> dict[SideName | None, str]:
        """The words of the sides in cells and in conditions of formulas; None is the two together."""
        words: dict[SideName | None, Message] = {"expense": say("expense"), "income": say("income")}
        words[None] = say("expense/income")
        return {side: self.text(word) for side, word in words.items()}

    @cached_property
    def outlook(self) -> Outlook:
        """What the decision means for the years to come, of all organisations or of the selected participant."""
        return look_ahead(self.decision, self.options.participant)

    @cached_property
    def controls(self) -> list[ControlResult]:
        """The results of the controls that the workbook shows: all, or those of the selected participant."""
        selected = self.options.participant
        return [result for result in self.allocation.controls if selected in {None, result.control.participant}]

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
