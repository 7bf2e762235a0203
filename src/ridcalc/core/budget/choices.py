"""What follows from the choices that a budget makes: each choice is looked at here, and the type checker closes it."""

from typing import assert_never

from ridcalc.core.budget.types import LevelName, SideName


def in_batches(level: LevelName) -> bool:
    """Return whether amounts are put together in batches before they are divided (docs/rounding.md)."""
    match level:
        case "measure":
            return False
        case "total":
            return True
        case _:
            assert_never(level)


def other_level(level: LevelName) -> LevelName:
    """Return the level of rounding with which a result is compared to find its drift."""
    return "measure" if in_batches(level) else "total"


def sign_of(side: SideName) -> int:
    """Return 1 for expense and -1 for income, which lowers what the participants share."""
    match side:
        case "expense":
            return 1
        case "income":
            return -1
        case _:
            assert_never(side)
