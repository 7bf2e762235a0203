"""The first rows of every sheet, and the sheet around a table of columns."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow
from ridcalc.render.excel.columns import Column, Columns, Item, empty, is_count
from ridcalc.render.excel.fitting import fitted, stretched
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.pages import FULL_SIZE
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.views.notes import VAT_NAMES

CHECKS: Columns[None] = Columns(
    say("Controls"),
    (Column("label", "", 0, empty), Column("spare", "", 0, empty), Column("count", "", 0, empty)),
)
"""The columns of the checks on the sheet Controls. The check at the top of every sheet refers to them."""
UNIT_ROW, GUARD_ROW = 3, 4
"""The rows with what amounts are in, and with the check. The rows from the first on stand on every page."""
FAULTS_ROW = FIRST_ROW
"""The row, on the sheet Controls, with the number of checks that fail."""
DIFFERING_ROW = FIRST_ROW + 1
"""The row, on the sheet Controls, with the number of inputs and totals that differ from the export."""


def tabled_sheet(  # noqa: PLR0913  what differs between sheets
    layout: Layout,
    columns: Columns[Item],
    rows: Iterable[SheetRow],
    length: int,
    last_of_table: int = 0,
    *,
    alert: str = "",
) -> Sheet:
    """Return a sheet of columns: the first rows of every sheet, the headings, and `length` rows below them.

    `last_of_table` is the last row of the table with filters (0: the sheet has no such table), and `alert` stands in
    red above the headings.
    """
    name = layout.text(columns.sheet)
    headings, widths = columns.headings(layout.text), columns.widths
    if isinstance(rows, list):
        fits = fitted(widths, headings, rows, whole_euros=layout.whole_euros)
        fits = stretched(fits, columns.printed or len(fits), FULL_SIZE)
        widths = tuple(fit.width for fit in fits)
        headings = [cell and cell._replace(style=fit.head) for cell, fit in zip(headings, fits, strict=True)]
    return Sheet(
        name,
        chain(head(layout, columns.title, alert), [headings], rows),
        HEADING_ROW + length,
        widths,
        HEADING_ROW,
        columns.frozen,
        (name, HEADING_ROW, last_of_table) if last_of_table else None,
        printed_columns=columns.printed,
        repeated_rows=(UNIT_ROW, HEADING_ROW),
        repeated_columns=columns.repeated,
        joined=frozenset(number for name, number in columns.numbers.items() if is_count(name)),
    )


def tables_in(rows: Sequence[SheetRow], first: int) -> tuple[int, ...]:
    """Return the rows in which a table begins: with the heading of a block, or with the first of two headings.

    The first of `rows` is the row `first` of its sheet.
    """
    headed = [bool(row and row[0] and row[0].style == "block") for row in rows]
    pairs = zip((False, *headed), headed, strict=False)
    return tuple(row for row, (above, here) in enumerate(pairs, first) if here and not above)


def head(layout: Layout, title: Message | str, alert: str = "") -> Iterator[SheetRow]:
    """Yield the first rows of a sheet: title, scenario, VAT, check, and `alert` with provisional participants."""
    text, settings = layout.text, layout.settings
    participant = layout.options.participant
    owner = f" – {layout.name(participant)}" if participant else ""
    yield [Cell(f"{text(title)}{owner} – {settings.name or 'ridcalc'}", "title")]
    yield [Cell("; ".join(filter(None, _facts(layout))), "fact")]
    yield [Cell(vat_text(layout), "fact")]
    yield [guard(layout)]
    names = tuple(layout.name(participant) for participant in layout.provisional)
    provisional = text(say("PROVISIONAL, key not adopted: {names}", names=names)) if names else ""
    alerts = "; ".join(filter(None, (alert, provisional)))
    yield [Cell(alerts, "alert") if alerts else None]


def _facts(layout: Layout) -> Iterator[str]:
    """Yield the scenario, the date of the figures, and the changes made for this workbook."""
    text, scenario, settings = layout.text, layout.case.scenario, layout.settings
    yield scenario_text(layout)
    if settings.date:
        yield text(say("figures of {date}", date=settings.date))
    for change in scenario.changes:
        yield text(say("changed for this workbook: {setting}", setting=change))


def scenario_text(layout: Layout) -> str:
    """Return the scenario of the workbook."""
    scenario = layout.case.scenario
    if scenario.id == "none":
        return layout.text(say("Without a scenario: the base files alone"))
    return layout.text(say("Scenario {id}: {name}", id=scenario.id, name=scenario.name))


def vat_text(layout: Layout) -> str:
    """Return what amounts are in: the currency, and whether VAT is included."""
    text, settings = layout.text, layout.settings
    currency = text(say("amounts in euros")) if settings.currency == "EUR" else settings.currency
    if settings.vat == "excluded":
        vat = text(say("excl. VAT; VAT that cannot be compensated adds to the cost and is not counted"))
    else:
        vat = text(VAT_NAMES[settings.vat])
    return f"{currency}, {vat}"


def guard(layout: Layout) -> Cell:
    """Return the cell that shows whether the checks hold, and whether anything was changed since the export."""
    text = layout.text
    fine = text(say("Check: in order, inputs and totals as when it was exported"))
    if layout.options.values:
        return Cell(text(say("Values without formulas: changes are not calculated")), "guard")
    wrong = text(say("CHECK FAILS: see sheet {sheet}", sheet=text(CHECKS.sheet)))
    changed = text(say("Check: in order; changed since the export"))
    faults, differing = (layout.cell(CHECKS, "count", row) for row in (FAULTS_ROW, DIFFERING_ROW))
    calculated = f'IF(ISNUMBER({differing}),IF({differing}>0,"{changed}","{fine}"),"{wrong}")'
    return Cell(fine, "guard", f'IF(ISNUMBER({faults}),IF({faults}>0,"{wrong}",{calculated}),"{wrong}")')
