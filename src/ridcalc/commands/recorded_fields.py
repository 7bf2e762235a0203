"""What a workbook records of how it was made: the fields on its sheet Basis."""

from ridcalc.core.values.problems import refuse, say
from ridcalc.reading.workbook.book import StoredBook
from ridcalc.render.excel.basis import BASIS

FIELD, VALUE = BASIS.numbers["field"], BASIS.numbers["value"]
"""The columns in which a workbook records its scenario, options and inputs."""
FREE = 1_000_000
"""Bytes of a sheet that are read in any case. What stands around the rows is far less."""
_RECORD_ROWS = 1000
"""Rows of a sheet in which the recorded fields are looked for."""

Fields = dict[str, list[str]]
"""The fields in which a workbook records its scenario, options and inputs: field name → values."""


def recorded_fields(path: str, book: StoredBook) -> Fields:
    """Return the recorded fields, from the last sheet with a field named `tool`.

    Raises:
        ProblemsFoundError: the workbook records none, or no scenario; `path` is the place of the problem.
    """
    records = (_fields_of(book, title) for title in reversed(book.sheets))
    fields = next((fields for fields in records if {"tool", "scenario"} <= fields.keys()), None)
    if fields is None:
        message = say("this workbook does not record how it was made; ridcalc export did not write it")
        refuse("workbook-refused", message, place=path)
    return fields


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
