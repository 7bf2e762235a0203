"""The columns of the amendment: an account, a description, and per year an amount, its PM posts and thousands.

Beyond what is printed stand what rounding to thousands leaves over, in cents, and the check of the row.
"""

from functools import lru_cache

from ridcalc.core.values.problems import say
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.wording import AS_EXPORTED
from ridcalc.views.rounded import THOUSAND


@lru_cache(maxsize=2)
def amendment_columns(layout: Layout) -> Columns[None]:
    """Return the columns. Rows fill them by name."""
    columns: list[Column[None]] = [
        Column("programma", say("Programma"), 14, empty),
        Column("taakveld", say("Taakveld"), 10, empty),
        Column("category", say("Category"), 10, empty),
        Column("description", say("Description"), 27, empty),
        Column("nature", say("I/S"), 5, empty),
        Column("direction", say("V/N"), 6, empty),
    ]
    for year in layout.years:
        columns.append(Column(("amount", year), year, 17, empty))
        columns.append(Column(("unknown", year), "PM", 8, empty))
    for year in layout.years:
        heading = f"{year} x {layout.language.money(THOUSAND)}"
        columns.append(Column(("thousands", year), heading, 14, empty))
    rests = ((year, layout.text(say("rest {year}", year=str(year)))) for year in layout.years)
    columns += [Column(("rest", year), heading, 12, empty) for year, heading in rests]
    columns.append(Column("check", say("check"), 8, empty))
    columns.append(Column("exported", AS_EXPORTED, 12, empty))
    last = ("unknown", layout.years[-1])
    return Columns(say("Amendment"), columns, title=say("Budget amendment"), repeated=4, last_printed=last)
