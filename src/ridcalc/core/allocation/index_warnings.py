"""Warnings about indices and price levels."""

from collections.abc import Iterable, Iterator

from ridcalc.core.allocation.together import together
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.indices import IndexBook
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.sections import NO_INDEX
from ridcalc.core.values.problems import Problem, say, some


def index_warnings(case: Case, amounts: Iterable[Amount]) -> Iterator[Problem]:
    """Yield the warnings about the indices that the amounts use, and about price levels that are added up."""
    used = dict.fromkeys(amount.index_id for amount in amounts if amount.index_id)
    indices = case.budget.indices
    for name in IndexBook(indices).used_by(used) if used else ():
        if indices[name].provisional:
            message = say("index '{index}' is provisional, and amounts follow from it", index=name)
            hint = say("fill in the rates that are decided, and take provisional away")
            yield Problem("index-provisional", message, hint, ("indices", name, "provisional"))
    incidental = [
        Problem(
            "incidental-indexed",
            say("measure '{id}' is incidental and is indexed", id=name),
            say("amounts that occur once are usually written in the prices of their own year: index: none"),
            ("measures", name, "index"),
        )
        for name, measure in case.measures.items()
        if measure.nature == "incidental" and measure.index not in {None, NO_INDEX}
    ]
    yield from together(
        incidental,
        lambda count, ids: say("{count} measures are incidental and are indexed: {ids}", count=count, ids=ids),
    )
    yield from _mixed_levels(case, {amount.measure for amount in amounts if amount.index_id})


def _mixed_levels(case: Case, indexed: set[str]) -> Iterator[Problem]:
    """Yield a warning if amounts that no index holds for are written in the prices of different years."""
    usual = case.budget.settings.price_level
    levels: dict[int, list[str]] = {}
    for name, measure in case.measures.items():
        level = measure.price_level or usual
        if level is not None and name not in indexed and measure.kind not in {"parts", "surcharge"}:
            levels.setdefault(level, []).append(name)
    own = [name for name, measure in case.measures.items() if measure.price_level and name not in indexed]
    if len(levels) > 1 and own:
        ids = some(own, len(own))
        years = tuple(str(year) for year in sorted(levels))
        yield Problem(
            "price-levels-mixed",
            say("amounts in prices of {years} are added up, and these have no index: {ids}", years=years, ids=ids),
            say("write index under the measure, or the amounts in the prices of one year"),
            ("measures", own[0], "price_level"),
        )
