"""Warnings about structural balances and coverage that a decision does not use."""

from collections.abc import Iterator

from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.values.problems import Problem, say


def unused_cautions(decision: Decision) -> Iterator[Problem]:
    """Yield a warning for each balance and coverage of a partnership, and for balances of years that are not shown."""
    budget, tree = decision.after.budget, decision.after.allocation.tree
    shown = tuple(map(str, decision.years))
    for name, given in budget.settings.structural_balance.items():
        path = ("budget", "structural_balance", name)
        if name in tree.members:
            message = say("the structural balance of '{id}' is not used: it is a partnership", id=name)
            hint = say("give those of its members: {ids}", ids=tree.members[name])
            yield Problem("structural-balance-unused", message, hint, path, at_key=True)
            continue
        others = tuple(str(year) for year in given if isinstance(year, int) and year not in decision.years)
        if others:
            message = say("the structural balance of '{id}' in {years} is not used", id=name, years=others)
            hint = say("the years of this decision are {years}", years=shown)
            yield Problem("structural-balance-unused", message, hint, (*path, others[0]), at_key=True)
    for name in tree.members:
        if budget.participants[name].coverage:
            message = say("the coverage of '{id}' is not used: a partnership passes all it pays on", id=name)
            hint = say("give that of its members: {ids}", ids=tree.members[name])
            yield Problem("coverage-unused", message, hint, ("participants", name, "coverage"), at_key=True)
