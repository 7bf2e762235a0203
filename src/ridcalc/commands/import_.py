"""`ridcalc import`: measures, a driver or a current budget from a spreadsheet, as YAML."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.values.problems import Message, Place, Problem, ProblemsFoundError, refuse, say
from ridcalc.files import MOST_BYTES
from ridcalc.language.sentences import Language
from ridcalc.reading.spreadsheets.accounts import current_of
from ridcalc.reading.spreadsheets.columns import has_headings, layout_of
from ridcalc.reading.spreadsheets.counts import Counts, drivers_of
from ridcalc.reading.spreadsheets.entries import Entry, Gap
from ridcalc.reading.spreadsheets.ids import Ids
from ridcalc.reading.spreadsheets.layout import Layout
from ridcalc.reading.spreadsheets.opened import table_named, tables_in
from ridcalc.reading.spreadsheets.options import Options
from ridcalc.reading.spreadsheets.posts import Posts, measures_of
from ridcalc.reading.spreadsheets.reader import LeftOut, Reader
from ridcalc.reading.spreadsheets.table import Table
from ridcalc.render import yaml

_QUOTED = frozenset({"name", "programma", "taakveld", "category"})
"""The fields with a free text; others hold ids, numbers and options."""
_GENERIC = ("blad", "sheet", "table", "tabel", "werkblad")
"""How the name of a sheet begins that nobody named."""


class Sums(NamedTuple):
    """The sums of a year: of the sheet, and of what was written, in cents or counted, and the PM posts of both."""

    year: str
    file: Fraction
    written: Fraction
    pm: int
    pm_written: int


class Imported(NamedTuple):
    """What a sheet became: the YAML, and what was read, left out and written."""

    path: str
    sheet: str | None
    options: Options
    texts: Sequence[str]
    layout: Layout
    read: int
    entries: int
    left_out: Sequence[LeftOut]
    remarks: Mapping[str, int]
    sums: Sequence[Sums]
    warnings: Sequence[Problem]


def run(path: str, options: Options, sheet: str | None, language: Language) -> Imported:
    """Return what a sheet of the file at `path` becomes; its remarks and gaps are in the language.

    Raises:
        ProblemsFoundError: the file cannot be read, its headings are not recognised, or cells have problems.
    """
    table = _table(path, sheet)
    layout = layout_of(table, options)
    reader = Reader(table, layout, options)
    ids = Ids()
    sections = _sections(reader, ids, language)
    written, unknown = _written(sections)
    texts = list(_texts(table, sections, language))
    if sum(map(len, texts)) > MOST_BYTES:
        message = say("this sheet gives a file that is larger than {most} megabytes", most=MOST_BYTES // 10**6)
        refuse("file-too-large", message, say("divide it over several budgets"), place=path)
    years = sorted({*reader.sums, *reader.unknown, *written, *unknown})
    sums = [
        Sums(year, Fraction(reader.sums[year]), written[year], reader.unknown[year], unknown[year]) for year in years
    ]
    remarks = Counter(reader.remarks)
    remarks["repeated"] = ids.repeated
    remarks["unit"] = layout.unit if layout.unit > 1 else 0
    left_out = sorted(reader.left_out)
    count = _count_of(sections)
    return Imported(
        path, table.sheet, options, texts, layout, reader.read, count, left_out, +remarks, sums, reader.warnings
    )


def _table(path: str, sheet: str | None) -> Table:
    """Return the sheet with this name; without a name the only one, or the only one with headings of amounts."""
    tables = tables_in(path)
    if sheet is not None:
        return table_named(path, tables, sheet)
    if len(tables) > 1:
        tables = [table for table in tables if has_headings(table)] or tables
    if len(tables) == 1:
        return tables[0]
    titles = tuple(table.sheet for table in tables)
    if not titles:
        refuse("sheet-unknown", say("this workbook has no sheets"), None, place=path)
    message = say("this workbook has more than one sheet with amounts: {names}", names=titles)
    return refuse("sheet-unknown", message, say("say which one: --sheet '{name}'", name=str(titles[0])), place=path)


def _sections(reader: Reader, ids: Ids, language: Language) -> Entry:
    """Return the section that the sheet becomes.

    Raises:
        ProblemsFoundError: cells have problems, or there are no rows with amounts.
    """
    section = reader.options.section
    if section == "driver":
        counts = Counts(reader, _name_of(reader.table))
        counts.read()
        _check(reader)
        return {"drivers": dict(drivers_of(counts, ids, gap_word(language)))}
    posts = Posts(reader)
    posts.read()
    _check(reader)
    if section == "measures":
        return {"measures": dict(measures_of(posts, ids, language.text(say("income"))))}
    lines = {name or gap_word(language): accounts for name, accounts in current_of(posts).items()}
    return {"budget": {"current": dict(lines)}}


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


def gap_word(language: Language) -> str:
    """Return the word that stands where the sheet does not say what the files need."""
    return language.text(say("fill-in"))


def _name_of(table: Table) -> str:
    """Return the name of what a sheet counts: that of the sheet, or of the file where nobody named the sheet."""
    sheet = table.sheet or ""
    if sheet and not sheet.lower().startswith(_GENERIC):
        return sheet
    return os.path.splitext(os.path.basename(table.path))[0]


def _count_of(sections: Entry) -> int:
    """Return the number of measures, drivers, or lines of a current budget."""
    [entries] = sections.values()
    current = entries.get("current") if isinstance(entries, dict) else None
    if isinstance(current, dict):
        return sum(len(lines) for lines in current.values())
    return len(entries)


def _texts(table: Table, sections: Entry, language: Language) -> Iterator[str]:
    """Yield the lines of the YAML, with a remark where it comes from."""
    file = os.path.basename(table.path)
    source = say("From {file}, sheet {sheet}.", file=file, sheet=table.sheet) if table.sheet else say("From {file}.", file=file)
    yield f"# {language.text(source)}\n"
    yield from yaml.lines(_as_yaml(sections, language))


def _as_yaml(entry: Entry, language: Language) -> dict[str, object]:
    """Return an entry with its texts as YAML writes them."""
    written: dict[str, object] = {}
    for name, value in entry.items():
        if isinstance(value, Gap):
            written[name] = f"{gap_word(language)} # {language.text(value.remark)}"
        elif isinstance(value, str):
            written[name] = yaml.text_of(value) if name in _QUOTED else value
        elif isinstance(value, dict):
            written[name] = _as_yaml(value, language)
        else:
            written[name] = [_as_yaml(one, language) for one in value]
    return written


def _written(sections: Entry) -> tuple[Counter[str], Counter[str]]:
    """Return the sum of each year and its PM posts, from the texts that are written; amounts in cents, income negative."""
    sums: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for side, period, text in _amounts_in(sections, "expense"):
        if text == "PM":
            unknown[period[:4]] += 1
        else:
            factor = 1 if side == "count" else -100 if side == "income" else 100
            sums[period[:4]] += Fraction(text) * factor  # type: ignore[assignment]  # a count may have decimals
    return sums, unknown


def _amounts_in(entry: Entry, side: str) -> Iterator[tuple[str, str, str]]:
    """Yield the side, the period and the text of each amount in an entry; the side of a count is `count`."""
    side = str(entry.get("side", side))
    for name, value in entry.items():
        if name in {"amounts", "parts", "values"} and isinstance(value, dict):
            for period, text in value.items():
                texts: Iterable[object] = text.values() if isinstance(text, dict) else (text,)
                yield from (("count" if name == "values" else side, period, str(one)) for one in texts)
        elif isinstance(value, dict):
            yield from _amounts_in(value, side)
        elif isinstance(value, list):
            for one in value:
                yield from _amounts_in(one, side)


def summary_of(imported: Imported, language: Language) -> str:
    """Return the summary of an import as JSON."""
    from ridcalc.render.json_import import render  # not needed without --summary

    def reason(message: Message) -> str:
        return language.text(message)

    return render(
        imported.path,
        imported.sheet,
        imported.layout.listed,
        imported.read,
        [(one.row, reason(one.reason)) for one in imported.left_out],
        [(one.year, one.file, one.written) for one in imported.sums],
        counts=imported.options.section == "driver",
    )
