"""What `check` shows of a scenario."""

from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, ControlResult
from ridcalc.core.values.problems import say
from ridcalc.views.notes import control_lines, facts
from ridcalc.views.table import Section


class CheckedScenario(NamedTuple):
    """What is kept of a scenario: its figures are many, and it may be one of a thousand."""

    section: Section
    """The name of the scenario, and a line for each control."""
    controls: tuple[ControlResult, ...]
    language: str
    """The code of the language of its budget."""
    currency: str


def checked_scenario(allocation: Allocation) -> CheckedScenario:
    """Return what is kept of a scenario."""
    lines = tuple(control_lines(allocation.case, allocation.controls))
    section = Section(next(facts(allocation.case)), lines or (("", say("no published figures to hold it against")),))
    settings = allocation.case.budget.settings
    return CheckedScenario(section, allocation.controls, settings.language, settings.currency)
