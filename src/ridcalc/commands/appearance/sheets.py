"""What a sheet looks like beyond its cells, against what an export makes of it."""

from collections.abc import Iterator, Sequence

from ridcalc.commands.appearance.cells import CellLooks, column_differences, row_differences
from ridcalc.commands.appearance.drawings import drawn, expected_chart
from ridcalc.commands.appearance.looks import change_text, condition_text
from ridcalc.commands.appearance.pages import page_differences
from ridcalc.commands.appearance.tables import comments, expected_table, foreign_shapes, tables
from ridcalc.commands.findings import APPEARANCE, Found, unequal
from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message, say
from ridcalc.language.sentences import visible
from ridcalc.reading.workbook.book import StoredBook
from ridcalc.reading.workbook.looks import position
from ridcalc.reading.workbook.sheet import SheetRows, StoredRow, link_number
from ridcalc.reading.workbook.trees import NO_NODE, Node
from ridcalc.render.excel.cells import WITHOUT_CENTS, Book, Sheet, SheetRow
from ridcalc.render.excel.pages import Breaks, spans_of
from ridcalc.render.excel.rows_shown import shown_row

_LINE = 15
"""The height of a row that does not say its own, in points."""
_WIDTH = "8.43"
"""The width of columns where a sheet says none, in characters."""
_LONGEST_NOTE = 2000
"""Characters of a comment."""
_HIDING = ("showFormulas", "rightToLeft")
_SHOWING = ("showZeros",)
"""Settings of a view that should be off, and those that should be on."""
_SECRETS = ("password", "hashValue", "saltValue")
_KNOWN = {
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetCalcPr", "sheetProtection", "autoFilter"),
    *("mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
    *(
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "ignoredErrors",
        "drawing",
        "legacyDrawing",
    ),
    *("tableParts", "extLst"),
}
"""The elements of a sheet that are compared, or show nothing."""


class SheetAppearance:
    """The comparison of a sheet's looks, while its rows pass by."""

    def __init__(self, sheet: Sheet, book: Book, stored: StoredBook, reader: SheetRows) -> None:
        """Begin above the first row."""
        self._sheet, self._book, self._stored, self._reader = sheet, book, stored, reader
        self._cells = CellLooks(stored.looks.cells)
        self._printed, self._spans = sheet.printed_columns or len(sheet.widths), spans_of(sheet)
        self._breaks = Breaks(sheet)
        self._merged: set[str] = set()
        self._links = 0
        self._notes: dict[str, str] = {}
        self._headings: list[str] = []

    def row(self, number: int, row: SheetRow, stored: StoredRow | None) -> Iterator[Found]:
        """Yield what differs in the looks of a row and of its cells with content."""
        shown = shown_row(row, self._sheet.widths, self._printed, self._spans)
        self._breaks.add(number, shown.height or _LINE)
        if shown.covered:
            first, last = map(letters, shown.covered)
            self._merged.add(f"{first}{number}:{last}{number}")
        if self._sheet.table and number == self._sheet.table[1]:
            self._headings = [visible(str(cell.value)) for cell in row if cell is not None]
        self._remember(number, row)
        if stored is None:
            return
        if row:
            yield from row_differences(stored.attributes, shown.height, self._sheet.name, number)
        cells, looks, whole = shown.cells, self._cells, self._book.whole_euros
        for found in stored.cells:  # for each cell of a large workbook
            column = found.column
            cell = cells[column - 1] if column <= len(cells) else None
            if cell is None:
                continue
            style = WITHOUT_CENTS.get(cell.style, cell.style) if whole else cell.style
            differing = looks.known.get((style, found.style))
            if differing is None:
                differing = looks.compare(style, found.style)
            if differing or found.styled:
                yield from looks.differences(differing, found, self._sheet.name, f"{letters(column)}{number}")

    def _remember(self, number: int, row: SheetRow) -> None:
        """Remember the links and the notes of a row."""
        for column, cell in enumerate(row, 1):
            if cell is None or not (cell.link or cell.note):
                continue
            place = f"{letters(column)}{number}"
            if cell.link:
                self._links += link_number(place, cell.link)
            if cell.note:
                self._notes[place] = cell.note[:_LONGEST_NOTE]

    def end(self) -> Iterator[Found]:
        """Yield what differs in the sheet as a whole, after its last row.

        Raises:
            ProblemsFoundError: a drawing, a chart, a table or a list of comments is damaged.
        """
        name, reader = self._sheet.name, self._reader
        around = {node.tag: node for node in reader.around}
        default = around.get("sheetFormatPr", NO_NODE).get("defaultColWidth", _WIDTH)
        yield from column_differences(reader.columns, default, self._sheet.widths, name)
        yield from page_differences(self._sheet, self._book, self._stored, around, self._breaks)
        yield from unequal("merge", say("merged cells"), *_sets(reader.merged, self._merged), name)
        if reader.links != self._links:
            yield Found(APPEARANCE, say("its links lead elsewhere"), "link", name)
        for kind, what, found, expected in self._texts(around):
            yield from unequal(kind, what, found, expected, name)
        yield from self._drawings()
        for node in reader.around:
            if node.tag not in _KNOWN or (node.tag == "extLst" and any(one.children for one in node.children)):
                yield Found(APPEARANCE, say("{what} does not belong in it", what=node.tag), "part", name)

    def _texts(self, around: dict[str, Node]) -> Iterator[tuple[str, Message, str, str]]:
        """Yield the kind, the name, what is found and what is expected of the settings of a sheet."""
        sheet, stored = self._sheet, self._stored
        yield "view", say("view"), " ".join(_views(around, sheet)), ""
        protection = around.get("sheetProtection", NO_NODE)
        found = " ".join(["sheet"] * protection.is_on("sheet") + [one for one in _SECRETS if protection.get(one)])
        yield "protection", say("protection"), found, "sheet" if self._book.protected else ""
        conditions = [
            f"{_sorted(rule.cells)}: {rule.formula} → {condition_text(rule.look)}" for rule in sheet.conditions
        ]
        yield "condition", say("conditional formats"), *_lists(self._conditions(), conditions)
        validations = [
            _accepted(rule.cells, rule.formula, visible(rule.title), visible(rule.hint)) for rule in sheet.validations
        ]
        yield "validation", say("data validation"), *_lists(sorted(_validations(around)), sorted(validations))
        expected = [expected_table(sheet.table, self._headings)] if sheet.table else []
        yield "table", say("table"), *_lists(list(tables(stored, sheet.name)), expected)
        notes = sorted(f"{place}: {' '.join(text.split())}" for place, text in self._notes.items())
        yield "comment", say("comments"), *_lists(sorted(comments(stored, sheet.name)), notes)
        yield "drawing", say("drawings"), *_lists(list(foreign_shapes(stored, sheet.name)), [])

    def _conditions(self) -> list[str]:
        """Return the conditions of a sheet in the order in which they hold."""
        found: list[tuple[int, str]] = []
        changes = self._stored.looks.changes
        for node in self._reader.around:
            for rule in node.all("cfRule") if node.tag == "conditionalFormatting" else ():
                number, priority = rule.get("dxfId", "-"), rule.get("priority", "0")
                place = position(number, len(changes))
                change = rule.get("type") if place is None else change_text(changes[place])
                formulas = " ".join(formula.text for formula in rule.all("formula"))
                odd = "" if rule.get("type") == "expression" else f"{rule.get('type')} "
                text = f"{_sorted(node.get('sqref'))}: {odd}{formulas} → {change}"
                found.append((int(priority) if priority.isdecimal() and len(priority) < 10 else 0, text))
        return [text for _, text in sorted(found, key=lambda one: one[0])]

    def _drawings(self) -> Iterator[Found]:
        """Yield what differs in the chart of a sheet, and the drawings that do not belong in it."""
        sheet = self._sheet
        found = list(drawn(self._stored, sheet.name))
        expected = expected_chart(sheet.chart, sheet.name) if sheet.chart else []
        if expected and not any(one[0].startswith("at ") for one in found):
            yield Found(APPEARANCE, say("the chart is missing"), "chart", sheet.name)
        for one in found:
            if expected and one[0].startswith("at "):
                yield from unequal("chart", say("chart"), *_lists(one, expected), sheet.name)
                expected = []
            else:
                yield Found(APPEARANCE, say("{what} does not belong in it", what=" ".join(one)), "drawing", sheet.name)


def _views(around: dict[str, Node], sheet: Sheet) -> Iterator[str]:
    """Yield what is odd about how the sheet is shown on a screen."""
    if around.get("sheetPr", NO_NODE).is_on("filterMode") or around.get("autoFilter", NO_NODE).children:
        yield "filter"
    if around.get("sheetFormatPr", NO_NODE).is_on("zeroHeight"):
        yield "zeroHeight"
    for view in around.get("sheetViews", NO_NODE).all("sheetView"):
        yield from (name for name in _HIDING if view.is_on(name))
        yield from (f"{name}=0" for name in _SHOWING if not view.is_on(name, default=True))
        pane = view.child("pane")
        if pane.get("state") in {"frozen", "frozenSplit"}:
            frozen = f"{pane.get('xSplit', '0')}/{pane.get('ySplit', '0')}"
            if frozen != f"{sheet.frozen_columns}/{sheet.heading_row}":
                yield f"pane {frozen}"
            if view.get("topLeftCell", "A1") != "A1":  # what stands before it cannot be reached
                yield f"topLeftCell {view.get('topLeftCell')}"


def _accepted(cells: str, formula: str, title: str, hint: str) -> str:
    return f"{_sorted(cells)}: {formula} ({title}: {hint})"


def _sorted(cells: str) -> str:
    """Return references to cells in one way of writing: in order, and a range of one cell as that cell."""
    ranges = (one.partition(":") for one in cells.replace("$", "").split())
    return " ".join(sorted(first if first == last else f"{first}{colon}{last}" for first, colon, last in ranges))


def _validations(around: dict[str, Node]) -> Iterator[str]:
    for node in around.get("dataValidations", NO_NODE).all("dataValidation"):
        get = node.get
        odd = "" if get("type") == "custom" and node.is_on("showErrorMessage") else f" {get('type')}"
        text = _accepted(get("sqref"), node.child("formula1").text, get("errorTitle"), get("error"))
        prompts = (get("promptTitle"), get("prompt")) == (get("errorTitle"), get("error"))
        yield text + odd + ("" if prompts else f" {get('promptTitle')}: {get('prompt')}")


def _lists(found: Sequence[str], expected: Sequence[str]) -> tuple[str, str]:
    """Return two lists as texts, without the items that both have."""
    return _shown([one for one in found if one not in expected], found, expected), _shown(
        [one for one in expected if one not in found], expected, found
    )


def _shown(own: Sequence[str], one: Sequence[str], other: Sequence[str]) -> str:
    """Return what a list has of its own; the whole list if the two differ in order or number alone."""
    return "; ".join(own if own or set(one) != set(other) or list(one) == list(other) else one)


def _sets(found: set[str], expected: set[str]) -> tuple[str, str]:
    return " ".join(sorted(found - expected)), " ".join(sorted(expected - found))
