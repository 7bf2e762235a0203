"""The table of an outlook: structural balances, the incidental overview, mutations and reserves, years across."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.analysis.outlook.mutations import MutationRow
from ridcalc.core.analysis.outlook.outlook import Outlook
from ridcalc.core.analysis.outlook.structural import StructuralRow
from ridcalc.core.budget.types import SIDES
from ridcalc.core.values.grouping import grouped
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.amendment_words import SIDE_NAMES, counted_from, organisation_name
from ridcalc.views.in_units import InUnits
from ridcalc.views.notes import facts, title_of
from ridcalc.views.outlook_incidental import incidental_rows
from ridcalc.views.table import Cell, Label, Row, Table, Text

_VERDICTS: dict[bool | None, Message] = {True: say("yes"), False: say("no"), None: say("not known")}


class OutlookView(NamedTuple):
    """The options of the table."""

    unit: int = 0
    """The unit of the amounts, in cents; 0 shows amounts as booked."""
    running: bool = False
    """Whether a running total stands below each mutation."""
    annex: bool = False
    """Whether the posts of the incidental overview are shown, not its totals alone."""


def outlook_table(outlook: Outlook, view: OutlookView) -> Table:
    """Return the table of an outlook: first what is decided on, the structural balances; then what explains it.

    The mutations of an executor or a partnership, which stand in no document, are shown with the annex alone.
    """
    decision = outlook.decision
    units = InUnits(view.unit)
    years = sorted({*decision.years, *(row.year for row in outlook.mutations)})
    mutations = grouped(outlook.mutations, lambda mutation: mutation.organisation)
    balances: dict[str | None, dict[int, StructuralRow]] = {}
    for balance in outlook.structural:
        balances.setdefault(balance.participant, {})[balance.year] = balance
    incidental = grouped(outlook.incidental, lambda row: row.organisation)
    organisations = tuple(mutations)
    reporting = [name for name in organisations if view.annex or name in balances]
    blocks: tuple[tuple[Message, list[Row]], ...] = (
        (
            say("Structural balance"),
            [row for name in organisations for row in _balance(outlook, name, balances.get(name, {}), years, units)],
        ),
        (
            say("Incidental amounts"),
            [
                row
                for name in organisations
                for row in incidental_rows(outlook, incidental.get(name, ()), years, units, posts=view.annex)
            ],
        ),
        (
            say("Mutations per P&C document"),
            [
                row
                for name in reporting
                for row in _mutations(outlook, mutations[name], years, units, running=view.running)
            ],
        ),
        (say("Course of the reserves"), list(_reserves(outlook, years, units))),
    )
    rows = [row for words, below in blocks if below for row in (Row("block", words), *below)]
    nothing = say("no structural amount changes, and no structural balance is given")
    lines: list[tuple[str, Label]] = [] if blocks[0][1] else [("", nothing)]
    case = decision.after.allocation.case
    in_units: tuple[Label, ...] = (say("x {unit}", unit=Euros(view.unit)),) if view.unit else ()
    return Table(
        title_of(case),
        (counted_from(decision), *facts(case), *in_units),
        say("Outlook"),
        tuple(map(str, years)),
        tuple(rows),
        (),
        view.unit,
        lines=(*lines, *units.lines()),
    )


def _balance(
    outlook: Outlook, name: str | None, rows: dict[int, StructuralRow], years: Sequence[int], units: InUnits
) -> Iterator[Row]:
    """Yield the structural balance of a municipality; nothing if it is not given and nothing structural changes.

    `rows` has its balance of each year.
    """
    if not any(row.before is not None or row.contribution or row.coverage or row.unknown for row in rows.values()):
        return
    organisation = organisation_name(outlook.decision, name)
    yield Row("head", organisation)
    given = any(row.before is not None for row in rows.values())
    if given:
        yield Row("body", say("Balance before this change"), _cells(years, rows, lambda row: units.cell(row.before)), 1)
    yield Row("body", say("Less: structural contribution"), _cells(years, rows, lambda row: _paid(row, units)), 1)
    yield Row("body", say("Plus: structural coverage"), _cells(years, rows, lambda row: units.cell(row.coverage)), 1)

    def balance(row: StructuralRow) -> Cell | None:
        """Return the balance after the change or, if none is given, the effect alone."""
        if given and row.before is None:
            return None
        exact = row.effect if row.after is None else row.after
        parts = units.of(row.before or 0), units.of(row.coverage), -units.of(row.contribution)
        place = say("structural balance of {name} in {year}", name=organisation, year=str(row.year))
        return units.money(units.sum(exact, parts, place), len(row.unknown))

    words = say("Structural balance") if given else say("Effect on the structural balance")
    yield Row("total", words, _cells(years, rows, balance), 1)
    if given:
        yield Row("body", say("In balance"), _cells(years, rows, lambda row: Text(_VERDICTS[row.balanced])), 1)


def _paid(row: StructuralRow, units: InUnits) -> Cell | None:
    return units.cell(row.contribution, len(row.unknown))


def _cells(
    years: Sequence[int], rows: dict[int, StructuralRow], cell: Callable[[StructuralRow], Cell | None]
) -> tuple[Cell | None, ...]:
    """Return the cell of each year; None in a year without a row."""
    return tuple(cell(rows[year]) if year in rows else None for year in years)


def _mutations(
    outlook: Outlook, rows: Sequence[MutationRow], years: Sequence[int], units: InUnits, *, running: bool
) -> Iterator[Row]:
    """Yield the mutations of an organisation, expense and income apart; a side without amounts is left out."""
    organisation = organisation_name(outlook.decision, rows[0].organisation)
    begins = any(row.cents or row.unknown for row in rows if row.row == "stage")
    for side in SIDES:
        places: dict[tuple[str, str | None], dict[int, MutationRow]] = {}
        for row in rows:
            if row.side == side:
                places.setdefault((row.row, row.document), {})[row.year] = row
        if not any(row.cents or row.unknown for of_place in places.values() for row in of_place.values()):
            continue
        words = say("{name}, {side}", name=organisation, side=SIDE_NAMES[side])
        yield Row("head", words)
        sums = dict.fromkeys(years, 0)
        for (kind, _), of_year in places.items():
            if kind == "stage" and not begins:
                continue
            label = _place_words(outlook, next(iter(of_year.values())))
            cells: list[Cell | None] = []
            for year in years:
                row = of_year[year]
                if kind == "total":
                    place = say("mutations of {words} in {year}", words=words, year=str(year))
                    cells.append(units.money(units.sum(row.cents, (sums[year],), place), len(row.unknown)))
                else:
                    sums[year] += units.of(row.cents)
                    cells.append(units.cell(row.cents, len(row.unknown)))
            yield Row("total" if kind == "total" else "body", label, tuple(cells), 1)
            if running and kind in {"document", "none"}:
                after: Label = say("running total after {words}", words=label)
                yield Row("part", after, tuple(units.money(sums[year]) for year in years), 2)


def _place_words(outlook: Outlook, row: MutationRow) -> Label:
    """Return what a row of the mutations is called."""
    budget = outlook.decision.after.budget
    match row.row:
        case "stage":
            first = next(iter(budget.stages))
            return budget.stages[first].name_or(first)
        case "document":
            return budget.pc_documents[str(row.document)].name_or(str(row.document))
        case "none":
            return say("in no P&C document")
        case "total":
            return say("Total")


def _reserves(outlook: Outlook, years: Sequence[int], units: InUnits) -> Iterator[Row]:
    """Yield the course of each reserve."""
    budget = outlook.decision.after.budget
    for name, of_reserve in grouped(outlook.reserves, lambda row: row.reserve).items():
        rows = {row.year: row for row in of_reserve}
        reserve = budget.reserves[name]
        words = reserve.name_or(name)
        yield Row(
            "block", say("{reserve} of {owner}", reserve=words, owner=organisation_name(outlook.decision, reserve.of))
        )
        opening, added, withdrawn, closing = [list[Cell | None]() for _ in range(4)]
        for year in years:
            row = rows.get(year)
            if row is None:
                for cells in (opening, added, withdrawn, closing):
                    cells.append(None)
                continue
            opening.append(units.cell(row.opening))
            added.append(units.cell(row.added))
            withdrawn.append(units.cell(row.withdrawn))
            if row.closing is None or row.opening is None:
                closing.append(None)
                continue
            parts = units.of(row.opening), units.of(row.added), -units.of(row.withdrawn)
            place = say("{reserve} at the end of {year}", reserve=words, year=str(year))
            closing.append(units.money(units.sum(row.closing, parts, place)))
        yield Row("body", say("Balance on 1 January"), tuple(opening), 1)
        yield Row("body", say("Additions"), tuple(added), 1)
        yield Row("body", say("Withdrawals"), tuple(withdrawn), 1)
        yield Row("total", say("Balance on 31 December"), tuple(closing), 1)
