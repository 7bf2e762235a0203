"""What the warnings of an amendment or an outlook say when they stand at many entries."""

from ridcalc.core.allocation.together import OfAll
from ridcalc.core.values.problems import say

OF_MANY: dict[str, OfAll] = {
    "taakveld-not-valid-in-year": lambda count, ids: say(
        "{count} entries are booked on a taakveld that is not in the list of Iv3 for their years: {ids}",
        count=count,
        ids=ids,
    ),
    "category-not-on-this-side": lambda count, ids: say(
        "{count} entries are booked on a category that does not exist on their side: {ids}", count=count, ids=ids
    ),
    "category-not-valid-in-year": lambda count, ids: say(
        "{count} entries are booked on a category that is not in the list of Iv3 for their years: {ids}",
        count=count,
        ids=ids,
    ),
    "impossible-combination": lambda count, ids: say(
        "{count} entries are booked on a taakveld and a category that cannot stand together: {ids}",
        count=count,
        ids=ids,
    ),
    "unknown-heading": lambda count, ids: say(
        "the headings of {count} measures are in no P&C document: {ids}", count=count, ids=ids
    ),
    "structural-covered-by-incidental": lambda count, ids: say(
        "{count} participants pay a part of their structural contribution from a source that pays once: {ids}",
        count=count,
        ids=ids,
    ),
    "unforeseen-structural": lambda count, ids: say(
        "{count} participants pay a part of their structural contribution from the unforeseen item: {ids}",
        count=count,
        ids=ids,
    ),
    "coverage-twice": lambda count, ids: say(
        "{count} participants cover a part of their contribution twice: {ids}", count=count, ids=ids
    ),
    "coverage-too-much": lambda count, ids: say(
        "{count} participants have an amount under coverage that is more than is left to cover: {ids}",
        count=count,
        ids=ids,
    ),
    "uncovered": lambda count, ids: say(
        "{count} participants have not covered their contribution in full: {ids}", count=count, ids=ids
    ),
    "structural-deficit": lambda count, ids: say(
        "the structural balance of {count} participants after this decision is below zero: {ids}",
        count=count,
        ids=ids,
    ),
    "reserve-overdrawn": lambda count, ids: say("{count} reserves come below their floor: {ids}", count=count, ids=ids),
}
"""Code → the message of one warning about many entries; with `--participant` each stands by itself."""
