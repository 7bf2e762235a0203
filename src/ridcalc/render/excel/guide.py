"""The sheet Guide (Leeswijzer): what each sheet answers, what may be changed, the status, and what changed since."""

from collections.abc import Callable, Iterator

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.by_rule.sheet import input_blocks
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Style
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.heads import FACTS_ROW, GUARD_ROW, guard_text, head, head_conditions, tables_in
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.papers.outlook import has_outlook

GUIDE: Columns[None] = Columns(
    say("Guide"),
    (
        Column("label", "", 30, empty),
        Column("text", "", 80, empty),
        Column("after", "", 38, empty),
        Column("marker", "", 10, empty),
    ),
    title=say("Guide to this workbook"),
    last_printed="after",
)
SINCE = "since"
"""Stands in the last column of the rows with what changed; `ridcalc verify` finds these rows by it."""

_SHEETS: tuple[tuple[Message, Message], ...] = (
    (
        say("Overview"),
        say("Who pays what in each year? Do published figures agree, and which amounts are unknown?"),
    ),
    (say("Amendment"), say("What does each organisation change in its budget, and what pays for it?")),
    (say("VGR"), say("Which lines does a municipality put into its progress report?")),
    (
        say("Contributions"),
        say("What does each participant pay in each year, before and after the decision?"),
    ),
    (say("Incidental"), say("Which amounts are incidental, per organisation and programma, and which reserves move?")),
    (say("Outlook"), say("What does the decision mean for the years ahead: balance, mutations, reserves, coverage?")),
    (say("Iv3"), say("What changes per taakveld and category, and may an amount stand there?")),
    (say("Resolution"), say("What do the boards and the councils decide? Texts to paste.")),
    (say("Division"), say("What does each participant pay for each measure?")),
    (say("Measures"), say("Which amounts are divided? Change them here.")),
    (
        say("Composition"),
        say("From which amounts per year, prices, counts and rates do amounts follow? Change them here."),
    ),
    (say("Indexation"), say("With which rates are amounts indexed? Change them here.")),
    (say("Keys"), say("By which weights are they divided? Change them here.")),
    (say("Trace"), say("How does each amount come about, step by step?")),
    (say("Controls"), say("Does the workbook agree with itself and with published figures?")),
    (say("Basis"), say("From which files, scenario, assumptions and choices was it made?")),
)
"""The sheets in order, each with what it answers."""
_OF_SOME = {"Iv3", "Composition", "Indexation"}
"""The sheets that only some budgets need."""
_IF_SHOWN: dict[str, Callable[[Layout], bool]] = {
    "Incidental": lambda layout: bool(layout.outlook.incidental),
    "Outlook": has_outlook,
    "Resolution": lambda layout: layout.decision.stage is not None,
}
"""The sheets that only some decisions need, with whether this one does."""
_LOOKS: tuple[tuple[Message | int, Style, Message], ...] = (
    (say("input"), "input_weight", say("an amount or a weight that may be changed; everything follows")),
    (say("to fill in"), "fill_in", say("a cell for the reader; ridcalc verify passes over it")),
    (say("PROVISIONAL, CONCEPT"), "alert", say("not decided yet, or not complete")),
    (say("Total"), "total", say("a sum of what stands above it")),
    (1000, "money_assumed", say("an amount that rests on an assumption; Basis names it")),
    (2, "pm", say("two known posts of unknown amount are not in the sum beside it")),
)
"""What each look of a cell says."""


def guide_sheet(layout: Layout) -> Sheet:
    """Return the sheet."""
    rows = [*head(layout, GUIDE.title), *_rows(layout)]
    return Sheet(
        layout.text(GUIDE.sheet),
        rows,
        len(rows),
        GUIDE.widths,
        HEADING_ROW - 1,
        printed_columns=GUIDE.printed,
        tables=tables_in(rows, 1),
        repeated_rows=(FACTS_ROW, HEADING_ROW - 1),
        conditions=head_conditions(layout, GUIDE.printed or len(GUIDE.columns)),
    )


def _rows(layout: Layout) -> Iterator[SheetRow]:
    text = layout.text
    purpose = say(
        "This workbook divides shared cost among the participants of {name}, and shows for each how its part comes"
        " about. It serves to decide on, to book from, and to see what another amount or weight would give.",
        name=layout.settings.name or "ridcalc",
    )
    yield [Cell(text(purpose), "fact")]
    yield from _block(layout, say("Status"), _status(layout))
    yield from _block(layout, say("Sheets"), _sheets(layout))
    yield from _block(layout, say("What cells look like"), _looks(layout))
    yield from _block(layout, say("To change"), _to_change(layout))
    yield from _block(layout, say("Made and checked"), _to_fill_in(layout))
    if layout.options.since:
        yield from _block(layout, say("What changed since"), _since(layout))


def _block(layout: Layout, heading: Message, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    yield []
    yield [Cell(layout.text(heading), "block")]
    yield from rows


def _row(layout: Layout, label: Message | str, text: Message | str, style: Style = "text") -> SheetRow:
    return [Cell(layout.text(label), "label"), Cell(layout.text(text), style)]


def _status(layout: Layout) -> Iterator[SheetRow]:
    amendment = layout.settings.amendment
    yield _row(layout, say("Amendment"), say("status: {text}", text=amendment.status))
    concepts = layout.concepts
    if concepts:
        yield _row(layout, say("CONCEPT"), say("{names}", names=concepts), "wrapped")
    if layout.provisional:
        names = tuple(layout.name(participant) for participant in layout.provisional)
        yield _row(layout, say("PROVISIONAL"), say("key not adopted: {names}", names=names))
    yield [Cell(layout.text(say("Check")), "label"), Cell(guard_text(layout), "text", GUIDE.cell("label", GUARD_ROW))]


def _sheets(layout: Layout) -> Iterator[SheetRow]:
    shown = {columns.sheet.template for columns, *_ in input_blocks(layout, "value")}
    shown |= {"Iv3"} if layout.iv3 else set()
    for sheet, answers in _SHEETS:
        if sheet.template in _OF_SOME and sheet.template not in shown:
            continue
        if sheet.template in _IF_SHOWN and not _IF_SHOWN[sheet.template](layout):
            continue
        name = layout.text(sheet)
        yield [Cell(name, "link", link=f"'{name}'!A1"), Cell(layout.text(answers), "text")]


def _looks(layout: Layout) -> Iterator[SheetRow]:
    for sample, style, says in _LOOKS:
        value = sample if isinstance(sample, int) else layout.text(sample)
        yield [Cell(value, style), Cell(layout.text(says), "beside")]


def _to_change(layout: Layout) -> Iterator[SheetRow]:
    if layout.options.values:
        yield _row(layout, say("nothing"), say("Values without formulas: changes are not calculated"))
        return
    sheets = (say("Measures"), *(columns.sheet for columns, *_ in input_blocks(layout, "value")), say("Keys"))
    names = tuple(map(layout.text, sheets))
    yield _row(layout, say("yes"), say("the framed cells of {sheets}; PM for an unknown amount", sheets=names))
    message = say(
        "formulas, and the order of rows: the check above notices what it can, and ridcalc verify every changed cell;"
        " what changes the files (a measure, a participant, a year) needs a new export"
    )
    yield _row(layout, say("no"), message)


def _to_fill_in(layout: Layout) -> Iterator[SheetRow]:
    for label in (say("made by"), say("checked by"), say("date")):
        yield [Cell(layout.text(label), "label"), Cell("", "fill_in")]


def _since(layout: Layout) -> Iterator[SheetRow]:
    text = layout.text
    yield [Cell(text(say("input")), "label"), Cell(text(say("was")), "label"), Cell(text(say("is")), "label")]
    for line in layout.options.since:
        yield [*(Cell(cell) for cell in line), Cell(SINCE, "small")]
