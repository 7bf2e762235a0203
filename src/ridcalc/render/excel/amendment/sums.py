"""The figures of rows that add up accounts, in cents per year: sums of accounts, sums of rows, and balances."""

from collections.abc import Iterable

from ridcalc.core.analysis.decisions.accounts import AccountRow
from ridcalc.core.budget.types import SIDES, SideName
from ridcalc.render.excel.amendment.annex import Annex
from ridcalc.render.excel.amendment.cents import booked, joined, known_of
from ridcalc.render.excel.amendment.figures import Shown

Years = dict[int, Shown]
"""Year → the figures of a row."""


def sum_of(annex: Annex, accounts: Iterable[dict[int, AccountRow]]) -> Years:
    """Return the sums of accounts per year, as booked; the amount before is None unless every account has one."""
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


def added(augend: Years, addend: Years, sign: int = 1) -> Years:
    """Return the sum, or with sign -1 the difference, of two rows per year."""
    years = {}
    for year, first in augend.items():
        second = addend[year]
        before, after = joined((first.before, first.after), (second.before, second.after), sign)
        years[year] = Shown(before, first.change + sign * second.change, after)
    return years


def balance_of(sides: dict[SideName, Years]) -> Years:
    """Return income minus expense per year."""
    return added(sides["income"], sides["expense"], -1)


def total_of(annex: Annex, side: SideName, *, of_reserve: bool) -> Years:
    """Return the sums of all accounts of a side: those of reserves, or all others."""
    accounts = annex.books.accounts
    chosen = (
        account.rows for account in accounts if (account.first.of_reserve, account.heading[2]) == (of_reserve, side)
    )
    return sum_of(annex, chosen)


def balance_of_totals(annex: Annex, *, of_reserve: bool) -> Years:
    """Return income minus expense of all accounts: those of reserves, or all others."""
    return balance_of({side: total_of(annex, side, of_reserve=of_reserve) for side in SIDES})
