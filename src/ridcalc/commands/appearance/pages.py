"""How a sheet is printed, against how an export prints it."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from ridcalc.commands.findings import Found, unequal
from ridcalc.core.values.problems import Message, say
from ridcalc.reading.workbook.book import StoredBook
from ridcalc.reading.workbook.trees import NO_NODE, Node
from ridcalc.render.excel.cells import Book, Sheet
from ridcalc.render.excel.pages import Breaks, blocks_of
from ridcalc.render.excel.printing import set_up_pages

_MARGINS = ("left", "right", "top", "bottom", "header", "footer")
_ROUNDED = 0.05
"""Inches that programs round off in margins."""
_MANY_DIGITS = 4
"""The digits of a number of pages that is as many as are needed; LibreOffice writes 1000 for more."""
_UNSET = say("no orientation")
_ORIENTATIONS = {"landscape": say("landscape"), "portrait": say("portrait")}
_PAPERS = {"1": "Letter", "5": "Legal", "8": "A3", "9": "A4", "11": "A5"}
_FLAGS = {
    "blackAndWhite": say("in black and white"),
    "draft": say("as a draft"),
    "headings": say("with row and column headings"),
    "gridLines": say("with gridlines"),
}
_AREA, _TITLES = "_xlnm.Print_Area", "_xlnm.Print_Titles"


def page_differences(
    sheet: Sheet, book: Book, stored: StoredBook, around: dict[str, Node], breaks: Breaks
) -> Iterator[Found]:
    """Yield what differs in print: what is printed and repeated, texts above and below, sizes, and page breaks."""
    expected = _expected(sheet, book)
    setup, printed = around.get("pageSetup", NO_NODE), around.get("printOptions", NO_NODE)
    fits = around.get("sheetPr", NO_NODE).child("pageSetUpPr").is_on("fitToPage")
    header = around.get("headerFooter", NO_NODE)
    number = str(list(stored.sheets).index(sheet.name))
    titles = f"{expected.print_title_rows or ''},{expected.print_title_cols or ''}"
    own = stored.settings.of_sheets
    texts: list[tuple[str, Message, Message | str, Message | str]] = [
        ("print", say("print area"), _cells(own.get((number, _AREA), "")), _cells(expected.print_area)),
        ("print", say("repeated rows and columns"), _cells(own.get((number, _TITLES), "")), _cells(titles)),
        ("header", say("page header"), header.child("oddHeader").text, _text(expected.oddHeader)),
        ("header", say("page footer"), header.child("oddFooter").text, _text(expected.oddFooter)),
        ("header", say("other pages"), _others(header), ""),
        ("print", say("page set-up"), _setup(setup, printed, fits=fits), _expected_setup(expected)),
        ("print", say("margins"), *_margins(around.get("pageMargins", NO_NODE), expected.page_margins)),
    ]
    rows, columns = (_breaks(around.get(name, NO_NODE)) for name in ("rowBreaks", "colBreaks"))
    if sheet.printed:
        wanted = [block.last for block in blocks_of(sheet)[:-1]]
        texts += [
            ("print", say("page breaks after rows"), rows, _listed(breaks.rows())),
            ("print", say("page breaks after columns"), columns, _listed(wanted)),
        ]
    for kind, what, found, should in texts:
        yield from unequal(kind, what, found, should, sheet.name)


def _expected(sheet: Sheet, book: Book) -> Any:  # noqa: ANN401  stands for openpyxl's sheet
    """Return the page set-up of a sheet, as set_up_pages gives it to openpyxl's sheet."""

    def sides() -> SimpleNamespace:
        return SimpleNamespace(left=SimpleNamespace(text=""), right=SimpleNamespace(text=""))

    page = SimpleNamespace(
        page_setup=SimpleNamespace(scale=None, fitToWidth=None, fitToHeight=None),
        sheet_properties=SimpleNamespace(pageSetUpPr=SimpleNamespace(fitToPage=False)),
        page_margins=SimpleNamespace(),
        oddHeader=sides(),
        oddFooter=sides(),
        print_title_rows=None,
        print_title_cols=None,
    )
    set_up_pages(page, sheet, book.header)
    return page


def _cells(reference: str) -> str:
    """Return references without the name of the sheet, in one order."""
    parts = (part.rpartition("!")[2].replace("$", "") for part in reference.split(","))
    return ",".join(sorted(filter(None, parts)))


def _text(sides: Any) -> str:  # noqa: ANN401  stands for openpyxl's header
    left, right = sides.left.text, sides.right.text
    return "".join((f"&L{left}" if left else "", f"&R{right}" if right else ""))


def _others(header: Node) -> str:
    """Return the texts of pages that have their own."""
    flags = {"differentFirst": ("firstHeader", "firstFooter"), "differentOddEven": ("evenHeader", "evenFooter")}
    names = (name for flag, names in flags.items() if header.is_on(flag) for name in names)
    return " ".join(header.child(name).text or "-" for name in names)


def _setup(setup: Node, printed: Node, *, fits: bool) -> Message:
    """Return the page set-up of a stored sheet in words."""
    get = setup.attributes.get
    size = _fitted(get("fitToWidth", "1"), get("fitToHeight", "1")) if fits else _scaled(get("scale", "100"))
    flags = [words for name, words in _FLAGS.items() if setup.is_on(name) or printed.is_on(name)]
    return _words(get("orientation", ""), get("paperSize", ""), size, *flags)


def _expected_setup(page: Any) -> Message:  # noqa: ANN401  stands for openpyxl's sheet
    """Return the page set-up that an export gives, in words."""
    setup = page.page_setup
    fits = page.sheet_properties.pageSetUpPr.fitToPage
    size = _fitted(setup.fitToWidth, setup.fitToHeight) if fits else _scaled(setup.scale or 100)
    return _words(setup.orientation, setup.paperSize, size)


def _words(orientation: str, paper: object, *others: Message) -> Message:
    """Return the words for a page set-up; `paper` is the number of a paper size in OOXML."""
    name = _PAPERS.get(str(paper)) or say("paper size {number}", number=str(paper) or "-")
    return say("{words}", words=(_ORIENTATIONS.get(orientation, orientation or _UNSET), name, *others))


def _fitted(wide: object, high: object) -> Message:
    """Return the words for the pages that a sheet is fitted to."""
    if str(high) == "0" or len(str(high)) >= _MANY_DIGITS:
        return say("fitted to {wide} wide, as many pages high as needed", wide=str(wide))
    return say("fitted to {wide} wide and {high} high, in pages", wide=str(wide), high=str(high))


def _scaled(percent: object) -> Message:
    return say("at {percent}% of its size", percent=str(percent))


def _margins(found: Node, expected: SimpleNamespace) -> tuple[str, str]:
    """Return the margins as found and as expected, equal if they differ by what programs round off."""
    should = {name: float(getattr(expected, name)) for name in _MARGINS}  # inches of a page; no money
    has = {name: _inches(found.get(name)) for name in _MARGINS}
    shown = _listed(f"{should[name]:g}" for name in _MARGINS)
    if all(abs(has[name] - should[name]) <= _ROUNDED for name in _MARGINS):
        return shown, shown
    return _listed(f"{has[name]:g}" for name in _MARGINS), shown


def _inches(text: str) -> float:
    try:
        return float(text) if len(text) < 30 else -1.0
    except ValueError:
        return -1.0


def _breaks(node: Node) -> str:
    manual = (one.get("id") for one in node.all("brk") if one.is_on("man"))
    return _listed(sorted(int(number) for number in manual if number.isdecimal() and len(number) < 10))


def _listed(items: Any) -> str:  # noqa: ANN401  numbers or texts
    return ", ".join(map(str, items))
