"""The cells of a row's figures: before, change, V/N, after and PM posts in each year."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ridcalc.core.values.problems import say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.cells import Cell, Style, Value, euros
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import TYPED_OVER, exported_sum, typed_over, verdict
from ridcalc.render.excel.wording import EXPORT_AGAIN

MISSING = say("missing")
"""Stands for what a budget holds now where the files do not give it."""
Formula = Callable[[int], str]
"""A function of a year that returns a formula."""


class Shown(NamedTuple):
    """The figures of a row in a year, in cents, and the numbers of PM posts."""

    before: int | None
    """None: not known."""
    change: int
    after: int | None
    unknown_before: int = 0
    unknown: int = 0
    repeated: bool = False
    """Whether a PM measure counts in more than one of the rows that this row adds up."""


class Spot(NamedTuple):
    """A row: its place, its sign (1: more is in favour of the result), and whether it is a total."""

    row: int
    sign: int
    total: bool = False

    @property
    def money(self) -> Style:
        """The style of its amounts."""
        return "money_total" if self.total else "money"


def again(layout: Layout) -> str:
    """Return the text, as in formulas, of what is not calculated once an input was changed."""
    return f'"{layout.text(EXPORT_AGAIN)}"'


def or_pm(amount: str, more: str) -> str:
    """Return the formula of an amount, or of the text PM where the amount is zero and `more` holds."""
    return f'IF(({amount}=0)*({more})>0,"PM",{amount})'


def summed_cells(
    layout: Layout, spot: Spot, years: Mapping[int, Shown], change: Formula, unknown: Formula | None
) -> Cells:
    """Return the cells of a row whose change is a formula; after is what stands before, and the change."""
    at, missing, cells = (
        amendment_columns(layout).at(spot.row),
        f'"{layout.text(MISSING)}"',
        _fixed(layout, spot, years),
    )
    for year, shown in years.items():
        before, changed, posts = at["before", year], at["change", year], at["unknown", year]
        result = f"ROUND(SUM({before},{changed}),2)"
        known = or_pm(result, f"{posts}>0") if unknown else result
        formula = f"IF({before}={missing},{missing},IF({changed}={again(layout)},{changed},{known}))"
        cells["change", year] = Cell(_changed(shown), spot.money, change(year))
        cells["after", year] = Cell(_known(layout, shown.after, shown.unknown), spot.money, formula)
        if unknown:
            cells["unknown", year] = Cell(shown.unknown, "pm_total" if spot.total else "pm", unknown(year))
        elif spot.total:
            cells["unknown", year] = Cell("", "total")
    return cells | _marks(layout, spot, years)


def line_cells(layout: Layout, spot: Spot, years: Mapping[int, Shown], after: Formula, unknown: Formula) -> Cells:
    """Return the cells of a row whose amount after is a formula; the change is what that differs from before."""
    at, cells = amendment_columns(layout).at(spot.row), _fixed(layout, spot, years)
    for year, shown in years.items():
        amount, posts = at["after", year], at["unknown", year]
        differs = f"ROUND(SUM({amount})-SUM({at['before', year]}),2)"
        more = or_pm(differs, f"{posts}>{at['unknown_before', year]}")
        cells["change", year] = Cell(_changed(shown), spot.money, f"IF({amount}={again(layout)},{amount},{more})")
        cells["after", year] = Cell(_known(layout, shown.after, shown.unknown), spot.money, after(year))
        cells["unknown", year] = Cell(shown.unknown, "pm", unknown(year))
    return cells | _marks(layout, spot, years)


def _fixed(layout: Layout, spot: Spot, years: Mapping[int, Shown]) -> Cells:
    """Return the cells that no change of an input moves."""
    cells: Cells = {"sign": Cell(spot.sign, "small")}
    for year, shown in years.items():
        if shown.before is not None or shown.after is None or layout.decision.before is not None:
            cells["before", year] = Cell(_known(layout, shown.before, shown.unknown_before), spot.money)
        elif spot.total:
            cells["before", year] = Cell("", "total")
        cells["unknown_before", year] = Cell(shown.unknown_before, "small")
    return cells


def _known(layout: Layout, cents: int | None, unknown: int) -> Value:
    if cents is None:
        return layout.text(MISSING)
    return "PM" if unknown and not cents else euros(cents)


def _changed(shown: Shown) -> Value:
    return "PM" if not shown.change and shown.unknown > shown.unknown_before else euros(shown.change)


def _marks(layout: Layout, spot: Spot, years: Mapping[int, Shown]) -> Cells:
    """Return the cells of V and N: in favour of the organisation's result, or against it."""
    at, cells = amendment_columns(layout).at(spot.row), Cells()
    for year, shown in years.items():
        in_favour = spot.sign * shown.change
        mark = "V" if in_favour > 0 else "N" if in_favour < 0 else ""
        cells["mark", year] = Cell(
            mark, "total_mark" if spot.total else "centre", mark_formula(layout, at["change", year], at.sign)
        )
    return cells


def mark_formula(layout: Layout, change: str, sign: str) -> str:
    """Return the formula of V or N for a change: in favour of the result, or against it; ? where it is not known."""
    signed = f"SUM({change})*{sign}"
    return f'IF({change}={again(layout)},"?",IF({signed}>0,"V",IF({signed}<0,"N","")))'


def row_check(layout: Layout, row: int, cells: Cells, *others: tuple[str, int]) -> Cells:
    """Return the check of a row, and what its numbers add up to at the export.

    The check says whether the numbers are other than at the export without a changed input, or another fault holds.
    """
    at, years = amendment_columns(layout).at(row), layout.decision.years
    printed = [(name, year) for year in years for name in ("before", "change", "after", "unknown")]
    exported = exported_sum(cells.get(name) for name in printed)
    span = f"{at['before', years[0]]}:{at['unknown', years[-1]]}"
    typed = typed_over(layout, at.exported, exported, [span])
    return {"exported": exported, "check": verdict((typed, TYPED_OVER), *others)}
