"""Checks that the lines of an organisation add up to the amounts on other sheets: the measures, and the division."""

from collections.abc import Iterator

from ridcalc.core.budget.types import SideName
from ridcalc.render.excel.amendment.annex import Annex
from ridcalc.render.excel.amendment.columns import amendment_columns, kind_text
from ridcalc.render.excel.amendment.figures import again
from ridcalc.render.excel.amendment.references import below, year_of
from ridcalc.render.excel.division import group_block, groups
from ridcalc.render.excel.measures import amounts
from ridcalc.render.excel.row_checks import OTHER_THAN_DIVISION, OTHER_THAN_MEASURES, apart


def against_others(annex: Annex, row: int, side: SideName) -> Iterator[tuple[str, int]]:
    """Yield the formula, in the row of a side's total, that holds if lines differ from another sheet; and the fault."""
    if not annex.layout.amounts:
        return
    layout = annex.layout
    of_year = f"{groups(layout, 'year')},"
    executor = annex.block.kind == "executor"
    if executor:
        words, sides, years = layout.side_words[side], amounts(layout, "side"), amounts(layout, "year")
        measured = f'SUMIFS({amounts(layout, "amount")},{sides},"{words}",{years},'
        yield _apart(annex, row, kind_text(layout, "spending", side), measured), OTHER_THAN_MEASURES
    if executor and side == "income":
        divided = f"SUMIFS({groups(layout, ('amount', None))},{of_year}"
        yield _apart(annex, row, kind_text(layout, "received", "income"), divided), OTHER_THAN_DIVISION
    if annex.block.kind == "municipality" and side == "expense":
        column = f"INDEX({group_block(layout, 'amount')},0,{amendment_columns(layout).at(row).column})"
        paid = kind_text(layout, "contribution", "expense")
        yield _apart(annex, row, paid, f"SUMIFS({column},{of_year}"), OTHER_THAN_DIVISION


def _apart(annex: Annex, row: int, kind: str, other: str) -> str:
    """Return the formula that holds if lines of a kind differ from `other`, a sum whose year and bracket lack."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    faults = []
    for year in layout.years:
        lines, kinds, after = (below(layout, name, row, annex.last) for name in ("block", "kind", ("after", year)))
        whose = f'{lines},{at.booked},{kinds},"{kind}"'
        differs = apart(f"SUMIFS({after},{whose})", f"{other}{year_of(layout, year)})")
        faults.append(f"IF(COUNTIFS({whose},{after},{again(layout)})>0,0,{differs})")
    return "+".join(faults)
