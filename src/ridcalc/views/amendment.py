"""The table of an amendment: per organisation its accounts and totals, before, change and after, per year."""

from collections.abc import Iterator, Sequence

from ridcalc.core.analysis.decisions.accounts import AccountRow, TotalRow, TotalSide
from ridcalc.core.analysis.decisions.amendment import Amendment, Block
from ridcalc.core.analysis.decisions.drafts import draft_reasons
from ridcalc.core.analysis.decisions.iv3_cautions import iv3_layer
from ridcalc.core.analysis.decisions.lines import mark_of
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.amendment_words import counted_from, organisation_name
from ridcalc.views.notes import facts, title_of
from ridcalc.views.table import Cell, Label, Money, Row, Section, Table, Text

_SIDES: dict[SideName, Message] = {"expense": say("expense"), "income": say("income")}
_TOTALS: dict[TotalSide, Message] = {
    "expense": say("Total expense"),
    "income": say("Total income"),
    "balance": say("Balance"),
}


def amendment_table(amendment: Amendment) -> Table:
    """Return a block per organisation: its accounts, the totals, and what the change does to the result."""
    decision = amendment.decision
    years = decision.years
    columns: list[Label] = []
    for year in years:
        columns += [say("{year} before", year=str(year)), say("change"), say("V/N"), say("after")]
    rows = [row for block in amendment.blocks for row in _block_rows(amendment, block, years)]
    drafts = [line for block in amendment.blocks for line in _draft_lines(amendment, block)]
    sections = (Section(say("CONCEPT"), tuple(drafts)),) if drafts else ()
    case = decision.after.allocation.case
    return Table(
        title_of(case),
        (counted_from(decision), *facts(case)),
        say("Account"),
        tuple(columns),
        tuple(rows),
        sections,
        spans=(4,) * len(years),
        lines=tuple(("", remark) for remark in _remarks(amendment)),
    )


def _remarks(amendment: Amendment) -> Iterator[Message]:
    """Yield what a reader should know of how the amendment was worked out."""
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


def _block_rows(amendment: Amendment, block: Block, years: Sequence[int]) -> Iterator[Row]:
    """Yield the rows of an organisation."""
    yield Row("block", organisation_name(amendment.decision, block.organisation))
    groups: dict[tuple[str | None, str | None, SideName], dict[int, AccountRow]] = {}
    for row in block.accounts:
        groups.setdefault((row.programma, row.taakveld, row.side), {})[row.year] = row
    for (programma, taakveld, side), of_year in groups.items():
        words = " ".join(filter(None, (programma, taakveld)))
        name: Label = words or say("no account")
        cells = [cell for year in years for cell in _account_cells(of_year[year])]
        yield Row("body", say("{account}, {side}", account=name, side=_SIDES[side]), tuple(cells))
    for total, name_of_total in _TOTALS.items():
        of_side = {row.year: row for row in block.totals if row.side == total}
        yield Row("total", name_of_total, tuple(cell for year in years for cell in _total_cells(of_side[year])))
    results = {row.year: row for row in block.result}
    for label, values in (
        (say("Reserves"), {year: results[year].reserves for year in years}),
        (say("Result"), {year: results[year].result for year in years}),
    ):
        cells_of_result: list[Cell | None] = []
        for year in years:
            cells_of_result += [None, Money(values[year]), None, None]
        yield Row("total", label, tuple(cells_of_result))


def _account_cells(row: AccountRow) -> tuple[Cell | None, ...]:
    """Return before, change, V/N and after of an account in a year."""
    mark = mark_of(row.side, row.change)
    before = None if row.before is None else Money(row.before, len(row.unknown_before))
    after = None if row.after is None else Money(row.after, len(row.unknown_after))
    return before, Money(row.change), Text(mark) if mark else None, after


def _total_cells(row: TotalRow) -> tuple[Cell | None, ...]:
    """Return before, change, V/N and after of a total in a year."""
    mark = mark_of("expense" if row.side == "expense" else "income", row.change)
    before = None if row.before is None else Money(row.before, len(row.unknown_before))
    after = None if row.after is None else Money(row.after, len(row.unknown_after))
    return before, Money(row.change), Text(mark) if mark else None, after


def _draft_lines(amendment: Amendment, block: Block) -> Iterator[tuple[str, Label]]:
    """Yield a line for each reason why an organisation cannot decide yet."""
    name = organisation_name(amendment.decision, block.organisation)
    for reason in draft_reasons(amendment.decision, block):
        yield "", say("{name}: {reason}", name=name, reason=reason)
