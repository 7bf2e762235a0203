"""The blend behind a participant's share: the keys that are blended, and what each gives the participant."""

from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.plans import Stage, Version, Weights
from ridcalc.core.values.periods import Period

_DEEPEST = 20
"""Most levels of keys within keys that are taken apart."""


class BlendPart(NamedTuple):
    """A key that another key blends, and what it gives a participant. Amounts are exact, in cents; None: PM."""

    version: Version
    blended: Fraction
    """The share of 1 that this key has in the blend."""
    whole: Fraction | None
    """The part of the amount that this key divides."""
    share: Fraction
    """The share of 1 that the participant has by this key."""
    below: "tuple[BlendPart, ...]"
    """The keys that this key blends; together they give what this key gives."""
    closed: bool
    """Whether this key blends other keys that are not in `below`: they stand at an earlier part, or too deep."""

    @property
    def gives(self) -> Fraction | None:
        """The cents that this key gives the participant, before rounding; None: PM."""
        return None if self.whole is None else self.whole * self.share


class _Blend:
    """The keys of a blend in a period, for one participant. Each key is taken apart once."""

    def __init__(self, book: KeyBook, period: Period, participant: str) -> None:
        self._book, self._period, self._participant = book, period, participant
        self._apart: set[str] = set()

    def parts(self, version: Version, whole: Fraction | None, depth: int = 0) -> tuple[BlendPart, ...]:
        """Return the parts of a key version that divides `whole` cents."""
        self._apart.add(version.key)
        return tuple(
            self._part(self._book.weights(key, self._period), blended, whole, depth)
            for key, blended in _made_of(self._book, version).items()
        )

    def _part(self, weights: Weights, blended: Fraction, whole: Fraction | None, depth: int) -> BlendPart:
        version = weights.versions[0]
        own = None if whole is None else whole * blended
        share = Fraction(weights.of.get(self._participant, 0), weights.total)
        closed = bool(_made_of(self._book, version)) and (version.key in self._apart or depth == _DEEPEST)
        below = () if closed else self.parts(version, own, depth + 1)
        return BlendPart(version, blended, own, share, below, closed)


def _made_of(book: KeyBook, version: Version) -> dict[str, Fraction]:
    """Return the keys that a key version blends, with the share of each; an empty dict if it blends none."""
    definition = definition_of(book.budget.keys[version.key], version)
    return dict(kind_of(definition).made_of(definition, version.year))


def blend_of(book: KeyBook, division: Division, stage: Stage, participant: str) -> tuple[BlendPart, ...]:
    """Return the keys that the key of a stage blends, and what each gives a participant; () if it blends none."""
    if stage.key is None:
        return ()
    shared = division.shared(stage)
    whole = None if shared is None else Fraction(shared)
    return _Blend(book, division.span, participant).parts(stage.versions[0], whole)
