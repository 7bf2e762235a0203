"""From an allocation to a workbook: its sheets in order, and the names of its totals."""

from collections.abc import Iterator

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.values.problems import Message, say
from ridcalc.language.sentences import Language
from ridcalc.render.excel.amendment import amendment_sheet
from ridcalc.render.excel.basis import Inputs, basis_sheet
from ridcalc.render.excel.cells import Book
from ridcalc.render.excel.controls import controls_sheet
from ridcalc.render.excel.division import division_sheet
from ridcalc.render.excel.inputs import keys_sheet, measures_sheet
from ridcalc.render.excel.layout import Contents, Options
from ridcalc.render.excel.limits import check_limits
from ridcalc.render.excel.overview import amount_at, lines_of, names_of, overview_sheet
from ridcalc.render.excel.trace import trace_sheet
from ridcalc.render.excel.vgr import vgr_sheet
from ridcalc.views.notes import NATURE_NAMES


def workbook(allocation: Allocation, options: Options, inputs: Inputs, language: Language) -> Book:
    """Return an allocation as a workbook; its rows can be read once.

    Raises:
        ProblemsFoundError: what a spreadsheet cannot hold or calculate exactly.
    """
    contents = Contents(allocation, options, language)
    check_limits(contents)
    sheets = (
        overview_sheet(contents),
        amendment_sheet(contents),
        vgr_sheet(contents),
        division_sheet(contents),
        measures_sheet(contents),
        keys_sheet(contents),
        trace_sheet(contents),
        controls_sheet(contents, lambda: _totals(contents)),
        basis_sheet(contents, inputs),
    )
    name = allocation.case.budget.settings.name or "ridcalc"
    return Book(name, sheets, tuple(names_of(contents)), options.protect)


def _totals(contents: Contents) -> Iterator[tuple[Message | str, Total, str]]:
    """Yield each total of the overview: what it is, the total as ridcalc calculated it, and where it stands."""
    allocation = contents.allocation
    for line in lines_of(contents):
        nature, side, named = line.group
        if nature is None or (named and side is not None):
            continue
        for year in contents.years:
            if line.participant is None:
                total = allocation.grand_totals.get((year, nature), NOTHING)
            else:
                total = allocation.totals[line.participant, year, nature]
            owner = contents.text(say("Total") if line.participant is None else contents.name(line.participant))
            label = f"{owner}, {year}, {contents.text(NATURE_NAMES[nature]).lower()}"
            yield label, total, amount_at(contents, line, year)
