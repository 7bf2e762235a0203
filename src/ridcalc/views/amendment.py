"""The table of an amendment: what each organisation decides, per programma; the annex explains it per account."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.analysis.decisions.accounts import ProgrammeRow, RowSide
from ridcalc.core.analysis.decisions.amendment import Amendment, Block
from ridcalc.core.analysis.decisions.drafts import draft_reasons
from ridcalc.core.analysis.decisions.iv3_cautions import iv3_layer
from ridcalc.core.budget.types import OverviewName
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.amendment_annex import annex_rows
from ridcalc.views.amendment_cells import Change, Columns, total_of
from ridcalc.views.amendment_words import RESULT_SIGNS, SIDE_NAMES, counted_from, organisation_name
from ridcalc.views.in_units import InUnits
from ridcalc.views.notes import facts, title_of
from ridcalc.views.table import Label, Role, Row, Section, Table

_OVERVIEWS: dict[OverviewName, Message] = {
    "overhead": say("overhead"),
    "algemene dekkingsmiddelen": say("general means of coverage"),
    "vennootschapsbelasting": say("corporation tax"),
    "onvoorzien": say("unforeseen"),
}
_OF_RESERVES: tuple[RowSide, ...] = ("addition", "withdrawal")


class AmendmentView(NamedTuple):
    """The options of the table."""

    unit: int = 0
    """The unit of the amounts, in cents; 0 shows amounts as booked."""
    annex: bool = False
    """Whether the accounts and their lines stand below what is decided."""


def amendment_table(amendment: Amendment, view: AmendmentView) -> Table:
    """Return a block per organisation: its programmas, the balance, reserves and the result; then the annex."""
    decision = amendment.decision
    units = InUnits(view.unit)
    columns = Columns(amendment, units)
    rows = [row for block in amendment.blocks for row in _Decided(amendment, block, columns).rows()]
    if view.annex:
        rows += [row for block in amendment.blocks for row in annex_rows(amendment, block, columns)]
    drafts = [line for block in amendment.blocks for line in _draft_lines(amendment, block)]
    sections = (Section(say("CONCEPT"), tuple(drafts)),) if drafts else ()
    case = decision.after.allocation.case
    in_units: tuple[Label, ...] = (say("x {unit}", unit=Euros(view.unit)),) if view.unit else ()
    return Table(
        title_of(case),
        (counted_from(decision), *facts(case), *in_units),
        say("Programma"),
        columns.labels(),
        tuple(rows),
        sections,
        view.unit,
        spans=columns.spans(),
        said=columns.said(),
        lines=(*(("", remark) for remark in (*_unchanged(columns), *_remarks(amendment))), *units.lines()),
    )


class _Decided:
    """The rows of what an organisation decides."""

    def __init__(self, amendment: Amendment, block: Block, columns: Columns) -> None:
        """Take the block of the organisation."""
        self._block, self._columns = block, columns
        self._name = organisation_name(amendment.decision, block.organisation)

    def rows(self) -> Iterator[Row]:
        """Yield its programmas, the balance without reserves, what reserves do, and the result."""
        yield Row("block", self._name)
        programmes: dict[tuple[str | None, OverviewName | None], list[ProgrammeRow]] = {}
        for row in self._block.programmes:
            if row.side not in _OF_RESERVES:
                programmes.setdefault((row.programma, row.overview), []).append(row)
        for (programma, overview), rows in programmes.items():
            yield from self._programme(_programme_name(programma, overview), rows)
        operating = [row for rows in programmes.values() for row in rows]
        if len(programmes) != 1:
            yield self._total("body", say("Balance of income and expense"), operating)
        of_reserves = [row for row in self._block.programmes if row.side in _OF_RESERVES]
        for programma in dict.fromkeys(row.programma for row in of_reserves):
            rows = [row for row in of_reserves if row.programma == programma]
            yield from self._sides(programma or say("no programma"), rows)
        yield self._total("total", say("Result"), [*operating, *of_reserves])
        yield from self._uncovered()

    def _programme(self, name: Label, rows: Sequence[ProgrammeRow]) -> Iterator[Row]:
        """Yield the sides of a programma and, if it has both, its balance."""
        sides = list(self._sides(name, rows))
        yield from sides
        if len(sides) > 1:
            yield self._total("body", say("{name}, balance", name=name), rows)

    def _sides(self, name: Label, rows: Sequence[ProgrammeRow]) -> Iterator[Row]:
        """Yield a row for each side on which there is anything."""
        for side in dict.fromkeys(row.side for row in rows):
            of_side = {row.year: _change_of(row) for row in rows if row.side == side}
            if any(change.known for change in of_side.values()):
                words = say("{name}, {side}", name=name, side=SIDE_NAMES[side])
                cells = self._columns.cells(of_side, adds=RESULT_SIGNS[side] > 0, place=self._place(words))
                yield Row("body", words, cells, 1)

    def _total(self, role: Role, words: Message, rows: Sequence[ProgrammeRow]) -> Row:
        """Return the balance of some rows, added up as they are shown."""
        years = {}
        for year in self._columns.years:
            of_year = [(_change_of(row), RESULT_SIGNS[row.side]) for row in rows if row.year == year]
            years[year] = total_of(of_year, self._columns.units)
        return Row(role, words, self._columns.cells(years, adds=True, place=self._place(words)), 1)

    def _place(self, words: Label) -> Callable[[int], Message]:
        """Return what a figure of a row is called, given its year."""
        return lambda year: say("{words} of {name} in {year}", words=words, name=self._name, year=str(year))

    def _uncovered(self) -> Iterator[Row]:
        """Yield the part of the change that nothing covers, if there is one."""
        uncovered = {row.year: row.uncovered for row in self._block.result if row.uncovered}
        if uncovered:
            changes = {year: Change(None, cents, None) for year, cents in uncovered.items()}
            yield Row("part", say("of which still to be covered"), self._columns.cells(changes, adds=None), 2)


def _change_of(row: ProgrammeRow) -> Change:
    return Change(row.before, row.change, row.after, row.unknown_before, row.unknown_after)


def _programme_name(programma: str | None, overview: OverviewName | None) -> Label:
    """Return what a programma is called, or the group that stands apart from it."""
    if overview is None:
        return programma or say("no programma")
    if programma is None:
        return _OVERVIEWS[overview]
    return say("{programma} ({overview})", programma=programma, overview=_OVERVIEWS[overview])


def _unchanged(columns: Columns) -> Iterator[Message]:
    """Yield the sentence about the years in which nothing changes, which are left out."""
    if columns.unchanged:
        yield say("nothing changes in {years}", years=tuple(map(str, columns.unchanged)))


def _remarks(amendment: Amendment) -> Iterator[Message]:
    """Yield what a reader should know of how the amendment was worked out."""
    if not amendment.blocks:
        yield say("nothing is booked for this participant")
    decision = amendment.decision
    budget, before = decision.after.budget, decision.before
    if before is not None:
        both = set(before.allocation.years) & set(decision.after.allocation.years)
        lacking = [str(year) for year in decision.years if year not in both]
        if lacking:
            yield say("only one of the two has {years}; in the other these count as zero", years=tuple(lacking))
    unplaced = sorted({year for state in (before, decision.after) if state is not None for year in state.unplaced})
    if unplaced:
        years = tuple(str(year) for year in unplaced)
        yield say("in {years} no expense carries all contributions; the rest is on that of the executor", years=years)
    others = [organisation_name(decision, name) for name in budget.participants if iv3_layer(budget, name) is None]
    if others:
        yield say("not held against the lists of Iv3: {names}", names=tuple(others))
    for block in amendment.blocks:
        for document in block.documents:
            year = budget.pc_documents[document.document].year if document.document else 0
            if any(line.year < year for line in document.lines):
                name = budget.names.of("pc_documents", str(document.document))
                yield say("{name} also has changes of years before its own; they stand in its first column", name=name)


def _draft_lines(amendment: Amendment, block: Block) -> Iterator[tuple[str, Label]]:
    """Yield a line for each reason why an organisation cannot decide yet."""
    name = organisation_name(amendment.decision, block.organisation)
    for reason in draft_reasons(amendment.decision, block):
        yield "", say("{name}: {reason}", name=name, reason=reason)
