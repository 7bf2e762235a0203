"""What changed since another workbook (`ridcalc export --since`): the inputs on its sheets and on the new ones."""

import os
from collections.abc import Iterator, Mapping
from fractions import Fraction
from hashlib import sha256
from typing import Any, NamedTuple

from ridcalc.commands.recorded_fields import Fields, recorded_fields
from ridcalc.core.values.problems import Message, Problem, ProblemsFoundError, refuse, say
from ridcalc.files import read_file
from ridcalc.language.languages import LANGUAGES
from ridcalc.language.numbers import decimal
from ridcalc.language.sentences import Language
from ridcalc.reading.workbook.book import StoredBook, read_workbook
from ridcalc.render.excel.by_rule.calculations import INPUTS
from ridcalc.render.excel.by_rule.factors import INDEX_INPUTS
from ridcalc.render.excel.by_rule.sheet import composition_sheets
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.columns import Columns
from ridcalc.render.excel.keys import KEYS, keys_sheet
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.measures import MEASURES, measures_sheet

_MOST_BYTES = 100_000_000
"""Bytes of a sheet of the other workbook."""
_CHANGED = "changed"
"""The column with a formula or a number beside each input, and with nothing beside weights that are calculated."""
_NONE = "–"
"""Stands for an input that one of the workbooks does not have."""

Changed = tuple[str, str, str]
"""What changed: an input, what it was, and what it is."""


class _Kind(NamedTuple):
    """A kind of inputs: the columns that identify an input, those that name it, and the column of the input."""

    columns: Columns[Any]
    identity: tuple[str, ...]
    label: tuple[str, ...]
    value: str


_AMOUNTS = _Kind(MEASURES, ("measure_id", "period"), ("measure", "period"), "amount")
_WEIGHTS = _Kind(
    KEYS,
    ("key_id", "since", "driver", "reference_year", "participant_id"),
    ("key_name", "since", "driver", "reference_year", "participant"),
    "weight",
)
_OF_RULES = tuple(
    _Kind(columns, ("id", "what", "when", "who", "path"), ("about", "what", "when", "who"), "value")
    for columns in (INPUTS, INDEX_INPUTS)
)
"""The inputs of amounts by rule; not every workbook has their sheets."""
_KINDS = (_AMOUNTS, *_OF_RULES, _WEIGHTS)


class _Input(NamedTuple):
    label: str
    value: str


_Inputs = dict[tuple[str, ...], _Input]
"""The inputs of a kind, by the texts that identify each."""


class OldWorkbook(NamedTuple):
    """Another workbook: its file, the SHA-256 of its bytes, what it records, and its inputs of each kind."""

    path: str
    digest: str
    fields: Fields
    inputs: tuple[_Inputs, ...]
    """The inputs of each of `_KINDS`."""


def read_old(path: str) -> OldWorkbook:
    """Return another workbook.

    Raises:
        ProblemsFoundError: it cannot be read, or ridcalc export did not write it.
    """
    content = read_file(path)
    if isinstance(content, Problem):
        raise ProblemsFoundError([content])
    book = read_workbook(path, content)
    fields = recorded_fields(path, book)
    code = fields.get("lang", [""])[0]
    language = Language(code if code in LANGUAGES else "nl")
    inputs = tuple(_stored_inputs(path, book, kind, language) for kind in _KINDS)
    return OldWorkbook(path, sha256(content).hexdigest(), fields, inputs)


def changes_since(old: OldWorkbook, layout: Layout) -> tuple[Changed, ...]:
    """Return what was compared with, and each input that differs.

    Raises:
        ProblemsFoundError: the other workbook has no measure of this one.
    """
    inputs = tuple(_new_inputs(layout, kind) for kind in _KINDS)
    measures, old_measures = ({key[0] for one in some[:2] for key in one} for some in (inputs, old.inputs))
    if measures and old_measures and not measures & old_measures:
        message = say("no measure of this workbook is in the files: it is of another budget")
        refuse("workbook-refused", message, place=old.path)
    changed = tuple(
        one for before, now in zip(old.inputs, inputs, strict=True) for one in _changed(before, now, layout.language)
    )
    return (_compared_with(old, layout), *(changed or ((layout.text(say("no input differs")), "", ""),)))


def _compared_with(old: OldWorkbook, layout: Layout) -> Changed:
    made = [layout.text(say("scenario {id}", id=old.fields["scenario"][0])), *old.fields.get("participant", ())]
    return os.path.basename(old.path), ", ".join(made), f"SHA-256 {old.digest}"


def _changed(old: _Inputs, new: _Inputs, language: Language) -> Iterator[Changed]:
    """Yield the inputs that differ: those of the new workbook in their order, then those that are gone."""
    for key, now in new.items():
        before = old.get(key)
        if before is None or _number(before.value) != _number(now.value):
            yield now.label, _NONE if before is None else _shown(before.value, language), _shown(now.value, language)
    for key, before in old.items():
        if key not in new:
            yield before.label, _shown(before.value, language), _NONE


def _number(value: str) -> Fraction | str:
    try:
        return Fraction(value)
    except ValueError:
        return value


def _shown(value: str, language: Language) -> str:
    number = _number(value)
    return number if isinstance(number, str) else decimal(number, language.code)


def _stored_inputs(path: str, book: StoredBook, kind: _Kind, language: Language) -> _Inputs:
    title = language.text(kind.columns.sheet)
    if title not in book.sheets:
        if kind in _OF_RULES:
            return {}
        refuse("workbook-refused", say("sheet {sheet} is missing", sheet=title), place=path)
    inputs: _Inputs = {}
    places: dict[str, int] = {}
    for row in book.rows(title, _MOST_BYTES):
        texts = {cell.column: cell.value or "" for cell in row.cells}
        if row.number == HEADING_ROW:
            places = _places(kind, texts, language, path)
        elif row.number > HEADING_ROW and places and places[_CHANGED] in texts:
            _add(inputs, _input(kind, {name: texts.get(column, "") for name, column in places.items()}))
    return inputs


def _places(kind: _Kind, headings: Mapping[int, str], language: Language, path: str) -> dict[str, int]:
    """Return the column of each name in the other workbook, whose columns may stand in another order."""
    columns = {heading: column for column, heading in headings.items()}
    places: dict[str, int] = {}
    for column in kind.columns.columns:
        if column.name in {"row", _CHANGED, *kind.identity, *kind.label, kind.value} and not isinstance(
            column.heading, int
        ):
            heading = language.text(column.heading)
            if heading not in columns:
                _refuse_column(kind.columns.sheet, heading, language, path)
            places[str(column.name)] = columns[heading]
    return places


def _refuse_column(sheet: Message, heading: str, language: Language, path: str) -> None:
    title = language.text(sheet)
    message = say("sheet {sheet} has no column {column}, so its inputs are not found", sheet=title, column=heading)
    refuse("workbook-refused", message, place=path)


def _new_inputs(layout: Layout, kind: _Kind) -> _Inputs:
    """Return the inputs of the new workbook, without weights that are calculated from others."""
    inputs: _Inputs = {}
    for row in _rows(layout, kind):
        cells = {name: row[column - 1] for name, column in kind.columns.numbers.items() if column <= len(row)}
        cell = cells.get(kind.value)
        if cell is not None and cell.style.startswith("input_"):
            _add(inputs, _input(kind, {str(name): _text(one) for name, one in cells.items()}))
    return inputs


def _rows(layout: Layout, kind: _Kind) -> list[SheetRow]:
    """Return the rows of the sheet of a kind, below its headings; none without such a sheet."""
    sheets = [measures_sheet(layout), keys_sheet(layout), *composition_sheets(layout, MEASURES)]
    title = layout.text(kind.columns.sheet)
    return [row for sheet in sheets if sheet.name == title for row in list(sheet.rows)[HEADING_ROW:]]


def _add(inputs: _Inputs, found: _Inputs) -> None:
    """Add an input; the second and further ones of the same identity, such as corrections, are numbered."""
    for identity, one in found.items():
        number = 1
        while (*identity, str(number)) in inputs:
            number += 1
        inputs[(*identity, str(number))] = one


def _text(cell: Cell | None) -> str:
    return "" if cell is None else str(cell.value)


def _input(kind: _Kind, texts: Mapping[str, str]) -> _Inputs:
    """Return the input of a row by its identity; nothing for a row without a number, which is not divided."""
    if isinstance(_number(texts.get("row", "")), str):
        return {}
    label = ", ".join(texts[name] for name in kind.label if texts[name])
    return {tuple(texts[name] for name in kind.identity): _Input(label, texts[kind.value])}
