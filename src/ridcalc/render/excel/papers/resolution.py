"""The sheet Resolution (Besluit): texts to paste for the boards and the councils, with each amount in a cell."""

from ridcalc.core.analysis.decisions.accounts import OF_RESERVES
from ridcalc.core.analysis.decisions.decision import OrganisationKind
from ridcalc.core.budget.types import SIDES
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.figures import again
from ridcalc.render.excel.amendment.groups import Groups
from ridcalc.render.excel.amendment.rows import amendment_rows
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Value, euros, nearest_euros
from ridcalc.render.excel.columns import At, Cells, Column, Columns, empty
from ridcalc.render.excel.division import group_block, groups, position_of
from ridcalc.render.excel.heads import pm_conditions, tabled_sheet
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.measures import amounts
from ridcalc.render.excel.papers.outlook import outlook_columns, outlook_years, reserve_rows
from ridcalc.render.excel.papers.points import Figure, decision_name, points_of
from ridcalc.render.excel.row_checks import TYPED_OVER, apart, exported_sum, typed_over, verdict
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import AS_EXPORTED, COLUMN_OF_AMOUNTS, COLUMN_OF_PM, NATURE_LETTERS
from ridcalc.views.amendment_words import SIDE_NAMES, organisation_name

_HEADINGS: dict[OrganisationKind, Message] = {
    "executor": say("Resolution of the board of {name}"),
    "partnership": say("Resolution of the board of {name}"),
    "municipality": say("Resolution of the council of {name}"),
}
RESOLUTION: Columns[None] = Columns(
    say("Resolution"),
    (
        Column("number", say("no."), 5, empty),
        Column("text", say("Resolved is"), 60, empty),
        Column("side", say("Kind"), 12, empty),
        Column("year", say("Year"), 7, empty),
        Column("nature", say("I/S"), 5, empty),
        Column(("amount", "before"), say("before"), 17, empty),
        Column(("amount", "change"), say("change"), 17, empty),
        Column(("amount", "after"), say("after"), 17, empty),
        Column(("unknown", "after"), "PM", 8, empty),
        Column("check", say("check"), 8, empty),
        Column("exported", AS_EXPORTED, 12, empty),
        Column("row_there", say("row on the other sheet"), 10, empty),
        Column("column_there", say("column of the years"), 10, empty),
        Column("column", COLUMN_OF_AMOUNTS, 10, empty),
        Column("pm_column", COLUMN_OF_PM, 10, empty),
        Column("unknown before", say("PM before"), 8, empty),
    ),
    title=say("Resolutions: texts to paste"),
    last_printed=("unknown", "after"),
)


def resolution_sheet(layout: Layout) -> Sheet | None:
    """Return the sheet; None if no stage is decided."""
    if layout.decision.stage is None:
        return None
    rows, breaks = _rows(layout)
    sheet = tabled_sheet(layout, RESOLUTION, rows, len(rows), alert=undated(layout))
    of_pm = pm_conditions(RESOLUTION, [(("amount", "after"), ("unknown", "after"))], sheet.length)
    return sheet._replace(breaks=breaks, conditions=(*sheet.conditions, *of_pm))


def undated(layout: Layout) -> str:
    """Return the warning that the stage has no date; nothing if it has one."""
    if layout.stage is None or layout.stage.date is not None:
        return ""
    return layout.text(say("CONCEPT: the date of {decision} is not given", decision=decision_name(layout)))


def _rows(layout: Layout) -> tuple[list[SheetRow], tuple[int, ...]]:
    """Return the rows, and the rows after which a page begins: every organisation has pages of its own."""
    rows: list[SheetRow] = []
    breaks: list[int] = []
    for books in layout.bookings.blocks:
        breaks.append(HEADING_ROW + len(rows))
        name = organisation_name(layout.decision, books.block.organisation)
        heading = _HEADINGS[books.block.kind]
        rows += [[Cell(layout.text(say(heading.template, name=name)), "title")], [Cell(_dated(layout), "fact")]]
        for number, point in enumerate(points_of(layout, books), 1):
            rows.append([Cell(number, "small"), Cell(layout.text(point.text), "label")])
            first = FIRST_ROW + len(rows)
            last = first + len(point.figures) - 1
            rows += [_figure(layout, figure, row) for row, figure in enumerate(point.figures, first)]
            if point.figures and point.figures[0].source == "programme":
                rows.append(_unlisted(layout, Groups(books), first, last))
        rows.append([])
    rows.append([Cell(layout.text(_LEGEND), "fact")])
    return rows, tuple(breaks[1:])


_LEGEND = say(
    "To paste: copy the cells, and paste them as values. A changed input changes the amounts; texts, and which rows"
    " there are, need a new export. Every amount stands without a sign on its own side; a minus lowers it."
)


def _dated(layout: Layout) -> str:
    """Return the line with the decision, its number and its date."""
    stage = layout.stage
    name, number = decision_name(layout), stage.number if stage else None
    parts = [name]
    if number:
        parts.append(layout.text(say("number: {text}", text=number)))
    date = stage.date if stage else None
    parts.append(layout.text(say("date: {text}", text=date) if date else say("date still to be decided")))
    return "; ".join(parts)


def _unlisted(layout: Layout, totals: Groups, first: int, last: int) -> SheetRow:
    """Return the row that warns of a change which the rows `first` to `last` do not list, after a changed input."""
    words = layout.text(say("WARNING: not every change is listed any more; export again"))
    columns, terms = amendment_columns(layout), []
    changes, sides, years = (RESOLUTION.down(name, first, last) for name in (("amount", "change"), "side", "year"))
    for of_reserve, side in ((of_reserve, side) for of_reserve in (False, True) for side in SIDES):
        word = layout.text(SIDE_NAMES[OF_RESERVES[side] if of_reserve else side])
        row = amendment_rows(layout).totals[totals.total_number(side, of_reserve=of_reserve)]
        for year in layout.decision.years:
            whole, head = (
                layout.cell(columns, *place) for place in ((("change", year), row), (("year", year), HEADING_ROW))
            )
            terms.append(apart(f'SUMIFS({changes},{sides},"{word}",{years},{head})', f"SUM({whole})"))
            terms.append(f"IF({whole}={again(layout)},1,0)")
    formula = f'IF({"+".join(terms)}>0,"{words}","")'
    cell = Cell("", "alert", formula if len(formula) < _LONGEST_FORMULA else None, longest=words)
    return RESOLUTION.filled({"text": cell})


_LONGEST_FORMULA = 8_000
"""The characters of a formula that spreadsheets accept, with some to spare."""


def _figure(layout: Layout, figure: Figure, row: int) -> SheetRow:
    """Return the row of a figure."""
    text, at = layout.text, RESOLUTION.at(row)
    cells = Cells(
        {
            "text": Cell(text(figure.label), "indented"),
            "side": Cell(text(figure.side)),
            "year": Cell(figure.year, "small"),
            "nature": Cell(NATURE_LETTERS[figure.nature], "centre") if figure.nature else None,
        }
    )
    match figure.source:
        case "programme":
            cells |= _programme(layout, figure, at)
        case "reserve":
            cells |= _reserve(layout, figure, at)
        case "contribution":
            cells |= _contribution(layout, figure, at)
        case _:
            cells |= _post(layout, figure, at)
    shown = [name for name in RESOLUTION.numbers if isinstance(name, tuple)]
    exported = exported_sum(cells.get(name) for name in shown)
    typed = typed_over(layout, at.exported, exported, [f"{at[shown[0]]}:{at[shown[-1]]}"])
    return RESOLUTION.filled(cells | {"exported": exported, "check": verdict((typed, TYPED_OVER))})


def _programme(layout: Layout, figure: Figure, at: At) -> Cells:
    """Return the cells of a programma: those of its row on the sheet Amendment."""
    columns, years = amendment_columns(layout), layout.decision.years
    first, last = ("before", years[0]), ("unknown", years[-1])
    end = amendment_rows(layout).last
    block = f"{layout.cell(columns, first, 1)}:{columns.cell(last, end, fixed='$')}"
    start = columns.numbers["before", figure.year] - columns.numbers[first] + 1

    def there(name: str) -> str:
        further = columns.numbers[name, figure.year] - columns.numbers["before", figure.year]
        return f"INDEX({block},{at.row_there},{at.column_there}{f'+{further}' if further else ''})"

    missing = '"' + layout.text(say("missing")) + '"'
    before = f'IF(ISNUMBER({there("before")}),{there("before")},IF({there("before")}="PM","PM",{missing}))'
    return {
        "row_there": Cell(amendment_rows(layout).programmes[figure.number], "small"),
        "column_there": Cell(start, "small"),
        ("amount", "before"): _known(layout, figure.before, figure.unknown_before, before),
        ("amount", "change"): Cell(_value(figure.change, _more(figure)), "money", there("change")),
        ("amount", "after"): _known(layout, figure.after, figure.unknown, there("after")),
        ("unknown", "after"): Cell(figure.unknown, "pm", there("unknown")),
    }


def _known(layout: Layout, cents: int | None, posts: int, formula: str) -> Cell:
    value = layout.text(say("missing")) if cents is None else _value(cents, posts)
    return Cell(value, "money", formula)


def _value(cents: int, posts: int) -> Value:
    return "PM" if posts and not cents else euros(cents)


def _more(figure: Figure) -> int:
    return max(0, figure.unknown - figure.unknown_before)


def _reserve(layout: Layout, figure: Figure, at: At) -> Cells:
    """Return the cells of a reserve: before as it was, after from its row on the sheet Outlook."""
    columns = outlook_columns(layout)
    years = outlook_years(layout)
    first, last = ("amount", years[0]), ("amount", years[-1])
    rows = reserve_rows(layout)
    block = f"{layout.cell(columns, first, 1)}:{columns.cell(last, max(rows.values()), fixed='$')}"
    start = columns.numbers["amount", figure.year] - columns.numbers[first] + 1
    cells: Cells = {
        "row_there": Cell(rows[str(figure.name), "expense" if figure.adds else "income"], "small"),
        "column_there": Cell(start, "small"),
    }
    return cells | _moved(figure, at, f"INDEX({block},{at.row_there},{at.column_there})", "0", "0")


def _contribution(layout: Layout, figure: Figure, at: At) -> Cells:
    """Return the cells of a contribution: before as it was, after from the sheet Division."""
    where = f"{groups(layout, 'year')},{at.year}"
    if figure.nature:
        where += f",{groups(layout, 'nature')},{at.nature}"
    live, posts = (
        f"SUMIFS(INDEX({group_block(layout, kind)},0,{column}),{where})"
        for kind, column in (("amount", at.column), ("unknown", at.pm_column))
    )
    cells: Cells = {
        "column": Cell(position_of(layout, "amount", figure.name), "small"),
        "pm_column": Cell(position_of(layout, "unknown", figure.name), "small"),
        "unknown before": Cell(figure.unknown_before, "small"),
    }
    return cells | _moved(figure, at, live, posts, at["unknown before"])


def _moved(figure: Figure, at: At, live: str, posts: str, posts_before: str) -> Cells:
    """Return the cells of an amount that stands in the workbook, and of what it was before."""
    before, after, unknown = at["amount", "before"], at["amount", "after"], at["unknown", "after"]
    change = nearest_euros(f"SUM({after})-SUM({before})")
    amount = nearest_euros(live)
    return {
        ("amount", "before"): Cell(_value(figure.before or 0, figure.unknown_before), "money"),
        ("amount", "change"): Cell(
            _value(figure.change, _more(figure)),
            "money",
            f'IF(({change}=0)*({unknown}>{posts_before})>0,"PM",{change})',
        ),
        ("amount", "after"): Cell(
            _value(figure.after or 0, figure.unknown), "money", f'IF(({amount}=0)*({unknown}>0)>0,"PM",{amount})'
        ),
        ("unknown", "after"): Cell(figure.unknown, "pm", posts),
    }


def _post(layout: Layout, figure: Figure, at: At) -> Cells:
    """Return the cells of a PM post; it says so if the post got an amount."""
    post = f"INDEX({amounts(layout, 'amount')},{at.row_there})"
    filled_in = layout.text(say("amount filled in"))
    shown = Cell("PM", "money", f'IF({post}="PM","PM","{filled_in}")')
    return {"row_there": Cell(figure.number, "small"), ("amount", "after"): shown}
