"""What is decided: which budget changes by how much, and what covers it."""

from collections.abc import Iterator, Sequence

from ridcalc.core.analysis.decisions.accounts import NO_MEASURES, AccountRow, ProgrammeRow, RowSide
from ridcalc.core.analysis.decisions.amendment import Block
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.amendment_words import organisation_name
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.report.sentences import listed
from ridcalc.views.table import Branch, Cell, Label, Money, Row, Table, Text

_SIDES: dict[RowSide, Message] = {
    "expense": say("expense"),
    "income": say("income"),
    "addition": say("addition to reserves"),
    "withdrawal": say("withdrawal from reserves"),
}


_MOST_NAMED = 4
"""The most organisations that a sentence names."""


def decision_sentence(material: Material) -> Message:
    """Return what is decided, in one sentence: the change of a budget, or whose budgets change."""
    changing = [block for block in material.amendment.blocks if _changes(block)]
    if not changing:
        unknown = any(row.unknown_after for block in material.amendment.blocks for row in block.accounts)
        if unknown:
            return say("Nothing yet: no amount that changes a budget is known.")
        return say("Nothing: no budget changes.")
    if material.participant is None or changing[0].kind != "municipality":
        return _who_decides(material, changing)
    rows = [row for row in changing[0].programmes if row.change]
    phrases = listed([_phrase(row) for row in rows])
    missing, free = (_uncovered(changing[0], sign) for sign in (1, -1))
    return say(
        _CHANGES[bool(missing), bool(free)].template, changes=phrases, missing=listed(missing), free=listed(free)
    )


_CHANGES: dict[tuple[bool, bool], Message] = {
    (False, False): say("To change the budget: {changes}."),
    (True, False): say("To change the budget: {changes}; and what covers {missing}."),
    (False, True): say("To change the budget: {changes}; and what {free} is for."),
    (True, True): say("To change the budget: {changes}; what covers {missing}; and what {free} is for."),
}
"""(Whether something is not covered, whether something becomes free) → what is decided."""


def _uncovered(block: Block, sign: int) -> list[Message]:
    """Return what nothing covers in each year (sign 1), or what becomes free (sign -1)."""
    cents = {row.year: (row.uncovered or 0) * sign for row in block.result}
    return [say("{amount} in {year}", amount=Euros(cents[year]), year=str(year)) for year in cents if cents[year] > 0]


def _who_decides(material: Material, changing: list[Block]) -> Message:
    """Return whose budgets change: those of municipalities by name, if these are few."""
    councils = [one for one in changing if one.kind == "municipality"] or changing
    names = [organisation_name(material.amendment.decision, block.organisation) for block in councils]
    if len(names) == 1:
        return say("The budget of {name} changes; what is decided stands below.", name=names[0])
    if len(names) > _MOST_NAMED:
        return say("The budgets of {count} organisations change; what is decided stands below.", count=len(names))
    return say("The budgets of {names} change; what is decided stands below.", names=listed(names))


def _changes(block: Block) -> bool:
    return any(row.change for row in block.programmes)


def _phrase(row: ProgrammeRow) -> Message:
    """Return the change of a programma on one side in a year."""
    values = {"side": _SIDES[row.side], "amount": Euros(abs(row.change)), "year": str(row.year)}
    if row.change > 0:
        return say("{side} {amount} higher in {year}", **values)
    return say("{side} {amount} lower in {year}", **values)


def section(material: Material) -> Section | None:
    """Return the change of each budget, per programma and year; None if no budget changes."""
    blocks = [block for block in material.amendment.blocks if _changes(block)]
    if not blocks:
        return None
    decision = material.amendment.decision
    rows = [row for block in blocks for row in _rows(material, block)]
    table = Table(
        "",
        (),
        say("Budget"),
        (say("Year"), say("Before"), say("Change"), say("After")),
        tuple(rows),
        (),
    )
    stage = decision.after.budget.stages[decision.stage].name_or(decision.stage) if decision.stage else None
    text: list[Label] = [say("This is the decision '{stage}'.", stage=stage)] if stage else []
    if decision.before is None:
        text.append(say("Counted from nothing: there is no decision before this one."))
    points = [point for block in blocks for point in _open_points(material, block)]
    return Section("decision", say("What is decided"), tuple(text), table=table, points=tuple(map(Branch, points)))


def _rows(material: Material, block: Block) -> Iterator[Row]:
    """Yield the rows of an organisation: each programma and side in each year that changes, and the balance."""
    yield Row("block", organisation_name(material.amendment.decision, block.organisation))
    accounts: dict[tuple[str | None, int, str], list[AccountRow]] = {}
    for one in block.accounts:
        if not one.of_reserve:
            accounts.setdefault((one.programma, one.year, one.side), []).append(one)
    for row in block.programmes:
        if row.change:
            name: Label = row.programma or say("no account")
            yield Row(
                "body",
                say("{account}, {side}", account=name, side=_SIDES[row.side]),
                _cells(row, accounts.get((row.programma, row.year, row.side), [])),
            )
    for result in block.result:
        if result.operating or result.reserves:
            cells: tuple[Cell | None, ...] = (Text(str(result.year)), None, Money(result.result), None)
            yield Row("total", say("Effect on the result"), cells)


def _cells(row: ProgrammeRow, accounts: Sequence[AccountRow]) -> tuple[Cell | None, ...]:
    """Return the year, and before, change and after with the PM posts of the accounts of the programma."""
    before, after = (
        len(NO_MEASURES.union(*(getattr(one, field) for one in accounts)))
        for field in ("unknown_before", "unknown_after")
    )
    return (
        Text(str(row.year)),
        None if row.before is None else Money(row.before, before),
        Money(row.change),
        None if row.after is None else Money(row.after, after),
    )


def _open_points(material: Material, block: Block) -> Iterator[Label]:
    """Yield what is still to be decided by an organisation."""
    name = organisation_name(material.amendment.decision, block.organisation)
    missing, free = (_uncovered(block, sign) for sign in (1, -1))
    if missing:
        yield say("{name}: what covers {amounts} is still to be decided.", name=name, amounts=listed(missing))
    if free:
        yield say("{name}: what {amounts} is for is still to be decided.", name=name, amounts=listed(free))
