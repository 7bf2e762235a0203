"""`ridcalc verify`: the differences between a workbook and the files."""

from collections.abc import Iterator

from ridcalc import __version__
from ridcalc.commands.export import book_of
from ridcalc.commands.shared import Outcome, Request, allocation_of, check_names, language_of, load_for
from ridcalc.commands.workbook_differences import (
    FIELD,
    FREE,
    STRUCTURE,
    UNCALCULATED,
    VALUE,
    Findings,
    Found,
    compare,
)
from ridcalc.core.values.problems import Problem, ProblemsFoundError, refuse, say
from ridcalc.files import read_file
from ridcalc.language.languages import LANGUAGES
from ridcalc.language.sentences import Language
from ridcalc.reading.workbook.book import StoredBook, read_workbook
from ridcalc.render.excel.cells import Book
from ridcalc.render.excel.layout import Options

_MOST_LINES = 50
"""Limit on the differences that are listed; the others are counted."""
_LONGEST = 1000
"""Characters of a text of the workbook that are shown."""
_RECORD_ROWS = 1000
"""Rows of a sheet in which the recorded fields are looked for."""

Fields = dict[str, list[str]]
"""The fields in which a workbook records its scenario, options and inputs: field name → values."""


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
    fields = _fields(book)
    if "scenario" not in fields or "tool" not in fields:
        message = say("this workbook does not record how it was made; ridcalc export did not write it")
        refuse("workbook-refused", message, place=path)
    findings = Findings(_MOST_LINES)
    compare(_expected(request, fields), book, findings, request.progress)
    uncalculated = findings.counts[UNCALCULATED]
    if uncalculated > _MOST_LINES:  # the workbook was saved by a program that does not calculate formulas
        findings.discard(UNCALCULATED)
        message = say(
            "{count} formulas have no value: open it in a spreadsheet program and save it", count=uncalculated
        )
        findings.add(Found(STRUCTURE, message))
    texts = _texts(path, findings, fields, Language(message_language, longest=_LONGEST))
    return Outcome(texts, failed=any(findings.counts))


def _fields(book: StoredBook) -> Fields:
    """Return the recorded fields, from the last sheet with a field named `tool`."""
    for title in reversed(book.sheets):
        fields = _fields_of(book, title)
        if "tool" in fields:
            return fields
    return {}


def _fields_of(book: StoredBook, title: str) -> Fields:
    fields: Fields = {}
    rows = book.rows(title, FREE)
    for row in rows:
        if row.number > _RECORD_ROWS or rows.taken > FREE:
            break
        by_column = {cell.column: cell.value for cell in row.cells if cell.kind == "text"}
        field, value = by_column.get(FIELD), by_column.get(VALUE)
        if field is not None and value is not None:
            fields.setdefault(field, []).append(value)
    return fields


def _expected(request: Request, fields: Fields) -> Book:
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
    options = Options(participant, recorded("pc_document"), no_formulas, "protect" in fields)
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
