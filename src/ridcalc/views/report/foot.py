"""The foot of a page: scenario, date, files with their hashes, and the figures as a download."""

from fractions import Fraction

from ridcalc.core.values.problems import Number, say
from ridcalc.views.notes import facts, rounding_text
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.table import Branch, Label

_MOST_LINES = 20_000
"""The most lines of figures that a page holds as a download."""
_COMMAND = "ridcalc allocate --format csv"


def section(material: Material) -> Section:
    """Return what the figures were made from."""
    case, lines = material.allocation.case, material.lines
    text: list[Label] = [*facts(case), rounding_text(case.budget.settings.rounding)]
    if lines > _MOST_LINES:
        text.append(
            say(
                "The figures have more than {count} lines, too many to download here; '{command}' writes them.",
                count=Number(Fraction(_MOST_LINES)),
                command=_COMMAND,
            )
        )
    files = tuple(Branch(say("{file}: SHA-256 {digest}", file=file, digest=digest)) for file, digest in material.inputs)
    return Section(
        "foot",
        say("How this page was made"),
        tuple(text),
        branches=(Branch(say("The files that were read"), files),),
        download=lines <= _MOST_LINES,
    )
