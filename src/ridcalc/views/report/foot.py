"""The foot of a page: scenario, date, files with their hashes, and the figures as a download."""

from ridcalc.core.values.problems import say
from ridcalc.views.notes import facts, rounding_text
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.table import Branch, Label


def section(material: Material) -> Section:
    """Return what the figures were made from."""
    case = material.allocation.case
    text: tuple[Label, ...] = (*facts(case), rounding_text(case.budget.settings.rounding))
    files = tuple(Branch(say("{file}: SHA-256 {digest}", file=file, digest=digest)) for file, digest in material.inputs)
    return Section(
        "foot",
        say("How this page was made"),
        text,
        branches=(Branch(say("The files that were read"), files),),
        download=True,
    )
