"""The rules of calculation, written a second time: small, slow, in fractions, and with nothing of ridcalc's own.

Takes what the two files hold, as plain data, and gives the lines, totals, drifts and controls that must come out.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from oracle_amounts import Amounts, Row
from oracle_keys import Keys
from oracle_rules import METHODS, largest_remainder, number, year_of
from oracle_totals import Amount, Line, Totals

Document = dict[str, Any]


class Piece(NamedTuple):
    """An amount to divide."""

    measure: str | None
    nature: str
    side: str | None
    period: str
    amount: Amount
    key: str | None
    document: str | None
    assumed: bool
    given: dict[str, tuple[Amount, Fraction]] | None = None
    """What each participant has, rounded and exact, if the measure itself says so."""
    days: str | None = None
    """The days that the amount is for, if that is a part of the period."""

    @property
    def when(self) -> str:
        """The days, or else the period, in which keys are looked up."""
        return self.days or self.period


class Outcome(NamedTuple):
    """All that must come out."""

    lines: list[Line]
    totals: dict[tuple[str, int, str], tuple[Fraction, int, bool]]
    """Amount, PM posts and whether it rests on an assumption, by participant, year and nature."""
    grand_totals: dict[tuple[int, str], tuple[Fraction, int]]
    """Amount and PM posts of all together."""
    drifts: dict[tuple[str, int], tuple[Fraction, Fraction]]
    controls: dict[str, tuple[Fraction, str]]
    amounts: dict[str, list[Row]]
    """The amounts of each measure before they are divided."""


class Oracle(Totals):
    """A budget, and what follows from it."""

    def __init__(self, keys: Document, measures: Document) -> None:
        """Take the two files."""
        super().__init__(keys["participants"], measures["budget"])
        self.measures = measures["measures"]
        self.controls = measures.get("controls", {})
        rounding = self.budget.get("rounding", {})
        self.unit = number(rounding.get("unit", "0.01"))
        self.method = rounding.get("method", "largest-remainder")
        self.level = rounding.get("level", "measure")
        self.keys = Keys(keys)
        self.amounts = Amounts(keys, measures, self.keys)

    # Rounding

    def rounded(self, amount: Fraction, shares: dict[str, Fraction]) -> dict[str, Fraction]:
        """Divide an amount in whole units by the budget's method."""
        names = [one for one in self.order if one in shares]
        parts = METHODS[self.method](int(amount / self.unit), [shares[one] for one in names])
        return {one: part * self.unit for one, part in zip(names, parts, strict=True)}

    # Amounts

    def pieces(self) -> list[Piece]:
        """Return every amount of every measure and period."""
        found = []
        for name, measure in self.measures.items():
            sign = -1 if measure.get("side") == "income" else 1
            for row in self.amounts.rows(name):
                document = measure.get("pc_document", {}).get(str(year_of(row.period)))
                signed = None if row.indexed is None else sign * row.indexed
                given = row.given and {
                    one: (None if part is None else sign * part, sign * exact)
                    for one, (part, exact) in row.given.items()
                }
                piece = Piece(
                    name,
                    measure["nature"],
                    measure.get("side", "expense"),
                    row.period,
                    signed,
                    measure.get("key"),
                    document,
                    row.assumed,
                    given,
                )
                found += [piece] if piece.key is None else self.by_days(piece, piece.key)
        return found

    def by_days(self, piece: Piece, key: str) -> list[Piece]:
        """Return an amount, or its parts by the days of the versions over which a key divides it first."""
        parts = self.days_of_part(piece.amount, key, piece.when)
        return [piece._replace(amount=amount, days=days) for days, amount in parts]

    def days_of_part(self, amount: Amount, key: str, period: str) -> list[tuple[str, Amount]]:
        """Return the days over which a key divides an amount first, each with what falls to it."""
        pieces = self.keys.pieces(key, period)
        if amount is None:
            return [(days, None) for days, _ in pieces]
        units = largest_remainder(int(amount / self.unit), [count for _, count in pieces])
        return [(days, part * self.unit) for (days, _), part in zip(pieces, units, strict=True)]

    def batched(self) -> list[Piece]:
        """Return the batches that `level: total` makes, each where its first amount stands; PM posts stay in place."""
        pieces = self.pieces()
        alike = [
            None
            if piece.amount is None or piece.key is None
            else (
                piece.key,
                self.keys.in_force(piece.key, piece.when),
                year_of(piece.period),
                piece.nature,
                piece.document,
            )
            for piece in pieces
        ]
        made = []
        for place, piece in enumerate(pieces):
            if piece.amount is None or piece.key is None:
                made.append(piece)
            elif alike.index(alike[place]) == place:
                batch = [other for other, of_other in zip(pieces, alike, strict=True) if of_other == alike[place]]
                made.append(
                    piece._replace(
                        measure=None,
                        side=piece.side if {other.side for other in batch} == {piece.side} else None,
                        amount=sum((other.amount or Fraction(0) for other in batch), Fraction(0)),
                        assumed=any(other.assumed for other in batch),
                    )
                )
        return made

    # What comes out

    def divided(self, piece: Piece) -> list[Line]:
        """Divide one amount, stage by stage."""
        lines = []
        label = piece.period if piece.measure is not None else str(year_of(piece.period))
        stages: list[tuple[str, Amount, bool, str]] = []

        def add_stages(one: str, part: Amount, period: str, *, assumed: bool) -> None:
            key = self.participants[one].get("key")
            if key is not None:
                parts = self.days_of_part(part, key, period)
                stages.extend((key, amount, assumed, days) for days, amount in parts)

        for one, (part, product) in (piece.given or {}).items():
            exact = None if part is None else product
            lines.append(Line(piece.measure, piece.nature, label, one, part, exact, None, None, piece.assumed))
            add_stages(one, part, piece.when, assumed=piece.assumed)
        if piece.key is not None:
            stages.append((piece.key, piece.amount, piece.assumed, piece.when))
        for key, amount, assumed_above, period in stages:
            shares = self.keys.weights(key, period)
            since, _ = self.keys.version(key, period)
            assumed = assumed_above or self.keys.rests_on_assumption(key, period)
            parts = dict.fromkeys(shares) if amount is None else self.rounded(amount, shares)
            for one in shares:
                exact = None if amount is None else amount * shares[one]
                by_key = (key, shares[one], assumed, since)
                lines.append(Line(piece.measure, piece.nature, label, one, parts[one], exact, *by_key))
                add_stages(one, parts[one], period, assumed=assumed)
        return sorted(lines, key=lambda line: self.order.index(line.participant))

    def in_order(self, divided: list[tuple[Piece, list[Line]]]) -> Iterator[Line]:
        """Yield the lines; what a measure itself gives in a period, known or PM, as the participants are declared."""
        for _, run in groupby(divided, lambda one: (one[0].measure, one[0].period) if one[0].given else object()):
            together = [line for _, lines in run for line in lines]
            yield from sorted(together, key=lambda line: self.order.index(line.participant))

    def outcome(self) -> Outcome:
        """Return all that must come out."""
        pieces, other_pieces = (
            (self.pieces(), self.batched()) if self.level == "measure" else (self.batched(), self.pieces())
        )
        divided = [(piece, self.divided(piece)) for piece in pieces]
        lines = list(self.in_order(divided))
        others = [line for piece in other_pieces for line in self.divided(piece)]
        totals, otherwise = self.totals_of(lines), self.totals_of(others)
        drifts = {}
        for one in self.order:
            for year in map(int, self.budget["years"]):
                here = totals[one, year, "incidental"] + totals[one, year, "structural"]
                there = otherwise[one, year, "incidental"] + otherwise[one, year, "structural"]
                if here != there:
                    drifts[one, year] = here, there
        counted, grand = {}, {}
        for (one, year, nature), amount in totals.items():
            within = [both for both in divided if (year_of(both[0].period), both[0].nature) == (year, nature)]
            assumed = any(self.is_assumed(some, one) for _, some in within)
            counted[one, year, nature] = amount, self.pm_of(lines, one, year, nature), assumed
            grand[year, nature] = (
                sum((piece.amount for piece, _ in within if piece.amount is not None), Fraction(0)),
                len({piece.measure for piece, _ in within if piece.amount is None}),
            )
        controls = {name: self.held(control, totals, lines) for name, control in self.controls.items()}
        amounts = {name: rows for name in self.measures if (rows := self.amounts.rows(name))}
        return Outcome(lines, counted, grand, drifts, controls, amounts)
