"""Words, remarks and texts that more than one sheet uses."""

from collections.abc import Iterator, Sequence

from ridcalc.core.budget.bookings import Account
from ridcalc.core.budget.objects import FactSource
from ridcalc.core.budget.types import NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, Style, Value, euros
from ridcalc.render.excel.layout import Layout

NATURE_LETTERS: dict[NatureName, str] = {"incidental": "I", "structural": "S"}
"""The letters of the natures in cells and in conditions of formulas."""
CONTRIBUTION_CATEGORY = say("category (a contribution for IT can be 3.8 or 4.3.3)")
"""The missing field of a contribution without a category."""
BASIS = say("Basis")
"""The name of the sheet Basis (uitgangspunten)."""
AS_VALUE = say("as value")
"""The mark of a weight or a part that is not calculated in the workbook."""
EXPORT_AGAIN = say("export again")
"""The mark of a part that is not calculated in the workbook, and of which the amount has changed."""

AS_EXPORTED = say("as exported")
"""The heading of what a row's numbers added up to at the export."""
COLUMN_OF_AMOUNTS = say("column of amounts in {sheet}", sheet=say("Division"))
COLUMN_OF_PM = say("column of PM in {sheet}", sheet=say("Division"))
ROW_IN_DIVISION = say("row in {sheet}", sheet=say("Division"))
ROW_OF_WEIGHT = say("row in {sheet}, or in its block of {other}", sheet=say("Keys"), other=say("Composition"))
DIVIDED_ROW = say("row in {sheet}, or batch", sheet=say("Measures"))
"""The headings of rows, and of positions among the columns of the sheet Division."""

SIGNS = say(
    "Expense and income both stand without a sign on their own side; a minus lowers that side."
    " N: higher expense or lower income (a disadvantage), V: the reverse. I: incidental, S: structural."
    " N/V: the one in some years, the other in others. PM: amount unknown, in no sum. *: rests on an assumption."
)
"""The meaning of the signs and letters on the sheets."""

_NAMED_AT_MOST = 20
"""Names in a description; further names are counted."""


def pm_or(cents: int | None) -> Value:
    """Return an amount in cents as euros, or the text PM for None."""
    return "PM" if cents is None else euros(cents)


def optional(layout: Layout, text: str | None, style: Style = "text") -> Cell | None:
    """Return the cell of a text on one line, or None without a text."""
    return Cell(" ".join(layout.text(text).split()), style) if text else None


def codes_text(codes: tuple[tuple[str, str], ...]) -> str | None:
    """Return the further codes of a booking as one text, or None without codes."""
    return "; ".join(f"{name}: {value}" for name, value in codes) or None


def source_text(layout: Layout, source: FactSource | None) -> str | None:
    """Return the document, section and page of a source, or None without a source."""
    if source is None:
        return None
    document = layout.case.budget.documents[source.document]
    page = layout.text(say("page {page}", page=source.page)) if source.page else None
    return ", ".join(part for part in (document.title, source.section, page) if part)


def notes_cell(layout: Layout, source: FactSource | None, assumption: str | None, note: str | None) -> Cell | None:
    """Return the cell beside an input: its source, its assumption and its note; None if it has none of them."""
    texts = []
    if source is not None:
        texts.append(layout.text(say("Source: {text}", text=source_text(layout, source))))
    if assumption:
        texts.append(layout.text(say("Assumption: {text}", text=" ".join(layout.text(assumption).split()))))
    if note:
        texts.append(" ".join(layout.text(note).split()))
    return Cell("; ".join(texts), "beside") if texts else None


def some_names(names: Sequence[str]) -> tuple[Message | str, ...]:
    """Return the names for a description: at most twenty, and the number of further names."""
    if len(names) <= _NAMED_AT_MOST:
        return tuple(names)
    return (*names[:_NAMED_AT_MOST], say("and {count} more", count=len(names) - _NAMED_AT_MOST))


def account_cell(layout: Layout, code: str | None) -> Cell | None:
    """Return the cell of a programma, taakveld or category; None if it is not given."""
    return Cell(layout.text(code)) if code else None


def missing_fields(account: Account) -> Iterator[str]:
    """Yield `programma` and `taakveld`, each if the account lacks it."""
    for name, value in (("programma", account.programma), ("taakveld", account.taakveld)):
        if value is None:
            yield name
