"""Kinds of amount: one module per kind, each with a record `KIND`. A module loads when a budget has the kind."""

from typing import assert_never

from ridcalc.core.amounts.kinds.kind import Kind
from ridcalc.core.budget.types import AmountKind


def kind_named(name: AmountKind) -> Kind:
    """Return the kind of amount that has the field `name` in the files."""
    match name:
        case "amounts":
            from ridcalc.core.amounts.kinds import amounts

            return amounts.KIND
        case "total":
            from ridcalc.core.amounts.kinds import total

            return total.KIND
        case "yearly":
            from ridcalc.core.amounts.kinds import yearly

            return yearly.KIND
        case "tariff":
            from ridcalc.core.amounts.kinds import tariff

            return tariff.KIND
        case "parts":
            from ridcalc.core.amounts.kinds import parts

            return parts.KIND
        case "surcharge":
            from ridcalc.core.amounts.kinds import surcharge

            return surcharge.KIND
        case _:
            assert_never(name)
