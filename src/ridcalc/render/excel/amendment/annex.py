"""The annex of a block: each account (programma, taakveld and side), and below it the lines that explain it."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from ridcalc.core.analysis.decisions.amendment import Block
from ridcalc.core.analysis.decisions.iv3_rows import iv3_key
from ridcalc.core.values.problems import say
from ridcalc.render.excel.amendment.cents import after_of, booked
from ridcalc.render.excel.amendment.columns import amendment_columns, kind_text
from ridcalc.render.excel.amendment.figures import Shown, Spot, again, line_cells, or_pm, row_check, summed_cells
from ridcalc.render.excel.amendment.groups import Groups
from ridcalc.render.excel.amendment.planned import PlannedRow, PlannedRows
from ridcalc.render.excel.amendment.references import below, whole, year_of
from ridcalc.render.excel.booked.books import BlockBooks, BookAccount, BookLine
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.columns import At, Cells
from ridcalc.render.excel.heads import frozen
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import amounts
from ridcalc.render.excel.trace import parts
from ridcalc.render.excel.wording import NATURE_LETTERS, account_cell, codes_text, missing_fields, some_names
from ridcalc.views.amendment_words import RESULT_SIGNS, SIDE_NAMES, description_of
from ridcalc.views.table import Label


class Annex(NamedTuple):
    """A block of the sheet, the numbers of its groups, and the rows of the whole sheet."""

    layout: Layout
    books: BlockBooks
    groups: Groups
    rows: PlannedRows

    @property
    def last(self) -> int:
        """The last row of the sheet, known once all rows are planned."""
        return self.rows.last

    @property
    def block(self) -> Block:
        """The amendment of the organisation."""
        return self.books.block

    @property
    def rounds(self) -> bool:
        """Whether changes are booked in the amendment's unit rather than to the cent."""
        return self.block.kind == "municipality"

    @property
    def lands_elsewhere(self) -> bool:
        """Whether a changed input can move a contribution to another account, so that income asks for a new export."""
        received = [line for line in self.books.lines if line.post.kind == "received"]
        return any(_keeps_value(self.layout, line, year) for line in received for year in self.layout.decision.years)


def annex_rows(annex: Annex) -> Iterator[PlannedRow]:
    """Yield the rows of the annex."""
    for account in annex.books.accounts:
        yield PlannedRow(partial(_account_row, annex, account))
        for line in account.lines:
            yield PlannedRow(partial(_line_row, annex, account, line))


def _account_row(annex: Annex, account: BookAccount, row: int) -> SheetRow:
    layout, (programma, taakveld, side, _) = annex.layout, account.heading
    at = amendment_columns(layout).at(row)
    years = {
        year: Shown(
            figures.before, booked(figures), after_of(figures), len(figures.unknown_before), len(figures.unknown_after)
        )
        for year, figures in account.rows.items()
    }

    moves = side == "income" and not account.first.of_reserve and annex.lands_elsewhere

    def change(year: int) -> str:
        lines, changes = (below(layout, name, row, annex.last) for name in ("account", ("change", year)))
        whose = f"{lines},{at.number}"
        summed = nearest_euros(f"SUMIFS({changes},{whose})")
        in_unit = or_pm(_in_unit(layout, summed) if annex.rounds else summed, _more(at, year))
        if moves:
            return frozen(layout, in_unit)
        return f"IF(COUNTIFS({whose},{changes},{again(layout)})>0,{again(layout)},{in_unit})"

    spot = Spot(row, RESULT_SIGNS[side], total=True)
    cells = summed_cells(layout, spot, years, change, lambda year: _posts(annex, account, row, year))
    for year, shown in years.items():
        cells["taken", year] = Cell(shown.unknown, "small")
    blank: Cells = dict.fromkeys(("category", "nature"), Cell("", "total"))
    cells |= blank | {
        "programma": Cell(layout.text(programma or say("no programma")), "total"),
        "taakveld": Cell(layout.text(taakveld) if taakveld else "–", "total"),
        "description": Cell(layout.text(SIDE_NAMES[side]), "total"),
        "number": Cell(account.number, "small"),
        "programme": Cell(annex.groups.programme_of(account.first), "small"),
        "booked": Cell(annex.books.number, "small"),
        "total": Cell(annex.groups.total_of(account.first), "small"),
    }
    return amendment_columns(layout).filled(cells | row_check(layout, row, cells))


def _more(at: At, year: int) -> str:
    return f"{at['unknown', year]}>{at['unknown_before', year]}"


def _in_unit(layout: Layout, amount: str) -> str:
    """Return the formula that rounds an amount in euros to the unit in which municipalities book."""
    thousand = layout.settings.amendment.unit == 100_000
    return f"ROUND({amount}/1000,0)*1000" if thousand else f"ROUND({amount},0)"


def _posts(annex: Annex, account: BookAccount, row: int, year: int) -> str:
    """Return the formula of the number of PM posts of an account in a year, each once."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    figures = account.rows[year]
    received = any(line.post.kind == "received" for line in account.lines)
    if received:
        known = _landed(annex, account, year) == len(figures.unknown_after)
        posts, lands = (whole(layout, name, annex.last) for name in (("posts", year), "lands"))
        counted = f"SUMIFS({posts},{lands},{at.number})"
    else:
        known = sum(len(line.figures(year).unknown_after) for line in account.lines) == len(figures.unknown_after)
        counts, lines = (below(layout, name, row, annex.last) for name in (("unknown", year), "account"))
        counted = f"SUMIFS({counts},{lines},{at.number})"
    return counted if known and not (received and annex.lands_elsewhere) else frozen(layout, at["taken", year])


def _landed(annex: Annex, account: BookAccount, year: int) -> int:
    return sum(
        len(line.figures(year).unknown_after)
        for line in annex.books.lines
        if annex.groups.landing_of(line) == account.number
    )


def _line_row(annex: Annex, account: BookAccount, line: BookLine, row: int) -> SheetRow:
    layout, post = annex.layout, line.post
    years = {}
    for year in layout.decision.years:
        figures = line.figures(year)
        posts = len(figures.unknown_before), len(figures.unknown_after)
        years[year] = Shown(figures.before, figures.after - figures.before, figures.after, *posts)
    cells = line_cells(
        layout,
        Spot(row, RESULT_SIGNS[post.side]),
        years,
        lambda year: _after(annex, line, row, year),
        lambda year: _unknown(annex, line, row, year),
    )
    text = layout.text(_description(annex, line))
    remark = "; ".join(_remarks(annex, line))
    cells |= {
        "category": account_cell(layout, post.account.category),
        "description": Cell(f"{text} – {remark}" if remark else text, "wrapped"),
        "nature": Cell(NATURE_LETTERS[post.nature], "centre"),
        "account": Cell(account.number, "small"),
    }
    cells |= _amounts_kept(line, years) | _landing_cells(annex, line, years, row) | _finding_cells(annex, line)
    return amendment_columns(layout).filled(cells | row_check(layout, row, cells))


def _amounts_kept(line: BookLine, years: Mapping[int, Shown]) -> Cells:
    """Return the cells with the amounts as exported, for formulas that keep them; a coverage has none."""
    if line.post.kind == "coverage":
        return {}
    limits: Cells = {("limit", year): Cell(euros(shown.after or 0), "small") for year, shown in years.items()}
    return limits | {("taken", year): Cell(shown.unknown, "small") for year, shown in years.items()}


def _landing_cells(annex: Annex, line: BookLine, years: Mapping[int, Shown], row: int) -> Cells:
    """Return the cells by which an account finds the PM posts that land on it; none for a line that lands nowhere."""
    landing, at = annex.groups.landing_of(line), amendment_columns(annex.layout).at(row)
    if not landing:
        return {}
    cells: Cells = {("posts", year): Cell(known.unknown, "whole", at["unknown", year]) for year, known in years.items()}
    return cells | {"lands": Cell(landing, "small")}


def _finding_cells(annex: Annex, line: BookLine) -> Cells:
    """Return the cells with the numbers by which formulas, here and on other sheets, find the line and its amounts."""
    layout, post = annex.layout, line.post
    block = Cell(annex.books.number, "small")
    cells: Cells = {
        "number": Cell(_found_by(annex, line), "small"),
        "block": block,
        "kind": Cell(kind_text(layout, post.kind, post.side), "small"),
    }
    iv3 = layout.iv3_numbers.get(iv3_key(annex.block.organisation, post))
    if iv3:
        cells["iv3"] = Cell(iv3, "small")
    if post.kind == "coverage":
        cells["report"] = Cell(layout.reports.row_of_coverage(post), "small")
    if post.kind == "received":
        cells["receiver"] = block
    return cells


def _found_by(annex: Annex, line: BookLine) -> int:
    """Return the number by which a line finds its amounts: of the coverage that it books, or on another sheet."""
    return annex.groups.covers_of(line.post) if line.post.kind == "coverage" else line.number


def _after(annex: Annex, line: BookLine, row: int, year: int) -> str:
    """Return the formula of what a line comes to after the change."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    if line.post.kind == "coverage":
        return _taken(annex, line, row, year)
    spent = line.post.kind == "spending"
    if _keeps_value(layout, line, year):
        return frozen(layout, or_pm(at["limit", year], f"{at['unknown', year]}>0"))
    where = _where(annex, line, row, year)
    column = amounts(layout, "amount") if spent else parts(layout, "amount")
    return or_pm(nearest_euros(f"SUMIFS({column},{where})"), f"{at['unknown', year]}>0")


def _keeps_value(layout: Layout, line: BookLine, year: int) -> bool:
    """Return whether a line asks for a new export once an input was changed: no other sheet has just its amount."""
    apart = line.post.kind != "spending" and line.post in layout.numbers.apart
    return apart or layout.numbers.cents.get((line.number, year), 0) != line.figures(year).after


def _where(annex: Annex, line: BookLine, row: int, year: int) -> str:
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    if line.post.kind == "spending":
        return f"{amounts(layout, 'spending')},{at.number},{amounts(layout, 'year')},{year_of(layout, year)}"
    name = "payment" if line.post.kind == "contribution" else "contribution"
    return f"{parts(layout, name)},{at.number},{parts(layout, 'year')},{year_of(layout, year)}"


def _unknown(annex: Annex, line: BookLine, row: int, year: int) -> str:
    """Return the formula of the number of PM posts of a line."""
    layout = annex.layout
    if line.post.kind == "coverage":
        return "0"
    posts = len(line.figures(year).unknown_after)
    moves = line.post.kind == "received" and _keeps_value(layout, line, year)
    if moves or (line.post.kind != "spending" and layout.numbers.posts_of(line.number, year) != posts):
        return frozen(layout, amendment_columns(layout).at(row)["taken", year])
    of_sheet = amounts if line.post.kind == "spending" else parts
    return f"SUMIFS({of_sheet(layout, 'first_unknown')},{_where(annex, line, row, year)})"


def _taken(annex: Annex, line: BookLine, row: int, year: int) -> str:
    """Return the formula of what the entries of the coverage take that a line books."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    taken, covers = (whole(layout, name, annex.last) for name in (("taken", year), "covers"))
    where = f"{taken},{covers},{at.number}"
    if line.post.source != "reserve":
        return nearest_euros(f"-SUMIFS({where})")
    if line.post.side == "expense":
        return nearest_euros(f'-SUMIFS({where},{taken},"<0")')
    withdrawn = nearest_euros(f'SUMIFS({where},{taken},">0")')
    if annex.groups.adds(line.post):
        return withdrawn
    return f'IF(COUNTIFS({covers},{at.number},{taken},"<0")>0,{again(layout)},{withdrawn})'


def _description(annex: Annex, line: BookLine) -> Label:
    layout, post = annex.layout, line.post
    if post.kind == "spending":
        names = [layout.measure_name(name) if name in layout.case.budget.measures else name for name in line.measures]
        return say("measures: {names}", names=some_names(names))
    return description_of(layout.decision, post)


def _remarks(annex: Annex, line: BookLine) -> Iterator[str]:
    """Yield the further codes, the missing fields of the booking, and the note of the payer."""
    layout, account = annex.layout, line.post.account
    codes = codes_text(account.codes)
    if codes:
        yield layout.text(codes)
    missing = list(missing_fields(account))
    if account.category is None:
        missing.append(layout.text(say("category")))
    if missing:
        yield layout.text(say("missing: {fields}", fields=tuple(missing)))
    if line.post.kind == "contribution":
        note = layout.case.budget.participants[str(line.post.participant)].note
        if note:
            yield layout.text(note)
