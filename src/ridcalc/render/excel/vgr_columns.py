"""The columns of the sheet VGR."""

from functools import lru_cache

from ridcalc.core.values.problems import Euros, say
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.wording import AS_EXPORTED


@lru_cache(maxsize=2)
def vgr_columns(layout: Layout) -> Columns[None]:
    """Return the columns. Those of years come in threes, printed and not, so that all years have one formula."""
    text, years = layout.text, layout.decision.years
    columns: list[Column[None]] = [
        Column("heading", say("Heading"), 18, empty),
        Column("description", say("Description"), 34, empty),
        Column("programma", say("Programma"), 15, empty),
        Column("taakveld", say("Taakveld"), 9, empty),
        Column("nature", say("I/S"), 5, empty),
    ]
    for year in years:
        columns += [
            Column(("amount", year), year, 16, empty),
            Column(("mark", year), "V/N", 4, empty),
            Column(("unknown", year), "PM", 7, empty),
        ]
    for year in years:
        thousands = text(say("{year} x {unit}", year=str(year), unit=Euros(100_000)))
        columns += [
            Column(("before", year), text(say("{year} before", year=str(year))), 12, empty),
            Column(("after", year), text(say("{year} after", year=str(year))), 12, empty),
            Column(("thousands", year), thousands, 12, empty),
        ]
    for year in years:
        kept = text(say("{year} as exported", year=str(year)))
        columns += [
            Column(("kept", year), kept, 12, empty),
            Column(("unknown_before", year), say("PM before"), 5, empty),
            Column(("spare", year), "", 2, empty),
        ]
    columns += [
        Column("check", say("check"), 8, empty),
        Column("exported", AS_EXPORTED, 12, empty),
        Column("sign", say("sign"), 6, empty),
        Column("line", say("line"), 6, empty),
        Column("first_year", say("first year"), 8, empty),
        Column("group", say("group"), 8, empty),
        Column("municipality", say("Municipality"), 8, empty),
    ]
    return Columns(
        say("VGR"),
        columns,
        title=say("Changes for the progress report"),
        repeated=2,
        last_printed=("unknown", years[-1]),
    )


def year_cell(layout: Layout, year: int) -> str:
    """Return the reference to the heading of a year's amounts."""
    return vgr_columns(layout).cell(("amount", year), HEADING_ROW)
