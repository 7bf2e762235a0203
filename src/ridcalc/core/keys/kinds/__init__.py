"""The kinds of key, one module each: the participants that a kind names, its weights, and its explanation."""

from typing import assert_never

from ridcalc.core.budget.model import Definition
from ridcalc.core.budget.types import KindName
from ridcalc.core.keys.kinds import blend, driver, shares, transition, weights
from ridcalc.core.keys.kinds.kind import Kind
from ridcalc.core.values.problems import UnavailableError


def kind_named(name: KindName) -> Kind:
    """Return the kind of key that has the field `name` in the files."""
    match name:
        case "shares":
            return shares.KIND
        case "weights":
            return weights.KIND
        case "driver":
            return driver.KIND
        case "blend":
            return blend.KIND
        case "transition":
            return transition.KIND
        case _:
            assert_never(name)


_FIRST: tuple[KindName, ...] = ("driver", "blend", "transition")
"""The kinds that are used first if a definition has several, so that their own problems are reported too."""


def kind_of(definition: Definition) -> Kind:
    """Return the kind of a definition.

    If it has several, which is a problem that the checks report, it is the driver, or else the blend.

    Raises:
        UnavailableError: the definition has none of the fields of a kind; the checks report that.
    """
    if not definition.kinds:
        raise UnavailableError
    name = next((name for name in _FIRST if name in definition.kinds), definition.kinds[0])
    return kind_named(name)
