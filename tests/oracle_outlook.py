"""The outlook, worked out a second time from the text of the rules, in fractions of euros; nothing of ridcalc's.

Takes what the oracle books in each state.
"""

from collections import defaultdict
from fractions import Fraction

from oracle_amendment import Books

ZERO = Fraction(0)


def structural_contribution(books: Books, one: str, year: int) -> Fraction:
    """Return what a municipality pays structurally in a state."""
    mine = [paid for paid in books.paid if (paid.payer, paid.year, paid.nature) == (one, year, "structural")]
    return sum((sum(paid.rounded.values(), ZERO) for paid in mine), ZERO)


def effect(books: Books, one: str, year: int) -> Fraction:
    """Return what a state does to the structural balance of a municipality."""
    return books.structural_coverage[one, year] - structural_contribution(books, one, year)


def balance(states: dict[str, Books], given: Fraction, stage: str, one: str, year: int) -> tuple[Fraction, Fraction]:
    """Return the balance before and after the second stage, where `given` is that of a stage."""
    before = given + effect(states["eerste"], one, year) - effect(states[stage], one, year)
    change = structural_contribution(states["tweede"], one, year) - structural_contribution(states["eerste"], one, year)
    cover = states["tweede"].structural_coverage[one, year] - states["eerste"].structural_coverage[one, year]
    return before, before - change + cover


def incidental(books: Books) -> dict[tuple[str, str, str, int], Fraction]:
    """Return the totals of the overview: organisation, kind, nature and year."""
    found: dict[tuple[str, str, str, int], Fraction] = defaultdict(Fraction)
    for booked, amount in books.booked.items():
        kind, nature = booked.side, booked.nature
        if booked.taakveld == "0.10":
            kind = {"expense": "addition", "income": "withdrawal"}[booked.side]
            own = [one for one in books.reserves.values() if one["of"] == booked.organisation]
            nature = "structural" if any(one.get("structural") for one in own) else "incidental"
        if nature == "incidental" or booked.taakveld == "0.10":
            found[booked.organisation, kind, nature, booked.year] += amount
    return {key: amount for key, amount in found.items() if amount}


def mutations(states: dict[str, Books]) -> dict[tuple[str, str, str, int], Fraction]:
    """Return organisation, row, side and year: the first stage, the change in no document, and the total."""
    found: dict[tuple[str, str, str, int], Fraction] = defaultdict(Fraction)
    for row, plus, minus in (("stage", "eerste", None), ("none", "tweede", "eerste"), ("total", "tweede", None)):
        for booked, amount in states[plus].booked.items():
            found[booked.organisation, row, booked.side, booked.year] += amount
        for booked, amount in states[minus].booked.items() if minus else ():
            found[booked.organisation, row, booked.side, booked.year] -= amount
    return {key: amount for key, amount in found.items() if amount}
