"""`ridcalc verify`: does a workbook still say what the files say."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ridcalc import __version__
from ridcalc.commands.export import book_of
from ridcalc.commands.shared import Answer, Request, allocation_of, check_names, language_of, load_for
from ridcalc.core.values.problems import Message, Number, Problem, ProblemsFoundError, refuse, say
from ridcalc.files import read_file
from ridcalc.language.languages import LANGUAGES
from ridcalc.language.sentences import Language, visible
from ridcalc.render.excel.basis import BASIS
from ridcalc.render.excel.cells import Book, Cell, Sheet, letters
from ridcalc.render.excel.layout import Options
from ridcalc.render.excel.read import Stored, StoredBook, read_workbook

_FIELD, _VALUE = BASIS.numbers["field"], BASIS.numbers["value"]
_TOLD_AT_MOST = 50
_ROUNDED = ("share", "exact")
"""The styles of numbers that no amount is made of; another program may store their last digit otherwise."""

Fields = dict[str, list[str]]
"""What a workbook records of how it was made, by the name of the field."""


def answer(request: Request, path: str, talk: str) -> Answer:
    """Return every cell in which a workbook differs from one that is made now, from the files, as it was made.

    Raises:
        ProblemsFoundError: the workbook cannot be read, or the files have problems.
    """
    content = read_file(path)
    if isinstance(content, Problem):
        raise ProblemsFoundError([content])
    book = read_workbook(path, content)
    fields = _fields(book)
    if "scenario" not in fields or "tool" not in fields:
        message = say("this workbook does not record how it was made; ridcalc export did not write it")
        refuse("workbook-refused", message, place=path)
    told = Language(talk)
    found = list(_differences(_expected(request, fields), book))
    empty = [one for one in found if one.weight == _UNCALCULATED]
    if len(empty) > _TOLD_AT_MOST:  # saved by a program that does not calculate
        found = [one for one in found if one.weight != _UNCALCULATED]
        message = say("{count} formulas have no value: open it in a spreadsheet program and save it", count=len(empty))
        found.append(_Found(0, message))
    differences = sorted(found, key=lambda one: one.weight)
    return Answer(_texts(path, differences, fields, told), failed=bool(differences))


def _fields(book: StoredBook) -> Fields:
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
    """Return the workbook as it is made now, with the scenario, changes and options that are recorded."""

    def recorded(name: str) -> str | None:
        return fields.get(name, [None])[0]

    changes = tuple(fields.get("set", ()))
    loaded = load_for(request._replace(scenario=recorded("scenario"), changes=changes))
    budget = loaded.case.budget
    participant = recorded("participant")
    check_names(budget, (participant,) if participant else ())
    asked = recorded("lang")
    language = language_of(budget, asked if asked in LANGUAGES else None)
    no_formulas = recorded("formulas") == language.text(say("no, values only"))
    options = Options(participant, recorded("pc_document"), no_formulas, "protect" in fields)
    return book_of(loaded, allocation_of(loaded), options, language)


class _Found(NamedTuple):
    """A difference; what others may follow from comes first: sheets, then inputs and labels, formulas, values."""

    weight: int
    message: Message


def _differences(expected: Book, book: StoredBook) -> Iterator[_Found]:
    yield from _of_the_book(expected, book)
    for sheet in expected.sheets:
        there = book.sheets.get(sheet.name)
        if there is None or not there.cells:
            yield _Found(0, say("sheet {sheet} is missing", sheet=sheet.name))
            continue
        if there.hidden:
            yield _Found(0, say("sheet {sheet} is hidden", sheet=sheet.name))
        yield from _of_the_cells(sheet, dict(there.cells))


def _of_the_book(expected: Book, book: StoredBook) -> Iterator[_Found]:
    names = [sheet.name for sheet in expected.sheets]
    for name in book.sheets:
        if name not in names:
            yield _Found(0, say("sheet {sheet} does not belong in it", sheet=name))
    if [name for name in book.sheets if name in names] != [name for name in names if name in book.sheets]:
        yield _Found(0, say("the sheets stand in another order"))
    for name, place in expected.names:
        found = book.names.get(name, "")
        if found.replace("$", "") != place.replace("$", ""):
            yield _Found(0, say("{cell}: {difference}", cell=name, difference=_says(found, place)))


def _of_the_cells(sheet: Sheet, stored: dict[tuple[int, int], Stored]) -> Iterator[_Found]:
    for number, row in enumerate(sheet.rows, 1):
        field = row[_FIELD - 1] if len(row) == _FIELD else None
        for column, cell in enumerate(row, 1):
            found = _difference(cell, stored.pop((number, column), Stored(None, None)))
            if found and column == _VALUE and field is not None and str(field.value).startswith("sha256 "):
                file = str(field.value).removeprefix("sha256 ")
                yield _Found(0, say("{file} is not what it was when the workbook was made", file=file))
            elif found:
                where = f"{sheet.name}!{letters(column)}{number}"
                yield found._replace(message=say("{cell}: {difference}", cell=where, difference=found.message))
    for (number, column), extra in stored.items():
        where = f"{sheet.name}!{letters(column)}{number}"
        yield _Found(1, say("{cell}: {difference}", cell=where, difference=_says(extra.value, None)))


_EMPTY = Cell("")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
"""What a number format shows whatever the number is."""
_UNCALCULATED = 4


def _difference(cell: Cell | None, stored: Stored) -> _Found | None:
    expected = cell or _EMPTY
    if expected.formula is not None and stored.formula is None:
        found, wanted = _text(stored.value), f"={expected.formula}"
        return _Found(2, say("says {found}, and should be the formula {expected}", found=found, expected=wanted))
    if stored.formula != expected.formula:
        found = f"={stored.formula}"
        expected_text = _formula_text(expected.formula)
        return _Found(2, say("its formula is {found}, and should be {expected}", found=found, expected=expected_text))
    shown = "".join(quoted or escaped for quoted, escaped in _LITERAL.findall(stored.number_format))
    if any(map(str.isdigit, shown)):
        return _Found(1, say("its number format shows digits of its own: {format}", format=stored.number_format))
    if not _same(expected, stored.value):
        weight = 1 if expected.formula is None else _UNCALCULATED if stored.value is None else 3
        return _Found(weight, _says(stored.value, expected.value))
    return None


def _formula_text(formula: str | None) -> Message | str:
    return say("none") if formula is None else f"={formula}"


def _same(expected: Cell, value: object) -> bool:
    if isinstance(expected.value, str):
        return (value or "") == visible(expected.value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    wanted = float(expected.value)  # what a spreadsheet holds of it; nothing is calculated with this
    if expected.style in _ROUNDED:
        return abs(value - wanted) <= 1e-12 * max(1.0, abs(wanted))
    return float(value) == wanted


def _says(found: object, expected: object) -> Message:
    return say("says {found}, and should say {expected}", found=_text(found), expected=_text(expected))


def _text(value: object) -> Message | Number | str:
    if value is None or value == "":
        return say("nothing")
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value) if isinstance(value, str) else repr(value)
    number = Fraction(str(value))
    return Number(number) if (number * 10_000).denominator == 1 else str(value)  # what is finer is no money


def _texts(path: str, differences: list[_Found], fields: Fields, talk: Language) -> Iterator[str]:
    """Yield the verdict and what differs, in the language of the talk."""
    if differences:
        told = say("{file}: differs from what the files say; places: {count}", file=path, count=len(differences))
    else:
        told = say("{file}: the workbook says what the files say", file=path)
    yield f"{talk.text(told)}\n"
    lines = [say("scenario {id}", id=fields["scenario"][0])]
    lines += [say("changed: {setting}", setting=change) for change in fields.get("set", ())]
    tool, this = fields["tool"][0], f"ridcalc {__version__}"
    if differences and tool != this:
        lines.append(say("made by {tool}, and this is {this}", tool=tool, this=this))
    lines += [one.message for one in differences[:_TOLD_AT_MOST]]
    if len(differences) > _TOLD_AT_MOST:
        lines.append(say("and {count} more", count=len(differences) - _TOLD_AT_MOST))
    for line in lines:
        yield f"  {talk.text(line)}\n"
