"""Where everything stands in the workbook: rows, and what the sheets share. Columns stand in each sheet's own file."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ridcalc.core.allocation.amounts import amounts_of
from ridcalc.core.allocation.result import Allocation, Division, plans_of
from ridcalc.core.analysis.ledger import Ledger
from ridcalc.core.analysis.vgr import vgr_lines
from ridcalc.core.values.problems import say
from ridcalc.language.sentences import Language
from ridcalc.render.excel.batches import batches_of
from ridcalc.render.excel.cells import letters
from ridcalc.render.excel.columns import Addresses, Name
from ridcalc.render.excel.rows import FIRST_ROW, groups_of, weight_rows
from ridcalc.views.notes import name_of
from ridcalc.views.table import Label

HEADING_ROW = FIRST_ROW - 1
"""The row of every sheet that names its columns; above it stand title, scenario, VAT, guard and what is provisional."""


class Options(NamedTuple):
    """What is asked of a workbook."""

    participant: str | None = None
    """Only this participant's amendment and lines; the calculation behind them stays whole."""
    pc_document: str | None = None
    """Only the report lines of this planning document."""
    values: bool = False
    """Without formulas."""
    protect: bool = False


class Layout:
    """An allocation laid out over the sheets: rows, and what is numbered."""

    def __init__(
        self, allocation: Allocation, options: Options, inputs: tuple[tuple[str, str], ...], language: Language
    ) -> None:
        """Decide where everything stands; nothing is refused here.

        `inputs` holds each file's name within the data folder, and the SHA-256 of its bytes in hexadecimal.
        """
        self.allocation = allocation
        self.case = allocation.case
        self.settings = allocation.case.budget.settings
        self.options = options
        self.inputs = inputs
        self.language = language
        self.years = allocation.years
        self.unit = self.settings.rounding.unit
        self.divisions = tuple(self._involved())
        divided = {amount.dated for division in self.divisions for amount in division.amounts}
        self.amounts = tuple(amount for amount in allocation.amounts if amount.dated in divided)
        self.amount_rows = {amount.dated: FIRST_ROW + index for index, amount in enumerate(self.amounts)}
        self.outside = () if options.participant else tuple(amounts_of(self.case.left_out, self.unit))
        self.first_rows = tuple(self._first_rows())
        self.batches = batches_of(self.divisions, self.settings.rounding.level)
        self.groups = tuple(groups_of(self.divisions))
        self.participants = [participant for participant, _ in allocation.tree.shown_order()]
        self.ledger = Ledger(allocation, self.divisions)
        municipalities = [one for one in allocation.tree.municipalities if options.participant in {None, one}]
        self.vgr = tuple(vgr_lines(allocation, self.divisions, municipalities, options.pc_document))
        self.weights = tuple(weight_rows(allocation, self.divisions))
        self.weight_rows = {(row.versions, row.participant): FIRST_ROW + i for i, row in enumerate(self.weights)}

    def text(self, label: Label) -> str:
        """Return a label in the workbook's language."""
        return self.language.text(label)

    def name(self, participant: str) -> str:
        """Return what a participant is called."""
        return self.text(name_of(self.case, participant))

    def measure_name(self, measure: str) -> str:
        """Return what a measure is called."""
        return self.text(self.case.budget.measures[measure].name or measure)

    def payee_name(self, payee: str | None) -> str:
        """Return what a participant, or the executor (None), is called."""
        if payee is not None:
            return self.name(payee)
        executor = self.settings.executor
        return (executor.name or executor.id) if executor else self.text(say("the executor"))

    def marked_name(self, participant: str) -> str:
        """Return what a participant is called, with a remark if its amounts rest on a key that is assumed."""
        name = self.name(participant)
        return self.text(say("{name} (provisional)", name=name)) if participant in self.provisional else name

    def to_euros(self, units: str) -> str:
        """Return the formula that turns units of rounding into euros."""
        return f"{units}/100" if self.unit == 1 else f"{units}*{self.unit // 100}"

    def cell(self, columns: Addresses, name: Name, row: int) -> str:
        """Return the reference to a cell of another sheet."""
        return columns.cell(name, row, self.text(columns.sheet))

    def down(self, columns: Addresses, name: Name, first: int, last: int) -> str:
        """Return the reference to the rows `first` to `last` of a column of another sheet."""
        return columns.down(name, first, last, self.text(columns.sheet))

    def link(self, columns: Addresses, row: int) -> str:
        """Return the link to a row of another sheet."""
        return f"'{self.text(columns.sheet)}'!{letters(1)}{row}"

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

    @property
    def last_weight_row(self) -> int:
        """The last row of the weights."""
        return FIRST_ROW + len(self.weights) - 1

    @cached_property
    def provisional(self) -> list[str]:
        """The participants whose amounts rest on a key that is assumed, in declared order."""
        found = {
            participant
            for plan in plans_of(self.divisions)
            for participant, assumed in zip(plan.participants, plan.assumed, strict=True)
            if assumed
        }
        asked, tree = self.options.participant, self.allocation.tree
        return [one for one in tree.ids if one in found and (asked is None or asked in (one, *tree.ancestors(one)))]

    def _involved(self) -> Iterator[Division]:
        asked = self.options.participant
        tree = self.allocation.tree
        for division in self.allocation.divisions:
            if asked is None or any(asked in (one, *tree.ancestors(one)) for one in division.plan.participants):
                yield division

    def _first_rows(self) -> Iterator[int]:
        row = FIRST_ROW
        for division in self.divisions:
            yield row
            row += len(division.plan.participants)
