"""Measures compared: whether two write the same amounts, and a measure with the amounts of another."""

from ridcalc.core.budget.model import Measure
from ridcalc.core.budget.types import AMOUNT_KINDS

AMOUNT_FIELDS = (*AMOUNT_KINDS, "spread", "ends", "side", "task")
"""The fields of a measure from which its amounts follow, and what it is for surcharges."""
INDEX_FIELDS = ("index", "price_level", "booking")
"""The fields of a measure that decide whether and how it is indexed."""


def written_alike(a: Measure, b: Measure) -> bool:
    """Return whether two measures have the same amounts and the same side, in the same form, in the files."""
    return with_fields_of(a, b, AMOUNT_FIELDS) is a


def indexed_alike(a: Measure, b: Measure) -> bool:
    """Return whether two measures have the same index and price level in the files."""
    return (a.index, a.price_level) == (b.index, b.price_level)


def with_fields_of(measure: Measure, other: Measure, fields: tuple[str, ...]) -> Measure:
    """Return a measure with these fields of another; the measure itself if they are equal."""
    changed = {name: getattr(other, name) for name in fields if getattr(measure, name) != getattr(other, name)}
    return measure.model_copy(update=changed) if changed else measure
