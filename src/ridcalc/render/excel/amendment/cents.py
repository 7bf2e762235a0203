"""The cents of accounts in a year: what an organisation books, and what stands before and after that."""

from collections.abc import Iterable

from ridcalc.core.analysis.decisions.accounts import AccountRow
from ridcalc.render.excel.booked.books import BlockBooks


def booked(row: AccountRow) -> int:
    """Return the cents that an organisation books of a change."""
    return row.change if row.booked is None else row.booked


def after_of(row: AccountRow) -> int | None:
    """Return the cents after what an organisation books."""
    return None if row.after is None else row.after - row.change + booked(row)


BeforeAndAfter = tuple[int | None, int | None]
"""Cents before and after; None: not known."""


def known_of(books: BlockBooks, accounts: Iterable[AccountRow], year: int) -> BeforeAndAfter:
    """Return the cents of some accounts before and after; where only some accounts have cents before, none are known.

    Counted from nothing, and without any current budget, those after are known nevertheless.
    """
    of_block = [account.rows[year] for account in books.accounts]
    nothing = all(row.before is None and not row.counted for row in of_block)
    known: BeforeAndAfter = (None if nothing else 0, 0)
    for row in accounts:
        known = joined(known, (row.before, after_of(row)), 1)
    return known


def joined(augend: BeforeAndAfter, addend: BeforeAndAfter, sign: int) -> BeforeAndAfter:
    """Return the cents before and after of two together; where only one has cents before, neither is known."""
    if (augend[0] is None) != (addend[0] is None):
        return None, None
    before, after = (
        None if cents is None or more is None else cents + sign * more
        for cents, more in zip(augend, addend, strict=True)
    )
    return before, after
