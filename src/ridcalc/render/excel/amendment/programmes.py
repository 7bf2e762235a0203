"""The rows of a programma: expense, income and balance, and what it adds to reserves or withdraws from them.

The groups that stand apart from the programmas have such rows too: overhead, general resources, corporate tax and
unforeseen expenses (BBV art. 17).
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.core.budget.types import SIDES, OverviewName, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.adding import BALANCE, balance_cells, checked, side_cells
from ridcalc.render.excel.amendment.annex import Annex
from ridcalc.render.excel.amendment.figures import Spot
from ridcalc.render.excel.amendment.groups import key_of
from ridcalc.render.excel.amendment.planned import PlannedRow
from ridcalc.render.excel.amendment.sums import Years, balance_of, sum_of
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.columns import Cells
from ridcalc.views.amendment_words import RESULT_SIGNS

if TYPE_CHECKING:
    from ridcalc.core.analysis.decisions.accounts import AccountRow

_OVERVIEW: dict[OverviewName, Message] = {
    "overhead": say("overhead"),
    "algemene dekkingsmiddelen": say("general resources"),
    "vennootschapsbelasting": say("corporate tax"),
    "onvoorzien": say("unforeseen expenses"),
}
_SIDES: dict[tuple[bool, SideName], Message] = {
    (False, "expense"): say("expense"),
    (False, "income"): say("income"),
    (True, "expense"): say("additions to reserves"),
    (True, "income"): say("withdrawals from reserves"),
}
_Side = tuple[bool, SideName]
"""Whether accounts are of reserves, and their side."""


class _Programme(NamedTuple):
    """A programma, or a group of the overview, in the block of an organisation."""

    annex: Annex
    programma: str | None
    overview: OverviewName | None

    def number(self, side: _Side) -> int:
        """Return the number of the programma and side."""
        return self.annex.groups.programme_number((self.programma, self.overview, *side))

    def labels(self, words: Message) -> Cells:
        """Return the cells of the name of the programma and of what a row is."""
        text = self.annex.layout.text
        description = f"{text(_OVERVIEW[self.overview])}, {text(words)}" if self.overview else text(words)
        return {
            "programma": Cell(text(self.programma or say("no programma")), "wrapped"),
            "description": Cell(description),
        }


def programme_rows(annex: Annex) -> Iterator[PlannedRow]:
    """Yield the rows of each programma, then those of each group of the overview."""
    found: dict[tuple[str | None, OverviewName | None], dict[_Side, list[dict[int, AccountRow]]]] = {}
    for account in annex.books.accounts:
        programma, overview, of_reserve, side = key_of(account.first)
        found.setdefault((programma, overview), {}).setdefault((of_reserve, side), []).append(account.rows)
    for (programma, overview), sides in sorted(found.items(), key=lambda item: item[0][1] is not None):
        programme = _Programme(annex, programma, overview)
        if any(not of_reserve for of_reserve, _ in sides):
            of_side = {side: sum_of(annex, sides.get((False, side), ())) for side in SIDES}
            for name in SIDES:
                yield _planned_side(programme, (False, name), of_side[name])
            yield PlannedRow(partial(_balance_row, programme, balance_of(of_side)))
        for name in SIDES:
            if (True, name) in sides:
                yield _planned_side(programme, (True, name), sum_of(annex, sides[True, name]))


def _planned_side(programme: _Programme, side: _Side, years: Years) -> PlannedRow:
    return PlannedRow(partial(_side_row, programme, side, years), programme=programme.number(side))


def _side_row(programme: _Programme, side: _Side, years: Years, row: int) -> SheetRow:
    """Return the row of the expense or income of a programma, of reserves or not."""
    annex, (of_reserve, name) = programme.annex, side
    moves = name == "income" and not of_reserve and annex.lands_elsewhere
    cells = side_cells(annex, Spot(row, RESULT_SIGNS[name]), years, "programme", moves=moves)
    cells |= programme.labels(_SIDES[side]) | {"number": Cell(programme.number(side), "small")}
    return checked(annex, row, cells)


def _balance_row(programme: _Programme, years: Years, row: int) -> SheetRow:
    """Return the row of the balance of a programma: income minus expense."""
    annex = programme.annex
    cells = balance_cells(annex, Spot(row, 1), years, "programme", moves=annex.lands_elsewhere)
    cells |= programme.labels(say("balance"))
    cells |= {name: Cell(programme.number((False, side)), "small") for name, side in BALANCE.items()}
    return checked(annex, row, cells)
