"""`ridcalc verify`: the differences between a workbook and the files."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ridcalc import __version__
from ridcalc.commands.export import book_of
from ridcalc.commands.shared import Outcome, Request, allocation_of, check_names, language_of, load_for
from ridcalc.core.values.problems import Message, Number, Problem, ProblemsFoundError, refuse, say
from ridcalc.files import read_file
from ridcalc.language.languages import LANGUAGES
from ridcalc.language.sentences import Language, visible
from ridcalc.render.excel.basis import BASIS
from ridcalc.render.excel.cells import Book, Cell, Sheet, letters
from ridcalc.render.excel.layout import Options
from ridcalc.render.excel.read import Stored, StoredBook, read_workbook

_FIELD, _VALUE = BASIS.numbers["field"], BASIS.numbers["value"]
_MOST_LINES = 50
"""Limit on the differences that are listed; the others are counted."""
_INEXACT = ("share", "exact")
"""The styles of numbers that are no amounts. Another program may store the last digit of such a number differently."""

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
    differences = list(_differences(_expected(request, fields), book))
    empty = [difference for difference in differences if difference.severity == _UNCALCULATED]
    if len(empty) > _MOST_LINES:  # the workbook was saved by a program that does not calculate formulas
        differences = [difference for difference in differences if difference.severity != _UNCALCULATED]
        message = say("{count} formulas have no value: open it in a spreadsheet program and save it", count=len(empty))
        differences.append(_Found(_STRUCTURE, message))
    differences.sort(key=lambda difference: difference.severity)
    texts = _texts(path, differences, fields, Language(message_language))
    return Outcome(texts, failed=bool(differences))


def _fields(book: StoredBook) -> Fields:
    """Return the recorded fields, from the sheets with a field named `tool`."""
    fields: Fields = {}
    for cells, _ in book.sheets.values():
        if not any(column == _FIELD and stored.value == "tool" for (_, column), stored in cells.items()):
            continue
        for (row, column), stored in cells.items():
            value = cells.get((row, _VALUE))
            if column == _FIELD and value is not None:
                fields.setdefault(str(stored.value), []).append(str(value.value))
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


_STRUCTURE, _INPUT, _FORMULA, _CALCULATED, _UNCALCULATED = range(5)
"""Severities in the order in which differences are listed: a difference can be the cause of those after it."""


class _Found(NamedTuple):
    """A difference between the workbook and the files."""

    severity: int
    message: Message


def _differences(expected: Book, book: StoredBook) -> Iterator[_Found]:
    """Yield the differences between two workbooks: those of the workbook as a whole, then those of each sheet."""
    yield from _book_differences(expected, book)
    for sheet in expected.sheets:
        stored = book.sheets.get(sheet.name)
        if stored is None or not stored.cells:
            yield _Found(_STRUCTURE, say("sheet {sheet} is missing", sheet=sheet.name))
            continue
        if stored.hidden:
            yield _Found(_STRUCTURE, say("sheet {sheet} is hidden", sheet=sheet.name))
        yield from _cell_differences(sheet, dict(stored.cells))


def _book_differences(expected: Book, book: StoredBook) -> Iterator[_Found]:
    """Yield the sheets that do not belong in the workbook, a wrong order of sheets, and wrong defined names."""
    names = [sheet.name for sheet in expected.sheets]
    for name in book.sheets:
        if name not in names:
            yield _Found(_STRUCTURE, say("sheet {sheet} does not belong in it", sheet=name))
    if [name for name in book.sheets if name in names] != [name for name in names if name in book.sheets]:
        yield _Found(_STRUCTURE, say("the sheets stand in another order"))
    for name, reference in expected.names:
        stored = book.names.get(name, "")
        if stored.replace("$", "") != reference.replace("$", ""):
            yield _Found(_STRUCTURE, say("{cell}: {difference}", cell=name, difference=_says(stored, reference)))


def _cell_differences(sheet: Sheet, stored: dict[tuple[int, int], Stored]) -> Iterator[_Found]:
    """Yield the differences between a sheet and its stored cells, by row and column from 1; removes those it reads."""
    for number, row in enumerate(sheet.rows, 1):
        field = row[_FIELD - 1] if len(row) == len(BASIS.columns) else None
        for column, cell in enumerate(row, 1):
            difference = _difference(cell, stored.pop((number, column), Stored(None, None)))
            if difference and column == _VALUE and field is not None and str(field.value).startswith("sha256 "):
                file = str(field.value).removeprefix("sha256 ")
                yield _Found(_STRUCTURE, say("{file} is not what it was when the workbook was made", file=file))
            elif difference:
                address = f"{sheet.name}!{letters(column)}{number}"
                message = say("{cell}: {difference}", cell=address, difference=difference.message)
                yield difference._replace(message=message)
    for (number, column), extra in stored.items():
        address = f"{sheet.name}!{letters(column)}{number}"
        yield _Found(_INPUT, say("{cell}: {difference}", cell=address, difference=_says(extra.value, None)))


_EMPTY = Cell("")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
"""The literal text of a number format, which is shown with every number."""


def _difference(cell: Cell | None, stored: Stored) -> _Found | None:
    """Return the difference between an expected cell (None: empty) and the stored cell; None if they are equal."""
    expected = cell or _EMPTY
    if expected.formula is not None and stored.formula is None:
        value, formula = _text(stored.value), f"={expected.formula}"
        message = say("says {found}, and should be the formula {expected}", found=value, expected=formula)
        return _Found(_FORMULA, message)
    if stored.formula != expected.formula:
        message = say(
            "its formula is {found}, and should be {expected}",
            found=f"={stored.formula}",
            expected=_formula_text(expected.formula),
        )
        return _Found(_FORMULA, message)
    literal_text = "".join(quoted or escaped for quoted, escaped in _LITERAL.findall(stored.number_format))
    if any(map(str.isdigit, literal_text)):
        message = say("its number format shows digits of its own: {format}", format=stored.number_format)
        return _Found(_INPUT, message)
    if not _same(expected, stored.value):
        calculated = _UNCALCULATED if stored.value is None else _CALCULATED
        severity = _INPUT if expected.formula is None else calculated
        return _Found(severity, _says(stored.value, expected.value))
    return None


def _formula_text(formula: str | None) -> Message | str:
    return say("none") if formula is None else f"={formula}"


def _same(expected: Cell, value: object) -> bool:
    """Return whether a stored value is the expected one, apart from the last digit of an inexact number."""
    if isinstance(expected.value, str):
        return (value or "") == visible(expected.value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    expected_number = float(expected.value)  # spreadsheets store floats; compared only, never calculated with
    if expected.style in _INEXACT:
        return abs(value - expected_number) <= 1e-12 * max(1.0, abs(expected_number))
    return float(value) == expected_number


def _says(stored: object, expected: object) -> Message:
    return say("says {found}, and should say {expected}", found=_text(stored), expected=_text(expected))


def _text(value: object) -> Message | Number | str:
    if value is None or value == "":
        return say("nothing")
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value) if isinstance(value, str) else repr(value)
    number = Fraction(str(value))
    is_short = (number * 10_000).denominator == 1  # a Number is shown with four decimals at most
    return Number(number) if is_short else str(value)


def _texts(path: str, differences: list[_Found], fields: Fields, language: Language) -> Iterator[str]:
    """Yield the verdict, the scenario and changes of the workbook, and the first differences."""
    if differences:
        verdict = say("{file}: differs from what the files say; places: {count}", file=path, count=len(differences))
    else:
        verdict = say("{file}: the workbook says what the files say", file=path)
    yield f"{language.text(verdict)}\n"
    lines = [say("scenario {id}", id=fields["scenario"][0])]
    lines += [say("changed: {setting}", setting=change) for change in fields.get("set", ())]
    tool, this = fields["tool"][0], f"ridcalc {__version__}"
    if differences and tool != this:
        lines.append(say("made by {tool}, and this is {this}", tool=tool, this=this))
    lines += [difference.message for difference in differences[:_MOST_LINES]]
    if len(differences) > _MOST_LINES:
        lines.append(say("and {count} more", count=len(differences) - _MOST_LINES))
    for line in lines:
        yield f"  {language.text(line)}\n"
