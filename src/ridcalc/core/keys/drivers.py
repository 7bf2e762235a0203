"""Drivers that follow from other drivers: which there are behind a driver, and their circles."""

from collections.abc import Mapping

from ridcalc.core.budget.model import Driver


def drivers_behind(drivers: Mapping[str, Driver], driver: str) -> list[str]:
    """Return a driver and all drivers that it follows from, each once; ids that do not exist are left out."""
    found: dict[str, None] = {}
    waiting = [driver]
    while waiting:
        name = waiting.pop()
        if name in drivers and name not in found:
            found[name] = None
            waiting.extend(reversed(list(drivers[name].terms or ())))
    return list(found)
