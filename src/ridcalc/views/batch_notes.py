"""Lines about batches: what is taken first, which bound bound whom, and PM posts that a batch leaves out."""

from collections.abc import Iterator

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.types import NatureName, TakenName
from ridcalc.core.keys.plans import Stage
from ridcalc.core.keys.stage_amounts import StageAmounts
from ridcalc.core.values.filter import ALL, Filter
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.selected import selected_divisions
from ridcalc.views.table import Label

BatchId = tuple[str, int, NatureName]
"""What tells the batches of keys with amounts apart: key, year, nature."""

TAKEN_NAMES: dict[TakenName, Message] = {
    "fixed": say("fixed amount"),
    "tariff": say("tariff"),
    "leaves": say("leaving"),
}
"""Step → the words for what it takes."""


def batch_lines(allocation: Allocation, selection: Filter = ALL) -> Iterator[tuple[str, Label]]:
    """Yield a line for each batch with amounts that are taken first or bounds that bind, and one for PM beside it."""
    case, pm_posts = allocation.case, pm_beside(allocation)
    for division in selected_divisions(allocation, selection):
        stage = division.plan.stages[0]
        if stage.amounts is None:
            continue
        key, year = case.budget.names.of("keys", str(stage.key)), str(division.period.year)
        for fact in (*_taken(case, division, stage, stage.amounts), *_bound(case, division, stage)):
            yield "", say("{key}, {year}: {fact}", key=key, year=year, fact=fact)
        posts = pm_posts.get(batch_of(division))
        if posts:
            yield (
                "*",
                say(
                    "{key}, {year}: PM beside it, which will move all its parts: {names}",
                    key=key,
                    year=year,
                    names=posts,
                ),
            )


def batch_of(division: Division) -> BatchId:
    """Return the batch of a division, or that of a PM division if its amount were known."""
    return str(division.plan.amount_key), division.period.year, division.nature


def pm_beside(allocation: Allocation) -> dict[BatchId, tuple[str, ...]]:
    """Return batch → the names of the PM measures that would be in the batch if their amounts were known."""
    ids: dict[BatchId, dict[str, None]] = {}
    for division in allocation.divisions:
        if division.amount is None and division.plan.amount_key is not None:
            ids.setdefault(batch_of(division), {})[str(division.measure)] = None
    names = allocation.case.budget.names
    return {batch: tuple(names.of("measures", one) for one in measures) for batch, measures in ids.items()}


def _taken(case: Case, division: Division, stage: Stage, amounts: StageAmounts) -> Iterator[Message]:
    """Yield the words for each amount that is taken first."""
    for slot, taken in zip(stage.slots, amounts.taken, strict=True):
        if taken is not None:
            name = _name(case, division, slot)
            amount = Euros(taken.rounded(division.unit))
            yield say("{name}: {what} {amount}", name=name, what=TAKEN_NAMES[taken.step], amount=amount)


def _bound(case: Case, division: Division, stage: Stage) -> Iterator[Message]:
    """Yield the words for each minimum or maximum that binds."""
    for position in range(len(stage.slots)):
        words = bound_words(case, division, stage, position)
        if words is not None:
            yield words


def bound_words(case: Case, division: Division, stage: Stage, position: int) -> Message | None:
    """Return the words for the minimum or maximum that binds the part at a position of a stage; None: neither does."""
    amounts, slot = stage.amounts, stage.slots[position]
    if amounts is None or "bounds" not in stage.part_steps or not division.by_step["bounds"][slot]:
        return None
    part, name = division.parts[slot], _name(case, division, slot)
    without = Euros(part - division.by_step["bounds"][slot])
    if part == amounts.least[position] and part > without.cents:
        return say("{name}: minimum {bound}; without minimum {amount}", name=name, bound=Euros(part), amount=without)
    if part == amounts.most[position] and part < without.cents:
        return say("{name}: maximum {bound}; without maximum {amount}", name=name, bound=Euros(part), amount=without)
    return None


def _name(case: Case, division: Division, slot: int) -> str:
    """Return the name of the participant at a slot."""
    return case.budget.names.of("participants", division.plan.participants[slot])
