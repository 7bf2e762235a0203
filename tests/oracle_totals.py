"""The totals and published figures, written a second time, from the lines of the oracle; nothing of ridcalc's own."""

from fractions import Fraction
from typing import Any, NamedTuple

from oracle_rules import number, year_of

Document = dict[str, Any]
Amount = Fraction | None
"""Euros, income negative; None for PM."""


class Line(NamedTuple):
    """What one participant has of one amount."""

    measure: str | None
    nature: str
    period: str
    participant: str
    amount: Amount
    exact: Fraction | None
    key: str | None
    share: Fraction | None
    assumed: bool
    version: str | None = None


class Totals:
    """The participants and years of a budget, and how lines add up over them."""

    def __init__(self, participants: Document, budget: Document) -> None:
        """Take the participants, in declared order, and the budget as a whole."""
        self.participants, self.budget = participants, budget
        self.order = list(participants)

    def leaves(self, one: str) -> list[str]:
        """Return who bears what a participant bears: itself, or the members of its members."""
        below = self.participants[one].get("members")
        return [one] if not below else [leaf for member in below for leaf in self.leaves(member)]

    def totals_of(self, lines: list[Line]) -> dict[tuple[str, int, str], Fraction]:
        """Return what each participant has per year and nature, a partnership what its members have."""
        totals = {}
        for one in self.order:
            for year in map(int, self.budget["years"]):
                for nature in ("incidental", "structural"):
                    totals[one, year, nature] = sum(
                        (
                            line.amount
                            for line in lines
                            if line.amount is not None
                            and line.participant in self.leaves(one)
                            and (year_of(line.period), line.nature) == (year, nature)
                        ),
                        Fraction(0),
                    )
        return totals

    def pm_of(self, lines: list[Line], one: str, year: int, nature: str) -> int:
        """Return how many PM measures reach a participant, or a member of it."""
        return len(
            {
                line.measure
                for line in lines
                if line.amount is None
                and (line.participant == one or self.is_above(one, line.participant))
                and (year_of(line.period), line.nature) == (year, nature)
            }
        )

    def is_assumed(self, lines: list[Line], one: str) -> bool:
        """Tell whether what a participant has of one amount is assumed: its own line, or else those of its members."""
        own = [line.assumed for line in lines if line.participant == one]
        return (
            any(own)
            if own
            else any(self.is_assumed(lines, member) for member in self.participants[one].get("members", ()))
        )

    def is_above(self, one: str, other: str) -> bool:
        """Tell whether a participant is a partnership that another lies in."""
        members = self.participants[one].get("members", ())
        return other in members or any(self.is_above(member, other) for member in members)

    def held(
        self, control: Document, totals: dict[tuple[str, int, str], Fraction], lines: list[Line]
    ) -> tuple[Fraction, str]:
        """Return what a published figure comes to, and whether it is met."""
        year = int(control["year"])
        if "measure" in control:
            lines = [line for line in lines if line.measure == control["measure"]]
            totals = self.totals_of(lines)
        tops = [one for one in self.order if not any(self.is_above(other, one) for other in self.order)]
        actual = sum(
            (
                totals[one, year, nature]
                for one in ([control["participant"]] if "participant" in control else tops)
                for nature in ("incidental", "structural")
                if control.get("nature", nature) == nature
            ),
            Fraction(0),
        )
        unknown = any(
            line.amount is None
            and year_of(line.period) == year
            and control.get("nature", line.nature) == line.nature
            and (
                "participant" not in control
                or line.participant == control["participant"]
                or self.is_above(control["participant"], line.participant)
            )
            for line in lines
        )
        published = number(control["amount"])
        held = {actual}
        if "rounded_to" in control:
            unit = number(control["rounded_to"])
            held.add(((abs(actual) / unit + Fraction(1, 2)) // 1) * unit * (-1 if actual < 0 else 1))
        return actual, "incomplete" if unknown else "met" if published in held else "missed"
