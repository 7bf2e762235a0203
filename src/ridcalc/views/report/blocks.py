"""The blocks of a page, in order. A new block is a module with a function `section`, and a line here."""

from collections.abc import Callable

from ridcalc.core.values.problems import say
from ridcalc.views.notes import title_of
from ridcalc.views.report import (
    answer,
    benchmark,
    calendar,
    changes,
    contributions,
    decided,
    foot,
    letter,
    origin,
    per_inhabitant,
    unknown,
)
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Page, Section

BLOCKS: tuple[Callable[[Material], Section | None], ...] = (
    answer.section,
    contributions.section,
    changes.section,
    unknown.section,
    per_inhabitant.section,
    benchmark.section,
    origin.section,
    decided.section,
    calendar.section,
    letter.section,
    foot.section,
)
"""What makes each section; None: the files have nothing for it."""


def page_of(material: Material) -> Page:
    """Return the page of an allocation.

    Raises:
        InvalidValueError: the driver of the page lacks a value.
    """
    case = material.allocation.case
    made = (block(material) for block in BLOCKS)
    subtitle = material.scenario(case.scenario)
    if material.participant is not None:
        subtitle = say("{budget}: {scenario}", budget=title_of(case), scenario=subtitle)
    return Page(material.subject, subtitle, tuple(section for section in made if section is not None))
