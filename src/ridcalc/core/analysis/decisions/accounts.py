"""What is decided: accounts, programmas, totals and result of an organisation before and after, per year."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.analysis.decisions.decision import Decision, OrganisationKind
from ridcalc.core.analysis.decisions.estimates import before_of
from ridcalc.core.analysis.decisions.lines import ChangeLine
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.bookings import Account
from ridcalc.core.budget.types import SIDES, OverviewName, SideName
from ridcalc.core.values.grouping import grouped

RowSide = Literal["expense", "income", "addition", "withdrawal"]
"""The sides of a programma: expense and income, and what is added to reserves and withdrawn from them."""
TotalSide = Literal["expense", "income", "balance"]
"""The sides of the totals; the balance is income minus expense."""
OF_RESERVES: dict[SideName, RowSide] = {"expense": "addition", "income": "withdrawal"}
"""Side of a post of reserves → its side in a programma."""
NO_MEASURES: frozenset[str] = frozenset()


class AccountRow(NamedTuple):
    """A programma, taakveld, side and group of the overview in a year, in cents."""

    programma: str | None
    taakveld: str | None
    side: SideName
    year: int
    before: int | None
    """The current budget or, without one, what was decided before; None: not known."""
    change: int
    booked: int | None
    """What a municipality books of the change, in units of booking; None for others."""
    unknown_before: frozenset[str]
    unknown_after: frozenset[str]
    overview: OverviewName | None
    of_reserve: bool
    """Whether it is an account of reserves."""
    counted: bool
    """Whether the change is counted from a state; otherwise from nothing."""

    @property
    def after(self) -> int | None:
        """The cents after; None if those before are not known, unless the change is counted from nothing."""
        return after_of(self.before, self.change, counted=self.counted)


def after_of(before: int | None, change: int, *, counted: bool) -> int | None:
    """Return the cents after a change; counted from nothing they are the change if those before are not known."""
    if before is None:
        return None if counted else change
    return before + change


class ProgrammeRow(NamedTuple):
    """A programma, or a group of the overview in it, on one side in a year, in cents."""

    programma: str | None
    overview: OverviewName | None
    side: RowSide
    year: int
    before: int | None
    change: int
    after: int | None
    unknown_before: frozenset[str]
    """The measures that are PM before."""
    unknown_after: frozenset[str]


class TotalRow(NamedTuple):
    """The total of a side, or the balance, in a year, in cents and without reserves."""

    year: int
    side: TotalSide
    before: int | None
    change: int
    after: int | None
    unknown_before: frozenset[str]
    unknown_after: frozenset[str]


class ResultRow(NamedTuple):
    """What a change does to the result of a year, in cents; plus is a surplus."""

    year: int
    operating: int
    """Income minus expense of the change, without reserves."""
    reserves: int
    """Withdrawals minus additions of the change."""
    uncovered: int | None
    """The part of a municipality's change that nothing covers; None for others."""

    @property
    def result(self) -> int:
        """The change of the result."""
        return self.operating + self.reserves


_Key = tuple[str | None, str | None, SideName]
"""A programma, taakveld and side."""


def account_rows(
    decision: Decision, organisation: str | None, kind: OrganisationKind, lines: Iterable[ChangeLine]
) -> Iterator[AccountRow]:
    """Yield the accounts of an organisation's lines, in order of programma and taakveld, expense first.

    An account whose bookings differ in their group of the overview has a row for each.
    """
    accounts: dict[_Key, dict[OverviewName | None, dict[int, list[ChangeLine]]]] = {}
    for line in lines:
        account = line.post.account
        groups = accounts.setdefault((account.programma, account.taakveld, line.post.side), {})
        groups.setdefault(account.overview, {}).setdefault(line.year, []).append(line)
    unit = decision.after.budget.settings.amendment.unit if kind == "municipality" else None
    for key in sorted(accounts, key=_order):
        programma, taakveld, side = key
        in_order = sorted(accounts[key].items(), key=lambda item: item[0] or "")
        for year in decision.years:
            whole = before_of(decision, organisation, Account(programma, taakveld), side, year)
            decided = [sum(line.before for line in years.get(year, ())) for _, years in in_order]
            for (overview, years), before in zip(in_order, _befores(whole, decided), strict=True):
                group = years.get(year, [])
                change = sum(line.change for line in group)
                yield AccountRow(
                    programma,
                    taakveld,
                    side,
                    year,
                    before,
                    change,
                    None if unit is None else nearest(change, unit),
                    NO_MEASURES.union(*(line.unknown_before for line in group)),
                    NO_MEASURES.union(*(line.unknown_after for line in group)),
                    overview,
                    all(line.post.of_reserve for lines_of_year in years.values() for line in lines_of_year),
                    decision.before is not None,
                )


def _befores(whole: int | None, decided: Sequence[int]) -> list[int | None]:
    """Return the cents before of each group of an account: what was decided, and of the first what else is there.

    A current estimate of an account (`whole`) does not say to which group of the overview it belongs.
    """
    return [None] * len(decided) if whole is None else [whole - sum(decided[1:]), *decided[1:]]


def whole_accounts(rows: Iterable[AccountRow], unit: int) -> Iterator[AccountRow]:
    """Yield the accounts with the rows of all groups of the overview as one; `unit` is that of booking, in cents."""
    for alike_in_years in grouped(rows, lambda row: (row.programma, row.taakveld, row.side)).values():
        for alike in _by_year(alike_in_years).values():
            before, change, _ = _sum(alike)
            unknown_before, unknown_after = _unknown(alike)
            yield alike[0]._replace(
                before=before,
                change=change,
                booked=None if alike[0].booked is None else nearest(change, unit),
                unknown_before=unknown_before,
                unknown_after=unknown_after,
            )


def _order(account: _Key) -> tuple[object, ...]:
    programma, taakveld, side = account
    return *order_of(programma, taakveld), SIDES.index(side)


def order_of(programma: str | None, taakveld: str | None) -> tuple[object, ...]:
    """Return a key that sorts accounts by programma and taakveld; those that lack one stand last."""
    return programma is None, _natural(programma or ""), taakveld is None, _natural(taakveld or "")


def _natural(text: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts numbers in a text by size: 0.4 before 0.10, and 6.71 before 6.71a."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def programme_rows(accounts: Sequence[AccountRow]) -> Iterator[ProgrammeRow]:
    """Yield the programmas: expense and income, and additions to and withdrawals from reserves, per year."""
    groups: dict[tuple[str | None, OverviewName | None], dict[tuple[RowSide, int], list[AccountRow]]] = {}
    for row in accounts:
        side: RowSide = OF_RESERVES[row.side] if row.of_reserve else row.side
        overview = None if row.of_reserve else row.overview
        groups.setdefault((row.programma, overview), {}).setdefault((side, row.year), []).append(row)
    sides: tuple[RowSide, ...] = ("expense", "income", "addition", "withdrawal")
    for (programma, overview), rows in groups.items():
        for side, year in sorted(rows, key=lambda key: (sides.index(key[0]), key[1])):
            of_year = rows[side, year]
            yield ProgrammeRow(programma, overview, side, year, *_sum(of_year), *_unknown(of_year))


def _sum(rows: Sequence[AccountRow]) -> tuple[int | None, int, int | None]:
    """Return the sums before, of the change and after; None if one of the rows is not known."""
    return _known([row.before for row in rows]), sum(row.change for row in rows), _known([row.after for row in rows])


def _known(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def total_rows(decision: Decision, accounts: Sequence[AccountRow]) -> Iterator[TotalRow]:
    """Yield the totals of expense, of income, and the balance, per year and without reserves."""
    of_years = _by_year(row for row in accounts if not row.of_reserve)
    for year in decision.years:
        rows = {side: [row for row in of_years.get(year, ()) if row.side == side] for side in SIDES}
        sums = {side: _sum(of_side) for side, of_side in rows.items()}
        for side in SIDES:
            yield TotalRow(year, side, *sums[side], *_unknown(rows[side]))
        expense, income = sums["expense"], sums["income"]
        before, after = (
            None if lower is None or upper is None else upper - lower
            for lower, upper in ((expense[0], income[0]), (expense[2], income[2]))
        )
        of_both = [row for side in SIDES for row in rows[side]]
        yield TotalRow(year, "balance", before, income[1] - expense[1], after, *_unknown(of_both))


def _by_year(rows: Iterable[AccountRow]) -> dict[int, list[AccountRow]]:
    """Return year → its rows, in the given order."""
    return grouped(rows, lambda row: row.year)


def _unknown(rows: Iterable[AccountRow]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the measures that are PM before and after, each once."""
    rows = list(rows)
    return (
        NO_MEASURES.union(*(row.unknown_before for row in rows)),
        NO_MEASURES.union(*(row.unknown_after for row in rows)),
    )


def result_rows(
    decision: Decision, organisation: str | None, kind: OrganisationKind, accounts: Sequence[AccountRow]
) -> Iterator[ResultRow]:
    """Yield what the change does to the result of each year."""
    of_years = _by_year(accounts)
    for year in decision.years:
        of_year = of_years.get(year, ())
        signed = [(row.of_reserve, row.change if row.side == "income" else -row.change) for row in of_year]
        uncovered = _uncovered(decision, str(organisation), year) if kind == "municipality" else None
        yield ResultRow(
            year,
            sum(cents for of_reserve, cents in signed if not of_reserve),
            sum(cents for of_reserve, cents in signed if of_reserve),
            uncovered,
        )


def _uncovered(decision: Decision, municipality: str, year: int) -> int:
    """Return the cents of the change of a municipality's contribution that no entry of the coverage takes."""
    states = ((-1, decision.before), (1, decision.after))
    known = ((sign, state.uncovered.get((municipality, year), {})) for sign, state in states if state is not None)
    return sum(sign * sum(uncovered.values()) for sign, uncovered in known)
