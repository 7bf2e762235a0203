"""Consequences of the choices of level and side in a budget. mypy reports a choice that is not handled here."""

from typing import assert_never

from ridcalc.core.budget.types import LevelName, SideName


def in_batches(level: LevelName) -> bool:
    """Return whether amounts are combined in batches before division.

    docs/decisions/rounding.md, *Per measure, or once*, has the rule.
    """
    match level:
        case "measure":
            return False
        case "total":
            return True
        case _:
            assert_never(level)


def other_level(level: LevelName) -> LevelName:
    """Return the other level of rounding, with which a result is compared to find the drift."""
    return "measure" if in_batches(level) else "total"


def sign_of(side: SideName) -> int:
    """Return the sign of a side in contributions: 1 for expense, -1 for income (docs/glossary.md, side)."""
    match side:
        case "expense":
            return 1
        case "income":
            return -1
        case _:
            assert_never(side)
