"""The sheet Basis (uitgangspunten): the inputs, options and choices from which the workbook was made."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc import __version__
from ridcalc.core.budget.sections import owner_of
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, Sheet
from ridcalc.render.excel.columns import Column, Columns
from ridcalc.render.excel.heads import tabled_sheet, vat_text
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.legends import FILE_SIGNS, NET_SIGNS
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import BASIS as SHEET
from ridcalc.render.excel.wording import SIGNS
from ridcalc.views.notes import rounding_text


class _Line(NamedTuple):
    """A line of the sheet: a label and a value, both in the workbook's language."""

    label: str
    value: str
    field: str | None
    """The name by which `ridcalc verify` finds the value; None if it does not read the line."""


_SIGNS = (
    (NET_SIGNS, (say("Overview"), say("Division"), say("Controls"))),
    (SIGNS, (say("Amendment"), say("VGR"), say("Iv3"))),
    (FILE_SIGNS, (say("Measures"),)),
)
"""What the signs say, and on which sheets."""

BASIS: Columns[_Line] = Columns(
    SHEET,
    (
        Column("label", say("what"), 44, lambda line, _: Cell(line.label, "label")),
        Column("value", say("value"), 96, lambda line, _: Cell(line.value, "wrapped")),
        Column("field", say("field"), 28, lambda line, _: Cell(line.field, "small") if line.field else None),
    ),
    title=say("Basis: what this was made from"),
    last_printed="value",
)


def basis_sheet(layout: Layout) -> Sheet:
    """Return the sheet Basis."""
    entries = (*_recorded(layout), *((label, value, None) for label, value in _explained(layout)))
    lines = [_Line(layout.text(label), value, field) for label, value, field in entries]
    rows = [BASIS.row(line, FIRST_ROW + index) for index, line in enumerate(lines)]
    return tabled_sheet(layout, BASIS, rows, len(rows))


def _recorded(layout: Layout) -> Iterator[tuple[Message, str, str]]:
    """Yield (label, value, field) of all that makes the workbook again: scenario, changes, options and inputs."""
    scenario, options, text = layout.case.scenario, layout.options, layout.text
    yield say("Tool"), f"ridcalc {__version__}", "tool"
    yield say("Scenario"), scenario.id, "scenario"
    decision = layout.decision
    if decision.stage is not None:
        yield say("Stage"), decision.stage, "stage"
    if decision.before is not None:
        counted_from = decision.before.allocation.case.scenario.id
        yield say("Counted from scenario"), counted_from, "from"
    for change in scenario.changes:
        yield say("Changed for this workbook"), text(change), "set"
    yield say("Language"), layout.language.code, "lang"
    if options.participant:
        yield say("Only for participant"), options.participant, "participant"
    if options.pc_document:
        yield say("Report lines only of planning document"), options.pc_document, "pc_document"
    yield say("Formulas"), text(say("no") if options.values else say("yes")), "values" if options.values else "formulas"
    if options.protect:
        yield say("Cells other than inputs"), text(say("protected, without password")), "protect"
    if options.print_trace:
        yield say("Trace in print"), text(say("yes")), "print_trace"
    for file, digest in layout.basis.inputs:
        yield say("SHA-256 of {file}", file=file), digest, f"sha256 {file}"


def _explained(layout: Layout) -> Iterator[tuple[Message, str]]:
    """Yield (label, value) of what a reader should know: description, rounding, signs, VAT, drift, assumptions."""
    text, scenario = layout.text, layout.case.scenario
    if scenario.description:
        yield say("Description of the scenario"), text(scenario.description)
    if scenario.note:
        yield say("Note"), text(scenario.note)
    yield say("Rounding"), text(rounding_text(layout.settings.rounding))
    for signs, sheets in _SIGNS:
        yield say("Signs on {sheets}", sheets=tuple(map(text, sheets))), text(signs)
    yield say("VAT"), vat_text(layout)
    yield say("To change"), text(_HOW_TO_CHANGE)
    yield from _drifts(layout)
    for assumption in layout.allocation.assumptions:
        about = text(owner_of(assumption.about))
        yield say("Assumption"), f"{about}: {text(' '.join(assumption.text.split()))}"


def _drifts(layout: Layout) -> Iterator[tuple[Message, str]]:
    """Yield (label, value) of each drift: the amount, and the amount if it were rounded at the other level."""
    money = layout.language.money
    for drift in layout.allocation.drifts:
        message = say(
            "{participant} {year}: {amount}, and otherwise {otherwise}",
            participant=layout.name(drift.participant),
            year=str(drift.year),
            amount=money(drift.amount, decimals=True),
            otherwise=money(drift.otherwise, decimals=True),
        )
        yield say("Rounded at the other level"), layout.text(message)


_HOW_TO_CHANGE = say(
    "Change amounts and weights in the framed cells; every sheet follows to the cent. Write PM for an unknown amount."
    " Sorting the sheets with formulas breaks the calculation, and the check at the top then says so."
)
