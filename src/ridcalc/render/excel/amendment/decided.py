"""What is decided: per programma expense, income and balance, then totals, reserves and the result (BBV art. 17)."""

from collections.abc import Iterable, Iterator, Sequence

from ridcalc.core.analysis.decisions.accounts import AccountRow
from ridcalc.core.budget.types import SIDES, OverviewName, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.against import against_others
from ridcalc.render.excel.amendment.annex import SIGN, Annex, booked, in_group, joined, known_of
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.figures import Shown, Spot, again, or_pm, row_check, summed_cells
from ridcalc.render.excel.amendment.groups import key_of
from ridcalc.render.excel.amendment.references import below
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.division import position_of
from ridcalc.render.excel.heads import frozen
from ridcalc.render.excel.row_checks import UNBALANCED, apart

_SIDES: dict[tuple[bool, SideName], Message] = {
    (False, "expense"): say("expense"),
    (False, "income"): say("income"),
    (True, "expense"): say("additions to reserves"),
    (True, "income"): say("withdrawals from reserves"),
}
_TOTALS: dict[tuple[bool, SideName], Message] = {
    (False, "expense"): say("Total expense"),
    (False, "income"): say("Total income"),
    (True, "expense"): say("Total additions to reserves"),
    (True, "income"): say("Total withdrawals from reserves"),
}
_BALANCE: dict[str, SideName] = {"number": "income", "minus": "expense"}
"""The columns with the numbers of what a balance adds and takes away."""
Years = dict[int, Shown]


def decided_rows(annex: Annex, first: int) -> Iterator[SheetRow]:
    """Yield the rows of what is decided, from the row `first`."""
    row = first
    for rows in _programmes(annex):
        for one in rows:
            yield one(row)
            row += 1
    for of_reserve in (False, True):
        for side in SIDES:
            yield _total_row(annex, row, side, of_reserve=of_reserve)
            row += 1
        if not of_reserve:
            yield _balance_row(annex, row)
            row += 1
    yield _result_row(annex, row)
    if annex.rounds:
        yield _to_the_cent(annex, row + 1)


def _programmes(annex: Annex) -> Iterator[Sequence["_Row"]]:
    """Yield the rows of each programma, then of each group of the overview, as functions of their place."""
    found: dict[tuple[str | None, OverviewName | None], dict[tuple[bool, SideName], list[dict[int, AccountRow]]]] = {}
    for account in annex.books.accounts:
        programma, overview, of_reserve, side = key_of(account.first)
        found.setdefault((programma, overview), {}).setdefault((of_reserve, side), []).append(account.rows)
    for (programma, overview), sides in sorted(found.items(), key=lambda item: item[0][1] is not None):
        rows: list[_Row] = []
        plain = [side for of_reserve, side in sides if not of_reserve]
        if plain:
            of_side = {side: _sums(annex, sides.get((False, side), ())) for side in SIDES}
            rows += [_Programme(annex, programma, overview, (False, side), of_side[side]) for side in SIDES]
            rows.append(_ProgrammeBalance(annex, programma, overview, _differences(of_side)))
        rows += [
            _Programme(annex, programma, overview, (True, side), _sums(annex, sides[True, side]))
            for side in SIDES
            if (True, side) in sides
        ]
        yield rows


def _sums(annex: Annex, accounts: Iterable[dict[int, AccountRow]]) -> Years:
    """Return the sums of accounts per year, as booked. What stands before is not known unless it is of all of them."""
    accounts, years = list(accounts), {}
    for year in annex.layout.decision.years:
        rows = [account[year] for account in accounts]
        before, after = known_of(annex.books, rows, year)
        years[year] = Shown(
            before,
            sum(booked(row) for row in rows),
            after,
            len(frozenset[str]().union(*(row.unknown_before for row in rows))),
            posts := len(frozenset[str]().union(*(row.unknown_after for row in rows))),
            posts != sum(len(row.unknown_after) for row in rows),
        )
    return years


def _together(one: Years, other: Years, sign: int) -> Years:
    """Return the sum (or with sign -1 the difference) of two rows per year."""
    years = {}
    for year, first in one.items():
        second = other[year]
        before, after = joined((first.before, first.after), (second.before, second.after), sign)
        years[year] = Shown(before, first.change + sign * second.change, after)
    return years


def _differences(sides: dict[SideName, Years]) -> Years:
    """Return income minus expense per year."""
    return _together(sides["income"], sides["expense"], -1)


def _balance(annex: Annex, *, of_reserve: bool) -> Years:
    return _differences({side: _of_total(annex, side, of_reserve=of_reserve) for side in SIDES})


def _of_total(annex: Annex, side: SideName, *, of_reserve: bool) -> Years:
    accounts = annex.books.accounts
    return _sums(annex, (one.rows for one in accounts if (one.first.of_reserve, one.heading[2]) == (of_reserve, side)))


class _Row:
    """A row of a programma, made at its place."""

    def __init__(self, annex: Annex, programma: str | None, overview: OverviewName | None) -> None:
        """Keep what the row is about."""
        self.annex, self.programma, self.overview = annex, programma, overview

    def __call__(self, row: int) -> SheetRow:
        """Return the cells of the row in its place."""
        raise NotImplementedError

    def label(self, text: Message) -> Cells:
        """Return the cells of the name of the programma and of what the row is."""
        layout = self.annex.layout
        return {
            "programma": Cell(layout.text(self.programma or say("no programma")), "wrapped"),
            "description": Cell(in_group(layout, self.overview, text)),
        }


class _Programme(_Row):
    """The expense or income of a programma, or what it adds to reserves or withdraws from them."""

    def __init__(
        self,
        annex: Annex,
        programma: str | None,
        overview: OverviewName | None,
        side: tuple[bool, SideName],
        years: Years,
    ) -> None:
        """Keep what the row is about, and its figures."""
        super().__init__(annex, programma, overview)
        self.side, self.years = side, years

    def __call__(self, row: int) -> SheetRow:
        """Return the cells of the row in its place."""
        of_reserve, side = self.side
        number = self.annex.groups.programme_number((self.programma, self.overview, of_reserve, side))
        moves = side == "income" and not of_reserve and self.annex.lands_elsewhere
        cells = _summed(self.annex, Spot(row, SIGN[side]), self.years, "programme", moves=moves)
        return _checked(self.annex, row, cells | self.label(_SIDES[self.side]) | {"number": Cell(number, "small")})


class _ProgrammeBalance(_Row):
    """The balance of a programma: income minus expense."""

    def __init__(self, annex: Annex, programma: str | None, overview: OverviewName | None, years: Years) -> None:
        """Keep what the row is about, and its figures."""
        super().__init__(annex, programma, overview)
        self.years = years

    def __call__(self, row: int) -> SheetRow:
        """Return the cells of the row in its place."""
        moves = self.annex.lands_elsewhere
        cells = _difference(self.annex, Spot(row, 1), self.years, "programme", moves=moves)
        cells |= self.label(say("balance"))
        for name, side in _BALANCE.items():
            number = self.annex.groups.programme_number((self.programma, self.overview, False, side))
            cells[name] = Cell(number, "small")
        return _checked(self.annex, row, cells)


def _checked(annex: Annex, row: int, cells: Cells, *others: tuple[str, int]) -> SheetRow:
    return amendment_columns(annex.layout).filled(cells | row_check(annex.layout, row, cells, *others))


def _summed(annex: Annex, spot: Spot, years: Years, member: str, *, moves: bool = False) -> Cells:
    """Return the cells of a row that adds up the accounts below it that have its number in the column `member`.

    It is not calculated where one of them, or of those with the number `minus`, is not. `moves`: a changed input can
    bring amounts of accounts that it does not add up, and it asks for a new export.
    """
    layout, row = annex.layout, spot.row
    at = amendment_columns(layout).at(row)

    def added(name: str, year: int) -> str:
        members, column = (below(layout, one, row, annex.last) for one in (member, (name, year)))
        return f"SUMIFS({column},{members},{at.number})"

    def change(year: int) -> str:
        members, changes = (below(layout, name, row, annex.last) for name in (member, ("change", year)))
        more = f"{at['unknown', year]}>{at['unknown_before', year]}"
        known, text = or_pm(nearest_euros(added("change", year)), more), again(layout)
        if moves:
            return frozen(layout, known)
        lacking = "+".join(f"COUNTIFS({members},{side},{changes},{text})" for side in (at.number, at.minus))
        return f"IF({lacking}>0,{text},{known})"

    def unknown(year: int) -> str:
        if keeps(year):
            return frozen(layout, at["taken", year])
        members, posts = (below(layout, name, row, annex.last) for name in (member, ("unknown", year)))
        text = again(layout)
        return f"IF(COUNTIFS({members},{at.number},{posts},{text})>0,{text},{added('unknown', year)})"

    def keeps(year: int) -> bool:
        return moves or years[year].repeated

    cells = summed_cells(layout, spot, years, change, unknown) | {"minus": Cell(0, "small")}
    return cells | {("taken", year): Cell(shown.unknown, "small") for year, shown in years.items() if keeps(year)}


def _difference(annex: Annex, spot: Spot, years: Years, member: str, *, moves: bool = False) -> Cells:
    """Return the cells of a balance: the accounts below with its number, less those with the number `minus`.

    `moves` is that of `_summed`.
    """
    layout, row = annex.layout, spot.row
    at = amendment_columns(layout).at(row)

    def change(year: int) -> str:
        members, changes = (below(layout, name, row, annex.last) for name in (member, ("change", year)))
        text, sides = again(layout), (at.number, at.minus)
        lacking = "+".join(f"COUNTIFS({members},{side},{changes},{text})" for side in sides)
        known = nearest_euros("-".join(f"SUMIFS({changes},{members},{side})" for side in sides))
        if moves:
            return frozen(layout, known)
        return f"IF({lacking}>0,{text},{known})"

    return summed_cells(layout, spot, years, change, None)


def _labelled(annex: Annex, text: Message) -> Cells:
    blank: Cells = dict.fromkeys(("programma", "taakveld", "category", "nature"), Cell("", "total"))
    return blank | {"description": Cell(annex.layout.text(text), "total")}


def _balance_row(annex: Annex, row: int) -> SheetRow:
    years = _balance(annex, of_reserve=False)
    cells = _difference(annex, Spot(row, 1, total=True), years, "total")
    for name, side in _BALANCE.items():
        cells[name] = Cell(annex.groups.total_number(side, of_reserve=False), "small")
    return _checked(annex, row, cells | _labelled(annex, say("Balance of income and expense")))


def _total_row(annex: Annex, row: int, side: SideName, *, of_reserve: bool) -> SheetRow:
    years = _of_total(annex, side, of_reserve=of_reserve)
    cells = _summed(annex, Spot(row, SIGN[side], total=True), years, "total")
    number = annex.groups.total_number(side, of_reserve=of_reserve)
    cells |= _labelled(annex, _TOTALS[of_reserve, side]) | {"number": Cell(number, "small")}
    if of_reserve:  # a withdrawal that becomes an addition stands on neither until the workbook is exported again
        other: SideName = "income" if side == "expense" else "expense"
        cells["minus"] = Cell(annex.groups.total_number(other, of_reserve=True), "small")
        return _checked(annex, row, cells)
    cells["booked"] = Cell(annex.books.number, "small")
    if annex.rounds and side == "expense":
        cells["column"] = Cell(position_of(annex.layout, "amount", str(annex.block.organisation)), "small")
    return _checked(annex, row, cells, *against_others(annex, row, side))


def _result_row(annex: Annex, row: int) -> SheetRow:
    """Return the row of the result: all income and withdrawals, less all expense and additions."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    years = _together(_balance(annex, of_reserve=False), _balance(annex, of_reserve=True), 1)
    cells = summed_cells(
        layout, Spot(row, 1, total=True), years, lambda year: _signed(annex, row, "booked", year), None
    )
    cells |= _labelled(annex, say("Result")) | {"number": Cell(annex.books.number, "small")}
    others = []
    if annex.block.kind != "municipality" and not any(shown.change for shown in years.values()):
        others.append(("+".join(apart(f"SUM({at['change', year]})", "0") for year in years), UNBALANCED))
    return _checked(annex, row, cells, *others)


def _signed(annex: Annex, row: int, member: str, year: int) -> str:
    """Return the formula of the sum, by sign, of the changes below that have the row's number in a column."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    changes, members, signs = (below(layout, name, row, annex.last) for name in (("change", year), member, "sign"))
    sums = [f"SUMIFS({changes},{members},{at.number},{signs},{sign})" for sign in (1, -1)]
    whose, text = f"{members},{at.number},{changes}", again(layout)
    return f"IF(COUNTIFS({whose},{text})>0,{text},{nearest_euros('-'.join(sums))})"


def _to_the_cent(annex: Annex, row: int) -> SheetRow:
    """Return the row of the result to the cent, before changes are rounded to what is booked."""
    layout = annex.layout
    accounts = annex.books.accounts
    years = {
        year: Shown(None, sum(SIGN[one.heading[2]] * one.rows[year].change for one in accounts), None)
        for year in layout.decision.years
    }
    cells: Cells = {"description": Cell(layout.text(say("Result to the cent, before rounding")), "wrapped")}
    cells["number"] = Cell(annex.books.number, "small")
    for year, shown in years.items():
        cells["change", year] = Cell(euros(shown.change), "money", _signed(annex, row, "block", year))
    return _checked(annex, row, cells)
