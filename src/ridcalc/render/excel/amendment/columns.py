"""The columns of the amendment: an account, a description, and per year before, change, V/N, after and PM posts.

Beyond what is printed stand, per year, the year itself, what an entry of the coverage takes and may take, and PM posts;
then the check of the row, and the numbers by which formulas find amounts: lines in other sheets, and rows of this one.
"""

from functools import lru_cache

from ridcalc.core.analysis.decisions.posts import PostKind
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.wording import AS_EXPORTED, COLUMN_OF_AMOUNTS

_FINDING = {
    "sign": say("sign"),
    "number": say("number"),
    "minus": say("minus number"),
    "account": say("account"),
    "programme": say("programma and side"),
    "total": say("total"),
    "lands": say("lands on account"),
    "booked": say("booked in block"),
    "block": say("block"),
    "receiver": say("receiver"),
    "kind": say("kind"),
    "entry": say("entry of coverage"),
    "covers": say("covers"),
    "coverage": say("coverage of"),
    "covered": say("nature covered"),
    "column": COLUMN_OF_AMOUNTS,
    "report": say("line in {sheet}", sheet=say("VGR")),
    "iv3": say("line in {sheet}", sheet=say("Iv3")),
}
"""The columns that say which amounts a row adds up, with their headings."""
_KINDS: dict[PostKind, Message] = {
    "spending": say("measure"),
    "contribution": say("contribution"),
    "received": say("contribution received"),
    "coverage": say("what pays"),
}


@lru_cache(maxsize=16)
def kind_text(layout: Layout, kind: PostKind, side: SideName) -> str:
    """Return what a line is and its side, by which formulas find the lines of a kind."""
    return f"{layout.text(_KINDS[kind])}, {layout.side_words[side]}"


@lru_cache(maxsize=2)
def amendment_columns(layout: Layout) -> Columns[None]:
    """Return the columns. Rows fill them by name. Those of years come in fives, so that all years have one formula."""
    columns: list[Column[None]] = [
        Column("programma", say("Programma"), 13, empty),
        Column("taakveld", say("Taakveld"), 8, empty),
        Column("category", say("Category"), 9, empty),
        Column("description", say("Description"), 22, empty),
        Column("nature", say("I/S"), 5, empty),
    ]
    text, years = layout.text, layout.decision.years
    for year in years:
        columns += [
            Column(("before", year), text(say("{year} before", year=str(year))), 16, empty),
            Column(("change", year), text(say("change")), 16, empty),
            Column(("mark", year), "V/N", 4, empty),
            Column(("after", year), text(say("{year} after", year=str(year))), 16, empty),
            Column(("unknown", year), "PM", 7, empty),
        ]
    for year in years:
        columns += [
            Column(("year", year), year, 8, empty),
            Column(("limit", year), text(say("at most {year}", year=str(year))), 12, empty),
            Column(("taken", year), text(say("taken {year}", year=str(year))), 12, empty),
            Column(("unknown_before", year), text(say("PM before {year}", year=str(year))), 9, empty),
            Column(("posts", year), text(say("PM posts {year}", year=str(year))), 9, empty),
        ]
    columns.append(Column("check", say("check"), 8, empty))
    columns.append(Column("exported", AS_EXPORTED, 12, empty))
    columns += [Column(name, heading, 10, empty) for name, heading in _FINDING.items()]
    last = ("unknown", years[-1])
    return Columns(say("Amendment"), columns, title=say("Budget amendment"), repeated=5, last_printed=last)
