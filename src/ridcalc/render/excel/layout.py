"""The rows of the workbook, and references to them. Each sheet declares its columns in its own file."""

from collections.abc import Iterator
from functools import cached_property

from ridcalc.core.analysis.decisions.amendment import Amendment
from ridcalc.core.analysis.decisions.iv3_rows import Iv3Key
from ridcalc.core.keys.display_weights import Versions
from ridcalc.core.keys.plans import Stage as KeyStage
from ridcalc.core.values.column_letters import letters
from ridcalc.language.sentences import Language
from ridcalc.render.excel.batches import Dated, batches_of
from ridcalc.render.excel.booked.books import Bookings
from ridcalc.render.excel.booked.numbers import Numbers
from ridcalc.render.excel.columns import Addresses, Name
from ridcalc.render.excel.composition.amounts import Composition
from ridcalc.render.excel.pieces import BELOW, MOST_PIECES
from ridcalc.render.excel.quotients import QuotientForm, forms_of
from ridcalc.render.excel.rows import FIRST_ROW, division_rows
from ridcalc.render.excel.selection import Basis, Options, Selection
from ridcalc.render.excel.weights import weight_rows

HEADING_ROW = FIRST_ROW - 1
"""The row of every sheet with the headings of its columns. The rows above it come from heads.py."""


class Layout(Selection):
    """A selection with the row of each of its amounts, weights and divisions on the sheets."""

    def __init__(self, amendment: Amendment, options: Options, basis: Basis, language: Language) -> None:
        """Assign rows to what the options select. limits.py checks the sizes."""
        super().__init__(amendment, options, basis, language)
        self._sheet_names: dict[str, str] = {}
        self.amount_rows = {amount.dated: FIRST_ROW + index for index, amount in enumerate(self.amounts)}
        self.first_rows = tuple(self._first_rows())
        self.days = self._days()
        """The position of a division → the days of all versions of its amount, and the number of its own version."""
        self.batches = batches_of(self.divisions, self.settings.rounding.level)
        self.groups = tuple(division_rows(self.divisions))
        self.numbers = Numbers(self.decision, self.divisions, self.amounts)
        self.bookings = Bookings(amendment, self.numbers)
        self.weights = tuple(weight_rows(self.allocation, self.divisions))
        self.weight_rows = {
            (row.versions, row.participant): number for number, row in enumerate(self.weights, FIRST_ROW)
        }
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
    def composition(self) -> Composition:
        """The inputs and calculations of amounts by rule."""
        return Composition(self.allocation, self.amounts, self.unit)

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
    def iv3_numbers(self) -> dict[Iv3Key, int]:
        """The number, from 1, of what each row of the sheet Iv3 is about."""
        return {key: number for number, key in enumerate(dict.fromkeys(row.key for row in self.iv3), 1)}

    def _first_rows(self) -> Iterator[int]:
        """Yield the first row of each division in the trace."""
        row = FIRST_ROW
        for division in self.divisions:
            yield row
            row += len(division.plan.participants)
