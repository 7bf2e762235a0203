"""Warnings about keys with amounts that have nothing to divide in a year in which participants are to pay."""

from collections.abc import Iterable, Iterator

from ridcalc.core.allocation.result import Division
from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.definitions import definitions_of
from ridcalc.core.keys.stage_amounts import Held
from ridcalc.core.values.periods import Period, parse_period
from ridcalc.core.values.problems import Euros, Path, Problem, say


def missing_batch_warnings(budget: Budget, tree: Tree, divisions: Iterable[Division]) -> Iterator[Problem]:
    """Yield a warning for each key and year without a batch, though the key takes fixed amounts, tariffs or of leavers.

    `divisions` are those of the budget.
    """
    holding = [name for name, key in budget.keys.items() if any(one.holds_amounts for _, one in definitions_of(key))]
    counts, unit = Counts(budget, tree), budget.settings.rounding.unit
    divided = {(division.plan.amount_key, division.period.year) for division in divisions if division.plan.batched}
    for name in holding:
        for year in sorted(budget.settings.years):
            in_force = _in_force(definitions_of(budget.keys[name]), year)
            if in_force is None or (name, year) in divided:
                continue
            below, definition = in_force
            held = Held(definition, ("keys", name, *below), year, counts)
            sums = {one: taken.rounded(unit) for one, taken in held.taken() if taken.rounded(unit)}
            if sums:
                amounts = (say("{name} {amount}", name=one, amount=Euros(cents)) for one, cents in sums.items())
                yield Problem(
                    "batch-missing",
                    say(
                        "key '{key}' has no amount to divide in {year}, so that these are not paid: {sums}",
                        key=name,
                        year=str(year),
                        sums=tuple(amounts),
                    ),
                    say("add the amounts of {year}, or end what the key takes", year=str(year)),
                    held.path,
                    at_key=True,
                )


def _in_force(definitions: list[tuple[Path, Definition]], year: int) -> tuple[Path, Definition] | None:
    """Return the definition in force at the start of a year, or else the first that begins in it; None: neither."""
    if len(definitions[0][0]) == 0:
        return definitions[0]
    whole = parse_period(str(year))
    dated: list[tuple[Period, Path, Definition]] = sorted(
        ((parse_period(str(path[-1])), path, one) for path, one in definitions), key=lambda entry: entry[0]
    )
    begun = [(path, one) for since, path, one in dated if since.start <= whole.start]
    within = [(path, one) for since, path, one in dated if whole.start < since.start < whole.end]
    return begun[-1] if begun else next(iter(within), None)
