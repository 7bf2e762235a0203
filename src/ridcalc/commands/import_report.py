"""The report of `ridcalc import` as text."""

import os

from ridcalc.commands.import_ import Imported
from ridcalc.core.values.problems import say
from ridcalc.language.sentences import Language
from ridcalc.render.text import render
from ridcalc.views.imported import YearSums, report_table


def report(imported: Imported, language: Language) -> str:
    """Return what was read, left out and written, in a language."""
    title = os.path.basename(imported.path)
    if imported.sheet is not None:
        title = f"{title}, {imported.sheet}"
    written = {
        "measures": say("measures written: {count}", count=imported.entries),
        "driver": say("drivers written: {count}", count=imported.entries),
        "current": say("lines written: {count}", count=imported.entries),
    }[imported.options.section]
    read = say("rows read: {read}, left out: {left}", read=imported.read, left=len(imported.left_out))
    table = report_table(
        title,
        (read, written),
        imported.layout.listed,
        [(one.row, one.reason) for one in imported.left_out],
        imported.remarks,
        [YearSums(*one) for one in imported.sums],
        counts=imported.options.section == "driver",
    )
    return render(table, language)
