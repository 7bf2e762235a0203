"""The first rows of every sheet, and the sheet around a table of columns."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow
from ridcalc.render.excel.columns import Column, Columns, Item, Name, empty, is_joined
from ridcalc.render.excel.conditions import Condition
from ridcalc.render.excel.fitting import Fitted, fitted, squeezed, stretched, wider
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.pages import FULL_SIZE, WIDEST, blocks_of
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import EXPORT_AGAIN
from ridcalc.views.notes import VAT_NAMES

CHECKS: Columns[None] = Columns(
    say("Controls"),
    (
        Column("label", say("Check"), 0, empty),
        Column("verdict", say("verdict"), 0, empty),
        Column("count", say("failures"), 0, empty),
        Column("place", say("look at"), 0, empty),
        Column("spare", "", 0, empty),
        Column("spare 2", "", 0, empty),
        Column("spare 3", "", 0, empty),
        Column("spare 4", "", 0, empty),
        Column("first", say("first that fails, from here down"), 0, empty),
        Column("sheet", say("sheet"), 0, empty),
        Column("column", say("column"), 0, empty),
        Column("value", say("what is counted"), 0, empty),
        Column("found_row", say("row"), 0, empty),
    ),
)
"""The columns of the checks on the sheet Controls. The top of every sheet refers to them.

Beside what is printed stand the sheet and the column of the place, the value or the number that a check compares with,
and the first row in which it finds the value.
"""
FAULTS_ROW, CHANGED_ROW, DIFFERING_ROW, MISSED_ROW, INCOMPLETE_ROW, DATES_ROW, VALUES_ROW = range(
    FIRST_ROW, FIRST_ROW + 7
)
"""The rows, on the sheet Controls, with the numbers of checks that fail, of inputs that were changed, of totals that
differ from the export, of published figures that are missed or have PM posts, of amounts that may be dates,
and of divisions that are values."""
FACTS_ROW, PUBLISHED_ROW, GUARD_ROW = 2, 3, 4
"""The rows, on every sheet, with its scenario and what amounts are in, whether published figures are met, and whether
the checks hold. The rows from the first of these on stand on every page."""

FINE = say("Check: in order, inputs and totals as when it was exported")
CHANGED = say("Check: in order; changed since the export")
FAILING = say("CHECK FAILS")
"""What the guard says, or begins with."""
ALL_MET = say("Published figures: all are met")
PUBLISHED_FIGURES = say("Published figures: ")
COUNT = "#"
"""Stands in a text for a number that a formula puts there."""


def changed(layout: Layout) -> str:
    """Return the formula, for other sheets, that holds if an input differs from the export."""
    return f"{layout.cell(CHECKS, 'count', CHANGED_ROW)}>0"


def frozen(layout: Layout, shown: str) -> str:
    """Return the formula that gives the formula `shown`, and asks for a new export once an input was changed."""
    return f'IF({changed(layout)},"{layout.text(EXPORT_AGAIN)}",{shown})'


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
        fits = fitted(widths, headings, rows, whole_euros=layout.whole_euros, printed=columns.printed)
        fits = _fitted_to_pages(columns, fits)
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
        repeated_rows=(FACTS_ROW, HEADING_ROW),
        repeated_columns=columns.repeated,
        joined=_joined(columns),
        conditions=head_conditions(layout, columns.printed or len(columns.columns)),
    )


def _fitted_to_pages(columns: Columns[Item], fits: list[Fitted]) -> list[Fitted]:
    """Return the columns in one block that is as wide as a page, or else in as few blocks as they need."""
    printed = columns.printed or len(fits)
    fits = stretched(squeezed(fits, printed, WIDEST), printed, FULL_SIZE)
    if sum(fit.width for fit in fits[:printed]) <= WIDEST:
        return fits
    blocks = len(blocks_of(_as_wide(columns, fits)))
    trials = (wider(fits, printed, spare) for spare in range(WIDEST, 0, -5))
    return next((trial for trial in trials if len(blocks_of(_as_wide(columns, trial))) == blocks), fits)


def _as_wide(columns: Columns[Item], fits: list[Fitted]) -> Sheet:
    """Return a sheet without rows, with columns of these widths."""
    widths = tuple(fit.width for fit in fits)
    return Sheet(
        "", (), 0, widths, printed_columns=columns.printed, repeated_columns=columns.repeated, joined=_joined(columns)
    )


def _joined(columns: Columns[Item]) -> frozenset[int]:
    """Return the columns that stay on a page with the column before them."""
    return frozenset(number for name, number in columns.numbers.items() if is_joined(name))


def pm_conditions(columns: Columns[Item], pairs: Iterable[tuple[Name, Name]], last: int) -> Iterator[Condition]:
    """Yield the conditions by which a count of PM posts beside the text PM reads `2 PM`, and is not seen if it is 1.

    `pairs` are the columns of an amount and of its count, `last` is the last row.
    """
    for amount, unknown in pairs:
        cells = columns.down(unknown, FIRST_ROW, last).replace("$", "")
        alone, count = (columns.at(FIRST_ROW)[name] for name in (amount, unknown))
        yield Condition(cells, f'AND({alone}="PM",{count}=1)', "unseen")
        yield Condition(cells, f'{alone}="PM"', "pm_count")


def tables_in(rows: Sequence[SheetRow], first: int) -> tuple[int, ...]:
    """Return the rows in which a table begins: with the heading of a block, or with the first of two headings.

    The first of `rows` is the row `first` of its sheet.
    """
    headed = [bool(row and row[0] and row[0].style == "block") for row in rows]
    pairs = zip((False, *headed), headed, strict=False)
    return tuple(row for row, (above, here) in enumerate(pairs, first) if here and not above)


def head(layout: Layout, title: Message | str, alert: str = "") -> Iterator[SheetRow]:
    """Yield the first rows of a sheet: title and budget, facts, published figures, check, and alerts.

    The alerts are `alert` and the provisional participants.
    """
    text, settings = layout.text, layout.settings
    participant = layout.options.participant
    owner = f" – {layout.name(participant)}" if participant else ""
    yield [Cell(f"{text(title)}{owner} – {settings.name or 'ridcalc'}", "title")]
    yield [Cell("; ".join(filter(None, _facts(layout))), "fact")]
    published = published_text(layout)
    yield [Cell(published, "guard", layout.cell(CHECKS, "label", PUBLISHED_ROW)) if published else None]
    yield [Cell(guard_text(layout), "guard", layout.cell(CHECKS, "label", GUARD_ROW))]
    names = tuple(layout.name(participant) for participant in layout.provisional)
    provisional = text(say("PROVISIONAL, key not adopted: {names}", names=names)) if names else ""
    alerts = "; ".join(filter(None, (alert, provisional)))
    yield [Cell(alerts, "alert") if alerts else None]


def head_conditions(layout: Layout, columns: int) -> tuple[Condition, ...]:
    """Return the conditions of the first rows: red where a check fails, amber where inputs or figures differ.

    `columns` is the number of columns that get the colour.
    """
    if layout.options.values:
        return ()
    failing, fine = (layout.text(message) for message in (FAILING, FINE))
    guard, published = (f"A{row}:{letters(columns)}{row}" for row in (GUARD_ROW, PUBLISHED_ROW))
    met = layout.text(ALL_MET)
    return (
        Condition(guard, f'LEFT($A${GUARD_ROW},{len(failing)})="{failing}"', "alarm"),
        Condition(guard, f'$A${GUARD_ROW}<>"{fine}"', "caution"),
        Condition(published, f'AND($A${PUBLISHED_ROW}<>"",$A${PUBLISHED_ROW}<>"{met}")', "caution"),
    )


def guard_text(layout: Layout) -> str:
    """Return what the guard says in a workbook as exported."""
    if layout.options.values:
        return layout.text(say("Values without formulas: changes are not calculated"))
    return layout.text(FINE)


def published_text(layout: Layout) -> str:
    """Return what is said of the published figures in a workbook as exported; nothing if it shows none."""
    statuses = [result.status for result in layout.controls]
    if not statuses:
        return ""
    missed, incomplete = statuses.count("missed"), statuses.count("incomplete")
    if not missed + incomplete:
        return layout.text(ALL_MET)
    parts = []
    if missed:
        parts.append(missed_text(layout, one=missed == 1).replace(COUNT, str(missed)))
    if incomplete:
        parts.append(incomplete_text(layout).replace(COUNT, str(incomplete)))
    return layout.text(PUBLISHED_FIGURES) + ", ".join(parts)


def missed_text(layout: Layout, *, one: bool) -> str:
    """Return the words for published figures that are missed, with `COUNT` for their number."""
    of_one = say("{count} of {all} is not met", count=COUNT, all=len(layout.controls))
    of_more = say("{count} of {all} are not met", count=COUNT, all=len(layout.controls))
    return layout.text(of_one if one else of_more)


def incomplete_text(layout: Layout) -> str:
    """Return the words for published figures with PM posts, with `COUNT` for their number."""
    return layout.text(say("{count} of {all} incomplete (PM)", count=COUNT, all=len(layout.controls)))


def with_number(text: str, cell: str) -> str:
    """Return the formula of a text in which the number of a cell stands for `COUNT`.

    >>> with_number("# of 3", "$C$7")
    '""&$C$7&" of 3"'
    """
    before, after = text.split(COUNT)
    return f'"{before}"&{cell}&"{after}"'


def _facts(layout: Layout) -> Iterator[str]:
    """Yield the scenario, the date of the figures, and the changes made for this workbook."""
    text, scenario, settings = layout.text, layout.case.scenario, layout.settings
    yield scenario_text(layout)
    if settings.date:
        yield text(say("figures of {date}", date=settings.date))
    for change in scenario.changes:
        yield text(say("changed for this workbook: {setting}", setting=change))
    yield vat_text(layout)


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
