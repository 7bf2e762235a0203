"""The basis (uitgangspunten): what the workbook was made from and how, all that is needed to make it again."""

from collections.abc import Iterator, Sequence

from ridcalc import __version__
from ridcalc.core.values.problems import Message, owner_of, say
from ridcalc.render.excel.amendment import sign_legend
from ridcalc.render.excel.cells import Cell, Row, Sheet
from ridcalc.render.excel.layout import HEADING_ROW, Contents
from ridcalc.views.notes import rounding_text

LABEL, VALUE, FIELD = 1, 2, 3
"""The columns: a label for people, the value, and the name by which `ridcalc verify` finds it."""

Inputs = Sequence[tuple[str, str]]
"""Each file's name within the data folder, and the SHA-256 of its bytes in hexadecimal."""


def basis_sheet(contents: Contents, inputs: Inputs) -> Sheet:
    """Return the sheet."""
    text = contents.text
    rows: list[Row] = [*contents.head(say("Basis: what this was made from"))]
    rows.append([Cell(text(one), "head") for one in (say("what"), say("value"), say("field"))])
    for label, value, field in (*_recorded(contents, inputs), *_told(contents)):
        rows.append([Cell(text(label), "label"), Cell(value, "wrapped"), Cell(field, "small") if field else None])
    return Sheet(contents.sheet("basis"), rows, len(rows), (44, 96, 28), HEADING_ROW)


def _recorded(contents: Contents, inputs: Inputs) -> Iterator[tuple[Message, str, str]]:
    """Yield what makes the workbook again: scenario, changes, options and inputs."""
    chosen, options = contents.case.chosen, contents.options
    yield say("Tool"), f"ridcalc {__version__}", "tool"
    yield say("Scenario"), chosen.id, "scenario"
    for change in chosen.changes:
        yield say("Changed for this workbook"), contents.text(change), "set"
    yield say("Language"), contents.language.code, "lang"
    if options.participant:
        yield say("Only for participant"), options.participant, "participant"
    if options.pc_document:
        yield say("Report lines only of planning document"), options.pc_document, "pc_document"
    yield say("Formulas"), contents.text(say("no, values only") if options.values else say("yes")), "formulas"
    if options.protect:
        yield say("Cells other than inputs"), contents.text(say("protected, without password")), "protect"
    for file, digest in inputs:
        yield say("SHA-256 of {file}", file=file), digest, f"sha256 {file}"


def _told(contents: Contents) -> Iterator[tuple[Message, str, None]]:
    text = contents.text
    chosen = contents.case.chosen
    if chosen.description:
        yield say("Description of the scenario"), text(chosen.description), None
    if chosen.note:
        yield say("Note"), text(chosen.note), None
    yield say("Rounding"), text(rounding_text(contents.settings.rounding)), None
    yield say("Signs"), text(sign_legend()), None
    yield say("VAT"), contents.vat_text(), None
    yield say("To change"), text(_HOW), None
    for drift in contents.allocation.drifts:
        yield (
            say("Rounded at the other level"),
            text(
                say(
                    "{participant} {year}: {amount}, and otherwise {otherwise}",
                    participant=contents.name(drift.participant),
                    year=str(drift.year),
                    amount=contents.language.money(drift.amount, decimals=True),
                    otherwise=contents.language.money(drift.otherwise, decimals=True),
                )
            ),
            None,
        )
    for assumption in contents.allocation.assumptions:
        about = text(owner_of(assumption.about))
        yield say("Assumption"), f"{about}: {text(' '.join(assumption.text.split()))}", None


_HOW = say(
    "Change amounts and weights in the framed cells; every sheet follows to the cent. Write PM for an unknown amount."
    " Sorting the sheets with formulas breaks the calculation, and the check at the top then says so."
)
