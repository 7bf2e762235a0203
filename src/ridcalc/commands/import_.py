"""`ridcalc import`: measures, a driver or a current budget from a spreadsheet, as YAML."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from ridcalc.commands.import_written import Entries, Written
from ridcalc.core.values.problems import Place, Problem, ProblemsFoundError, refuse, say
from ridcalc.language.sentences import Language
from ridcalc.reading.spreadsheets.accounts import current_of
from ridcalc.reading.spreadsheets.columns import has_headings, layout_of
from ridcalc.reading.spreadsheets.counts import Counts, drivers_of
from ridcalc.reading.spreadsheets.ids import Ids
from ridcalc.reading.spreadsheets.opened import table_named, tables_in
from ridcalc.reading.spreadsheets.options import Options
from ridcalc.reading.spreadsheets.posts import Posts, measures_of
from ridcalc.reading.spreadsheets.reader import Reader
from ridcalc.reading.spreadsheets.table import Table
from ridcalc.render import json_import, text
from ridcalc.views.imported import Column, Imported, YearSums, report_table

_GENERIC = ("blad", "sheet", "table", "tabel", "werkblad")
"""How the name of a sheet begins that nobody named."""


class Outcome(NamedTuple):
    """The YAML that a sheet became, what was read and left out, and the warnings."""

    texts: Sequence[str]
    imported: Imported
    warnings: Sequence[Problem]

    def report(self, language: Language) -> str:
        """Return what was read, left out and written, as a table and what stands below it."""
        return text.render(report_table(self.imported), language)

    def summary(self, language: Language) -> str:
        """Return the same as JSON."""
        return json_import.render(self.imported, language)


def run(path: str, options: Options, sheet: str | None, language: Language) -> Outcome:
    """Return what a sheet of the file at `path` becomes; its remarks and gaps are in the language.

    Raises:
        ProblemsFoundError: the file cannot be read, its headings are not recognised, or cells have problems.
    """
    table, passed_over = _table(path, sheet)
    hidden = table.hidden_columns()
    layout = layout_of(table, options)
    reader = Reader(table, layout, options)
    ids = Ids()
    written = Written(language, table)
    written.add(*_entries(reader, ids, written.gap, language.text(say("income"))))
    remarks = Counter(reader.remarks)
    remarks["repeated"] = ids.repeated
    remarks["unit"] = layout.unit if layout.unit > 1 else 0
    remarks["hidden-sheets"] = passed_over
    imported = Imported(
        path,
        table.sheet,
        options.section,
        [
            Column(one.letters, one.heading, one.field, one.period, one.side, one.column in hidden)
            for one in layout.listed
        ],
        reader.read,
        written.entries,
        sorted((one.row, one.reason) for one in reader.left_out),
        +remarks,
        _sums(reader, written),
    )
    return Outcome(written.texts, imported, reader.warnings)


def _sums(reader: Reader, written: Written) -> list[YearSums]:
    """Return the sums of each year, of the sheet and of what was written, in order."""
    years = sorted({*reader.sums, *reader.unknown, *written.sums, *written.unknown})
    return [
        YearSums(
            year,
            Fraction(reader.sums[year]),
            Fraction(written.sums[year]),
            reader.unknown[year],
            written.unknown[year],
        )
        for year in years
    ]


def _table(path: str, sheet: str | None) -> tuple[Table, int]:
    """Return the sheet with this name; without a name the only one, or the only one with headings of amounts.

    Sheets that the workbook hides are passed over if it shows others; the number of these is returned too.
    """
    everything = tables_in(path)
    if sheet is not None:
        return table_named(path, everything, sheet), 0
    tables = [table for table in everything if not table.hidden] or everything
    if len(tables) > 1:
        tables = [table for table in tables if has_headings(table)] or tables
    if len(tables) == 1:
        return tables[0], sum(one.hidden for one in everything if one is not tables[0])
    titles = tuple(table.sheet for table in tables)
    if not titles:
        refuse("sheet-unknown", say("this workbook has no sheets"), None, place=path)
    message = say("this workbook has more than one sheet with amounts: {names}", names=titles)
    return refuse("sheet-unknown", message, say("say which one: --sheet '{name}'", name=str(titles[0])), place=path)


def _entries(reader: Reader, ids: Ids, gap: str, income: str) -> tuple[tuple[str, ...], Iterable[Entries]]:
    """Return the names above the entries of the section that the sheet becomes, and the entries by id.

    `gap` stands for what the sheet does not say, `income` in the names of posts with both sides.

    Raises:
        ProblemsFoundError: cells have problems, or there are no rows with amounts.
    """
    section = reader.options.section
    if section == "driver":
        counts = Counts(reader, _name_of(reader.table))
        counts.read()
        _check(reader)
        return ("drivers",), drivers_of(counts, ids, gap)
    posts = Posts(reader)
    posts.read()
    _check(reader)
    if section == "measures":
        return ("measures",), measures_of(posts, ids, income)
    return ("budget", "current"), [(name or gap, lines) for name, lines in current_of(posts).items()]


def _check(reader: Reader) -> None:
    """Raise the problems of the rows.

    Raises:
        ProblemsFoundError: there are problems, or no rows.
    """
    if reader.all_problems:
        raise ProblemsFoundError(reader.all_problems)
    if not reader.read:
        place = Place(reader.table.path)
        for head in reader.layout.heads[-1:]:
            place = reader.table.place(head)
        message = say("there are no rows with amounts below these headings")
        hint = say("are the amounts in another sheet (--sheet), or in another column (--map amount=COLUMN)?")
        raise ProblemsFoundError([Problem("heading-missing", message, hint, place=place)])


def _name_of(table: Table) -> str:
    """Return the name of what a sheet counts: that of the sheet, or of the file where nobody named the sheet."""
    sheet = table.sheet or ""
    if sheet and not sheet.lower().startswith(_GENERIC):
        return sheet
    return os.path.splitext(os.path.basename(table.path))[0]
