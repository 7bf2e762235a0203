"""Keys that hold amounts, written a second time: what is taken first, the one t, and the cents within bounds.

Straight from the text of the rules, in fractions; nothing of ridcalc's own. The t is not searched from point to point:
every t that can be the answer is tried.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, combinations
from typing import Any

from oracle import Line, Oracle, Piece
from oracle_rules import largest_remainder, nearest_whole, number, year_of

Document = dict[str, Any]
Term = tuple[Fraction, int, int, int | None]
"""Weight, base, minimum and maximum (None: there is none), the last three in units."""
FIELDS = ("fixed", "tariff", "leaves", "base", "minimum", "maximum")


def clamped(t: Fraction, terms: Sequence[Term]) -> list[Fraction]:
    """Return base + t × weight for each, within its bounds."""
    parts = []
    for weight, base, least, most in terms:
        part = max(base + t * weight, Fraction(least))
        parts.append(part if most is None else min(part, Fraction(most)))
    return parts


def every_t(whole: int, terms: Sequence[Term]) -> Iterator[Fraction]:
    """Yield every t that can be the answer: where a part meets a bound, and those for some parts that are free."""
    yield Fraction(0)
    for weight, base, least, most in terms:
        for bound in (least, most):
            if bound is not None and weight:
                yield Fraction(bound - base) / weight
    places = range(len(terms))
    for free in chain.from_iterable(combinations(places, count) for count in range(1, len(terms) + 1)):
        weight = sum((terms[place][0] for place in free), Fraction(0))
        if weight:
            others = [terms[place] for place in places if place not in free]
            for held in held_sums(others):
                yield (whole - held - sum(terms[place][1] for place in free)) / weight


def held_sums(terms: Sequence[Term]) -> set[int]:
    """Return what parts that are held at a bound, or at their base without a weight, can come to together."""
    sums = {0}
    for weight, base, least, most in terms:
        ends = {max(least, base if not weight else least)} | ({most} if most is not None else set())
        sums = {one + end for one in sums for end in ends}
    return sums


def bounded(whole: int, terms: Sequence[Term]) -> list[Fraction] | None:
    """Return the parts that add to the whole; None if no t gives these. Every t that does gives the same parts."""
    found = {
        tuple(parts) for t in every_t(whole, terms) if t >= 0 for parts in [clamped(t, terms)] if sum(parts) == whole
    }
    assert len(found) <= 1, "there is one answer"
    return list(found.pop()) if found else None


def to_cents(whole: int, exact: Sequence[Fraction]) -> list[int]:
    """Return exact parts as whole units: each down, the units left over to the largest remainders."""
    parts = [int(part // 1) for part in exact]
    while sum(parts) < whole:
        lacking = [part - down for part, down in zip(exact, parts, strict=True)]
        parts[lacking.index(max(lacking))] += 1
    return parts


class BatchOracle(Oracle):
    """A budget with keys that hold amounts, and what follows from it."""

    def definition(self, key: str, period: str) -> Document:
        """Return what holds for a key in a period."""
        return self.keys.version(key, period)[1]

    def holds(self, piece: Piece) -> bool:
        """Tell whether an amount is under a key with amounts."""
        return piece.key is not None and any(field in self.definition(piece.key, piece.period) for field in FIELDS)

    def pieces(self) -> list[Piece]:
        """Return every amount, those of a year and nature under a key with amounts as one, where the first stands."""
        made: list[Piece] = []
        pieces = super().pieces()
        done = set()
        for piece in pieces:
            batch = (piece.key, year_of(piece.period), piece.nature)
            if piece.amount is None or not self.holds(piece):
                made.append(piece)
            elif batch not in done:
                done.add(batch)
                alike = [one for one in pieces if (one.key, year_of(one.period), one.nature) == batch]
                known = [one for one in alike if one.amount is not None]
                made.append(
                    piece._replace(
                        measure=None,
                        side=piece.side if len({one.side for one in known}) == 1 else None,
                        period=str(year_of(piece.period)),
                        amount=sum((one.amount or Fraction(0) for one in known), Fraction(0)),
                        document=None,
                        days=None,
                        assumed=any(one.assumed or one.amount is None for one in alike),
                    )
                )
        return made

    def taken(self, definition: Document, year: int) -> dict[str, tuple[str, Fraction]]:
        """Return who pays an amount first: the step, and the exact euros."""
        found = {one: ("fixed", number(value)) for one, value in definition.get("fixed", {}).items()}
        for one, tariff in definition.get("tariff", {}).items():
            if "quantity" in tariff:
                units = number(tariff["quantity"])
            else:
                values = self.keys.drivers[tariff["driver"]]["values"]
                newest = max(since for since in values if int(since) <= year)
                units = self.keys.counted(values[newest], one)
            found[one] = ("tariff", units * number(tariff["price"]) * number(tariff.get("factor", 1)))
        for one, leaving in definition.get("leaves", {}).items():
            path = {int(since): number(part) for since, part in leaving["path"].items()}
            found[one] = ("leaves", number(leaving["last"]) * path.get(year, Fraction(0)))
        return found

    def units(self, euros: Fraction) -> int:
        """Return euros in whole units, halves away from zero."""
        return nearest_whole(euros / self.unit)

    def refusal(self, piece: Piece) -> str | None:
        """Return the code of why a batch cannot be divided; None if it can."""
        definition = self.definition(str(piece.key), piece.period)
        whole = self.units(piece.amount or Fraction(0))
        if whole < 0:
            return "key-amounts-negative"
        taken = self.taken(definition, year_of(piece.period))
        left = whole
        for step in ("fixed", "tariff", "leaves"):
            left -= sum(self.units(exact) for of_step, exact in taken.values() if of_step == step)
            if left < 0:
                return f"{step}-too-high"
        _, terms = self.terms(piece, definition)
        if sum(base for _, base, _, _ in terms) > left:
            return "base-too-high"
        if sum(clamped(Fraction(0), terms)) > left:
            return "minimum-too-high"
        return None if bounded(left, terms) is not None else "maximum-too-low"

    def terms(self, piece: Piece, definition: Document) -> tuple[list[str], list[Term]]:
        """Return who shares the rest, in declared order, and with what weight, base and bounds."""
        shares = self.keys.weights(str(piece.key), piece.period)
        names = [one for one in self.order if one in shares]
        base = definition.get("base", {})
        bases = {one: number(base.get(one, 0) if isinstance(base, dict) else base) for one in names}
        least, most = definition.get("minimum", {}), definition.get("maximum", {})
        return names, [
            (
                shares[one],
                self.units(bases[one]),
                self.units(number(least.get(one, 0))),
                self.units(number(most[one])) if one in most else None,
            )
            for one in names
        ]

    def by_step(self, piece: Piece) -> dict[str, dict[str, Fraction]]:
        """Return participant → step → euros of a batch, without steps of nothing."""
        definition = self.definition(str(piece.key), piece.period)
        taken = self.taken(definition, year_of(piece.period))
        steps = {one: {step: self.units(exact) * self.unit} for one, (step, exact) in taken.items()}
        left = self.units(piece.amount or Fraction(0)) - sum(self.units(exact) for _, exact in taken.values())
        names, terms = self.terms(piece, definition)
        exact = bounded(left, terms)
        assert exact is not None
        parts = to_cents(left, exact)
        shared = largest_remainder(left - sum(term[1] for term in terms), [term[0] for term in terms])
        for one, term, share, part in zip(names, terms, shared, parts, strict=True):
            given = {"base": term[1], "share": share, "bounds": part - term[1] - share}
            steps[one] = {step: units * self.unit for step, units in given.items()}
        return {one: {step: euros for step, euros in some.items() if euros} for one, some in steps.items()}

    def divided(self, piece: Piece) -> list[Line]:
        """Divide one amount, stage by stage; a batch first by its key with amounts."""
        if piece.amount is None or not self.holds(piece):
            return super().divided(piece)
        key = str(piece.key)
        since, definition = self.keys.version(key, piece.period)
        year = year_of(piece.period)
        drivers = [tariff["driver"] for tariff in definition.get("tariff", {}).values() if "driver" in tariff]
        assumed = piece.assumed or self.keys.rests_on_assumption(key, piece.period)
        assumed = assumed or any(bool(self.keys.drivers[driver].get("assumption")) for driver in drivers)
        exacts = {one: exact for one, (_, exact) in self.taken(definition, year).items()}
        left = self.units(piece.amount) - sum(map(self.units, exacts.values()))
        names, terms = self.terms(piece, definition)
        parts = bounded(left, terms)
        assert parts is not None
        exacts |= {one: part * self.unit for one, part in zip(names, parts, strict=True)}
        lines = []
        for one, steps in self.by_step(piece).items():
            amount = sum(steps.values(), Fraction(0))
            lines.append(Line(None, piece.nature, str(year), one, amount, exacts[one], key, None, assumed, since))
            if "key" in self.participants[one]:
                inner = self.participants[one]["key"]
                below = piece._replace(amount=amount, key=inner, assumed=assumed)
                lines += [
                    line for part in self.by_days(below, inner) for line in super(BatchOracle, self).divided(part)
                ]
        return sorted(lines, key=lambda line: self.order.index(line.participant))
