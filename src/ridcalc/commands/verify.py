"""`ridcalc verify`: the differences between a workbook and the files."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ridcalc import __version__
from ridcalc.commands import amend
from ridcalc.commands.export import book_of, layout_of
from ridcalc.commands.findings import CALCULATED, STRUCTURE, UNCALCULATED, Findings, Found
from ridcalc.commands.recorded_fields import Fields, recorded_fields
from ridcalc.commands.shared import Outcome, Request, check_names, language_of
from ridcalc.commands.since import Changed
from ridcalc.commands.workbook_differences import compare
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message, Problem, ProblemsFoundError, say
from ridcalc.core.values.progress import Progress
from ridcalc.files import read_file
from ridcalc.language.languages import LANGUAGES
from ridcalc.language.sentences import Language
from ridcalc.reading.workbook.book import StoredBook, read_workbook
from ridcalc.render.excel.cells import Book
from ridcalc.render.excel.guide import GUIDE, SINCE
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.selection import Options
from ridcalc.render.formats import ResultFormat

if TYPE_CHECKING:
    from ridcalc.commands.changed_inputs import Input

_MOST_LINES = 50
"""Limit on the differences that are listed; the others are counted."""
LONGEST = 1000
"""Characters of a text of the workbook that are shown."""
_MOST_OF_GUIDE = 10_000_000
"""Bytes of the sheet Guide."""


class _Verified(NamedTuple):
    """What was found: the workbook's file and what it records, the differences, and the inputs that were changed."""

    path: str
    fields: Fields
    findings: Findings
    inputs: "Sequence[Input]"
    following: int
    """The cells whose formula holds and whose value follows from changed inputs."""


def run(request: Request, path: str, message_language: str) -> Outcome:
    """Return the differences between a workbook and the workbook that the files give now, with the same options.

    The scenario and the options are those recorded in the workbook. `message_language` is the code of a language.

    Raises:
        ProblemsFoundError: the workbook cannot be read or does not record its options, or the files have problems.
    """
    book, fields = opened(path)
    findings = Findings(_MOST_LINES)
    expected = expected_book(found_as_recorded(request, fields), fields, book)
    following = compared(expected, book, findings, request.progress)
    inputs = _inputs(request, fields, book, findings) if findings.changed else ()
    verified = _Verified(path, fields, findings, inputs, following)
    language = Language(message_language, longest=LONGEST)
    return Outcome(_rendered(request, verified, language), failed=any(findings.counts))


def opened(path: str) -> tuple[StoredBook, Fields]:
    """Return a workbook, and what it records of how it was made.

    Raises:
        ProblemsFoundError: the workbook cannot be read, or records nothing.
    """
    content = read_file(path)
    if isinstance(content, Problem):
        raise ProblemsFoundError([content])
    book = read_workbook(path, content)
    return book, recorded_fields(path, book)


def compared(expected: Book, book: StoredBook, findings: Findings, progress: Progress) -> int:
    """Add the differences between two workbooks; return how many cells follow from changed inputs, as they should.

    Raises:
        ProblemsFoundError: a part is damaged, or a sheet is far larger than the expected one.
    """
    compare(expected, book, findings, progress)
    following = findings.discard(CALCULATED) if findings.inputs else 0
    if findings.counts[UNCALCULATED] > _MOST_LINES:  # a program saved it that does not calculate formulas
        message = say(
            "{count} formulas have no value: open it in a spreadsheet program and save it",
            count=findings.discard(UNCALCULATED),
        )
        findings.add(Found(STRUCTURE, message, "value"))
    return following


def _rendered(request: Request, verified: _Verified, language: Language) -> Iterable[str]:
    form = request.format
    if not isinstance(form, ResultFormat):
        return _texts(verified, language)
    from ridcalc.render.results import Verification, VerifiedInput  # not needed for sentences

    findings = verified.findings
    result = Verification(
        verified.path,
        figures_hold=not findings.figures,
        appearance_holds=findings.figures == sum(findings.counts),
        inputs=[VerifiedInput(one.path, one.before, one.after, one.setting) for one in verified.inputs],
        following=verified.following,
        findings=[(found.sheet, found.cell, found.kind, found.message) for found in findings.first()],
        language=language,
    )
    return form.render(result)


def _inputs(request: Request, fields: Fields, book: StoredBook, findings: Findings) -> "Sequence[Input]":
    """Return the inputs that were changed, each with the `--set` that says the same."""
    from ridcalc.commands.changed_inputs import inputs_of  # not needed where nothing was changed

    def layout_with(settings: Sequence[str]) -> Layout:
        found = found_as_recorded(request, fields, settings)
        return layout_as_recorded(found, fields, book)

    return list(inputs_of(layout_with(()), findings.changed, layout_with))


def layout_as_recorded(found: amend.Found, fields: Fields, book: StoredBook) -> Layout:
    """Return where everything stands in the workbook of a decision, with the recorded options."""
    return layout_of(found, *_options(found.loaded.case.budget, fields, book))


def _since(book: StoredBook, language: Language) -> tuple[Changed, ...]:
    """Return what the workbook says that changed since another one, which is not at hand to compare with."""
    title = language.text(GUIDE.sheet)
    if title not in book.sheets:
        return ()
    rows = ({cell.column: cell.value or "" for cell in row.cells} for row in book.rows(title, _MOST_OF_GUIDE))
    marker = GUIDE.numbers["marker"]
    return tuple((row.get(1, ""), row.get(2, ""), row.get(3, "")) for row in rows if row.get(marker) == SINCE)


def recorded(fields: Fields, name: str) -> str | None:
    """Return what a workbook records in a field; None: nothing."""
    return fields.get(name, [None])[0]


def expected_book(found: amend.Found, fields: Fields, book: StoredBook) -> Book:
    """Return the workbook that the files give now, with the recorded options."""
    return book_of(found, *_options(found.loaded.case.budget, fields, book))


def found_as_recorded(request: Request, fields: Fields, settings: Sequence[str] = ()) -> amend.Found:
    """Return the recorded decision as the files give it now; `settings` are `--set` texts besides those recorded.

    Raises:
        ProblemsFoundError: the files have problems.
    """
    changes = (*fields.get("set", ()), *settings)
    asked = amend.Asked(recorded(fields, "stage"), recorded(fields, "from"))
    return amend.found_for(request._replace(scenario=recorded(fields, "scenario"), changes=changes), asked, passed=True)


def _options(budget: Budget, fields: Fields, book: StoredBook) -> tuple[Options, Language]:
    """Return the recorded options, and the language of the workbook."""
    participant = recorded(fields, "participant")
    check_names(budget, (participant,) if participant else ())
    code = recorded(fields, "lang")
    language = language_of(budget, code if code in LANGUAGES else None)
    since = _since(book, language)
    document = recorded(fields, "pc_document")
    values, protect, print_trace = (name in fields for name in ("values", "protect", "print_trace"))
    return Options(participant, document, values, protect, since, print_trace), language


def _texts(verified: _Verified, language: Language) -> Iterator[str]:
    """Yield the verdicts, the scenario and changes of the workbook, the changed inputs, and the first differences."""
    path, fields, findings, inputs, following = verified
    count = sum(findings.counts)
    if count:
        verdict = say("{file}: differs from what the files say; places: {count}", file=path, count=count)
    else:
        verdict = say("{file}: the workbook says what the files say", file=path)
    yield f"{language.text(verdict)}\n"
    lines = [say("scenario {id}", id=fields["scenario"][0])]
    lines += [say("changed: {setting}", setting=change) for change in fields.get("set", ())]
    lines.append(say("figures: differ") if findings.figures else say("figures: hold"))
    lines.append(say("appearance: differs") if count > findings.figures else say("appearance: holds"))
    tool, this = fields["tool"][0], f"ridcalc {__version__}"
    if count and tool != this:
        lines.append(say("made by {tool}, and this is {this}", tool=tool, this=this))
    if findings.inputs == 1:
        lines.append(say("1 input changed, {following} cells follow", following=following))
    elif findings.inputs:
        lines.append(
            say("{count} inputs changed, {following} cells follow", count=findings.inputs, following=following)
        )
    settings = {(one.sheet, f"{letters(one.column)}{one.row}"): one.setting for one in inputs}
    for found in findings.first():
        setting = settings.get((found.sheet or "", found.cell or ""))
        lines.append(line_of(found, setting))
    shown = len(findings.first())
    if count > shown:
        lines.append(say("and {count} more", count=count - shown))
    for line in lines:
        yield f"  {language.text(line)}\n"


def line_of(found: Found, setting: str | None) -> Message:
    """Return a difference with its place, and for an input the `--set` that says the same."""
    place = "!".join(part for part in (found.sheet, found.cell) if part)
    message = say("{cell}: {difference}", cell=place, difference=found.message) if place else found.message
    return say("{message}; --set {setting}", message=message, setting=setting) if setting else message
