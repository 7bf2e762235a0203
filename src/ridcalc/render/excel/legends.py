"""What a plus and a minus say on each sheet that has amounts; wording.py has the sentence of amendment and report."""

from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.layout import Layout

NET_SIGNS = say(
    "Plus: a participant pays (expense, or expense less income). Minus: it gets money, or income lowers what it pays."
    " PM: amount unknown, in no sum. *: rests on an assumption."
)
"""The signs on the sheets with what participants pay."""
FILE_SIGNS = say("Amounts have the sign of the files: expense and income both without a sign, a minus lowers its side.")
"""The sign of the inputs."""


def net_legend(layout: Layout) -> SheetRow:
    """Return the row that says what the signs are of what participants pay."""
    return [Cell(layout.text(NET_SIGNS), "fact")]
