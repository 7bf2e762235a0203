"""Keys that change from one key to another: year by year a larger share of the new key, and the rest of the old one."""

from fractions import Fraction
from typing import TYPE_CHECKING

from ridcalc.core.budget.model import Definition
from ridcalc.core.keys.joins import NEVER
from ridcalc.core.keys.kinds import blend
from ridcalc.core.values.problems import UnavailableError

if TYPE_CHECKING:
    from ridcalc.core.budget.key_rules import Transition


def transition_of(definition: Definition) -> "Transition":
    """Return the transition of a definition that has one.

    Raises:
        UnavailableError: it has none; the checks report that.
    """
    if definition.transition is None:
        raise UnavailableError
    return definition.transition


def progress(transition: "Transition", year: int | None) -> Fraction:
    """Return the share of the new key in `year`: that of the newest entry not after it; 0 before the first entry."""
    begun = [start for start in transition.path if start <= (year or NEVER)]
    return transition.path[max(begun)] if begun else Fraction(0)


def _made_of(definition: Definition, year: int | None) -> dict[str, Fraction]:
    """Return the keys that hold in `year`, with the share of each; a key without a share is left out."""
    transition = transition_of(definition)
    new = progress(transition, year)
    shares = {transition.before: 1 - new}
    shares[transition.after] = shares.get(transition.after, Fraction(0)) + new
    return {key: share for key, share in shares.items() if share}


KIND = blend.KIND._replace(
    keys=lambda definition: (transition_of(definition).before, transition_of(definition).after),
    made_of=_made_of,
    changes=lambda definition: transition_of(definition).path,
)
