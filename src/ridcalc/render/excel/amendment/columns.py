"""The columns of the amendment: an account, a description, and per year an amount, its PM posts and thousands.

Beyond what is printed stand what rounding to thousands leaves over, in cents, the check of the row, and the numbers by
which its formulas find amounts: lines in other sheets, and groups of rows on this one.
"""

from functools import lru_cache

from ridcalc.core.values.problems import say
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.wording import AS_EXPORTED, COLUMN_OF_AMOUNTS, COLUMN_OF_PM
from ridcalc.views.rounded import THOUSAND

_FINDING = {
    "spending": say("amendment line"),
    "contribution": say("contribution"),
    "payment": say("payment"),
    "column": COLUMN_OF_AMOUNTS,
    "pm_column": COLUMN_OF_PM,
    "group": say("group"),
    "sums": say("adds up group"),
    "other": say("PM posts of group, or minus group"),
    "account": say("account"),
}
"""The columns that say which amounts a row adds up, with their headings."""


@lru_cache(maxsize=2)
def amendment_columns(layout: Layout) -> Columns[None]:
    """Return the columns. Rows fill them by name. Those of years come in pairs, so that all years have one formula."""
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
        columns.append(Column(("rest", year), layout.text(say("rest {year} (cents)", year=str(year))), 12, empty))
    for year in layout.years:
        columns.append(Column(("rank", year), layout.text(say("rank {year}", year=str(year))), 9, empty))
        columns.append(Column(("left", year), layout.text(say("one more, to give {year}", year=str(year))), 9, empty))
    columns.append(Column("check", say("check"), 8, empty))
    columns.append(Column("exported", AS_EXPORTED, 12, empty))
    columns += [Column(name, heading, 10, empty) for name, heading in _FINDING.items()]
    last = ("unknown", layout.years[-1])
    return Columns(say("Amendment"), columns, title=say("Budget amendment"), repeated=4, last_printed=last)
