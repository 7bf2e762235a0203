"""How a post of the books follows the workbook: where its amount stands on other sheets, and the formulas of it.

A post that cannot be found there keeps its value, and asks for a new export once an input was changed.
"""

from functools import lru_cache
from typing import Literal, NamedTuple

from ridcalc.core.analysis.decisions.payments import payments_of
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.render.excel.cells import nearest_euros
from ridcalc.render.excel.division import group_block, groups, position_of
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import amounts
from ridcalc.render.excel.papers.covering import key_of, post_numbers
from ridcalc.render.excel.papers.years import YearRow
from ridcalc.render.excel.wording import NATURE_LETTERS

Where = Literal["measures", "division", "payer", "withdrawn", "added", "lowered", "nowhere"]
"""Where the amount of a post stands: its measure; a row of Division; a payer's column of it; in the coverage."""


class Found(NamedTuple):
    """The formulas of an amount in euros, and of the number of its PM posts."""

    amount: str
    unknown: str


def where_of(layout: Layout, post: Post) -> Where:
    """Return where the amount of a post stands."""
    match post.kind:
        case "spending":
            return "measures" if post.measure is not None else "nowhere"
        case "contribution":
            apart = post.measure in _measures_apart(layout) and _payees(layout)[str(post.participant)] == 1
            return "division" if apart else "nowhere"
        case "received":
            return "payer" if _on_one_account(layout, post) else "nowhere"
        case _:
            if key_of(layout, post) not in post_numbers(layout):
                return "nowhere"
            if not post.of_reserve:
                return "lowered"
            return "withdrawn" if post.side == "income" else "added"


@lru_cache(maxsize=2)
def _measures_apart(layout: Layout) -> frozenset[str]:
    """Return the measures that have one row per year on the sheet Division, and are in no batch."""
    rows = [(group.measure, group.year) for group in layout.groups if group.measure is not None]
    batched = {name for division in layout.divisions if division.measure is None for name in division.measures}
    twice = {measure for measure, year in rows if rows.count((measure, year)) > 1}
    return frozenset(measure for measure, _ in rows) - batched - twice


@lru_cache(maxsize=2)
def _payees(layout: Layout) -> dict[str, int]:
    """Return the number of organisations that each participant pays, with those that its members pay past it."""
    tree = layout.allocation.tree
    pairs = {(payment.payer, payment.payee) for payment in payments_of(layout.allocation)}
    paid: dict[str, set[str | None]] = {name: set() for name in tree.ids}
    for payer, payee in pairs:
        paid[payer].add(payee)
        for above in tree.ancestors(payer):
            if above == payee:
                break
            paid[above].add(f"{payee} of {payer}")
    return {name: len(payees) for name, payees in paid.items()}


def _on_one_account(layout: Layout, post: Post) -> bool:
    """Return whether all that an organisation receives from a payer, of a nature, stands on one account."""
    if _payees(layout)[str(post.participant)] != 1:
        return False
    books = layout.decision.after.books_of(post.organisation)
    accounts = {
        landed.account.heading
        for landed in books.posts
        if (landed.kind, landed.participant, landed.nature) == ("received", post.participant, post.nature)
    }
    return len(accounts) == 1


def finds(layout: Layout, row: YearRow, post: Post, where: Where) -> None:
    """Set the numbers by which a row finds a post."""
    if where == "measures":
        row.numbers({year: layout.posts.get((str(post.measure), year), 0) for year in row.years})
    elif where == "division":
        row.numbers({year: _rows_of(layout).get((str(post.measure), year), 0) for year in row.years})
        row.finds(**columns_of(layout, post.participant))
    elif where == "payer":
        row.finds(nature=NATURE_LETTERS[post.nature], **columns_of(layout, post.participant))
    elif where != "nowhere":
        row.finds(post=post_numbers(layout)[key_of(layout, post)])


def columns_of(layout: Layout, participant: str | None) -> dict[str, int]:
    """Return the positions of the columns of a participant (None: the total) on the sheet Division."""
    return {
        "column": position_of(layout, "amount", participant),
        "pm_column": position_of(layout, "unknown", participant),
    }


@lru_cache(maxsize=2)
def _rows_of(layout: Layout) -> dict[tuple[str, int], int]:
    """Return the number of the row of each measure and year on the sheet Division."""
    return {(str(group.measure), group.year): number for number, group in enumerate(layout.groups, 1) if group.measure}


def formulas(layout: Layout, row: YearRow, year: int, where: Where, cover: tuple[str, str]) -> Found | None:
    """Return the formulas of a year; None where the post keeps its value.

    `cover` is the reference to the entries of coverage: what they take in the year, and the posts that they make.
    """
    at, number, head = row.at, row.at["number", year], row.head(year)
    match where:
        case "measures":
            amount, unknown = (
                f"SUMIFS({amounts(layout, name)},{amounts(layout, 'post')},{number})"
                for name in ("amount", "first_unknown")
            )
        case "division":
            amount, unknown = (
                f"SUMIFS(INDEX({group_block(layout, kind)},0,{at[column]}),{groups(layout, 'row')},{number})"
                for kind, column in (("amount", "column"), ("unknown", "pm_column"))
            )
        case "payer":
            conditions = f"{groups(layout, 'year')},{head},{groups(layout, 'nature')},{at.nature}"
            amount, unknown = (
                f"SUMIFS(INDEX({group_block(layout, kind)},0,{at[column]}),{conditions})"
                for kind, column in (("amount", "column"), ("unknown", "pm_column"))
            )
        case "withdrawn" | "added" | "lowered":
            taken, posts = cover
            sign = {"withdrawn": ',">0"', "added": ',"<0"', "lowered": ""}[where]
            summed = f"SUMIFS({taken},{posts},{at.post}{f',{taken}{sign}' if sign else ''})"
            amount, unknown = summed if where == "withdrawn" else f"-{summed}", "0"
        case _:
            return None
    return Found(nearest_euros(amount), unknown)
