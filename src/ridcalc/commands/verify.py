"""`ridcalc verify`: the differences between a workbook and the files."""

from collections.abc import Iterator

from ridcalc import __version__
from ridcalc.commands.export import book_of
from ridcalc.commands.recorded_fields import Fields, recorded_fields
from ridcalc.commands.shared import Outcome, Request, allocation_of, check_names, language_of, load_for
from ridcalc.commands.since import Changed
from ridcalc.commands.workbook_differences import (
    STRUCTURE,
    UNCALCULATED,
    Findings,
    Found,
    compare,
)
from ridcalc.core.values.problems import Problem, ProblemsFoundError, say
from ridcalc.files import read_file
from ridcalc.language.languages import LANGUAGES
from ridcalc.language.sentences import Language
from ridcalc.reading.workbook.book import StoredBook, read_workbook
from ridcalc.render.excel.cells import Book
from ridcalc.render.excel.guide import GUIDE, SINCE
from ridcalc.render.excel.layout import Options

_MOST_LINES = 50
"""Limit on the differences that are listed; the others are counted."""
_LONGEST = 1000
"""Characters of a text of the workbook that are shown."""
_MOST_OF_GUIDE = 10_000_000
"""Bytes of the sheet Guide."""


def run(request: Request, path: str, message_language: str) -> Outcome:
    """Return the differences between a workbook and the workbook that the files give now, with the same options.

    The scenario and the options are those recorded in the workbook. `message_language` is the code of a language.

    Raises:
        ProblemsFoundError: the workbook cannot be read or does not record its options, or the files have problems.
    """
    content = read_file(path)
    if isinstance(content, Problem):
        raise ProblemsFoundError([content])
    book = read_workbook(path, content)
    fields = recorded_fields(path, book)
    findings = Findings(_MOST_LINES)
    compare(_expected(request, fields, book), book, findings, request.progress)
    uncalculated = findings.counts[UNCALCULATED]
    if uncalculated > _MOST_LINES:  # the workbook was saved by a program that does not calculate formulas
        findings.discard(UNCALCULATED)
        message = say(
            "{count} formulas have no value: open it in a spreadsheet program and save it", count=uncalculated
        )
        findings.add(Found(STRUCTURE, message))
    texts = _texts(path, findings, fields, Language(message_language, longest=_LONGEST))
    return Outcome(texts, failed=any(findings.counts))


def _since(book: StoredBook, language: Language) -> tuple[Changed, ...]:
    """Return what the workbook says that changed since another one, which is not at hand to compare with."""
    title = language.text(GUIDE.sheet)
    if title not in book.sheets:
        return ()
    rows = ({cell.column: cell.value or "" for cell in row.cells} for row in book.rows(title, _MOST_OF_GUIDE))
    marker = GUIDE.numbers["marker"]
    return tuple((row.get(1, ""), row.get(2, ""), row.get(3, "")) for row in rows if row.get(marker) == SINCE)


def _expected(request: Request, fields: Fields, book: StoredBook) -> Book:
    """Return the workbook that the files give now, with the recorded scenario, changes and options."""

    def recorded(name: str) -> str | None:
        return fields.get(name, [None])[0]

    changes = tuple(fields.get("set", ()))
    loaded = load_for(request._replace(scenario=recorded("scenario"), changes=changes))
    budget = loaded.case.budget
    participant = recorded("participant")
    check_names(budget, (participant,) if participant else ())
    code = recorded("lang")
    language = language_of(budget, code if code in LANGUAGES else None)
    no_formulas = recorded("formulas") == "no"
    since = _since(book, language)
    options = Options(participant, recorded("pc_document"), no_formulas, "protect" in fields, since)
    return book_of(loaded, allocation_of(loaded), options, language)


def _texts(path: str, findings: Findings, fields: Fields, language: Language) -> Iterator[str]:
    """Yield the verdict, the scenario and changes of the workbook, and the first differences."""
    count = sum(findings.counts)
    if count:
        verdict = say("{file}: differs from what the files say; places: {count}", file=path, count=count)
    else:
        verdict = say("{file}: the workbook says what the files say", file=path)
    yield f"{language.text(verdict)}\n"
    lines = [say("scenario {id}", id=fields["scenario"][0])]
    lines += [say("changed: {setting}", setting=change) for change in fields.get("set", ())]
    tool, this = fields["tool"][0], f"ridcalc {__version__}"
    if count and tool != this:
        lines.append(say("made by {tool}, and this is {this}", tool=tool, this=this))
    lines += findings.first()
    if count > _MOST_LINES:
        lines.append(say("and {count} more", count=count - _MOST_LINES))
    for line in lines:
        yield f"  {language.text(line)}\n"
