"""Sums of divisions, grouped by keys of the caller's choice, such as (year, nature).

Sums add rounded parts and are not rounded (docs/decisions/rounding.md, *Stage by stage*). They leave out PM and count
the measures that are PM (docs/glossary.md).
"""

from collections.abc import Hashable, Iterable
from operator import add
from typing import TYPE_CHECKING

from ridcalc.core.allocation.result import Column, Division, Total
from ridcalc.core.budget.participant_tree import Tree

if TYPE_CHECKING:
    from ridcalc.core.keys.plans import Plan

NOTHING = Total(0, 0, assumed=False)
"""The total of no amounts: 0 cents, no PM."""


class Sums:
    """The sum of each participant, and of all participants together, per group of divisions.

    The sum of a partnership is the sum of its members' parts, also of members that a key names directly. It rests on an
    assumption if its own part of a division does, or the part of a member that a key names directly. An assumption of
    the key by which the partnership divides its own part does not count.
    """

    def __init__(self, tree: Tree, divisions: Iterable[tuple[Hashable, Division]]) -> None:
        """Add up the divisions; `divisions` holds each with the key of its group."""
        self._groups: dict[Hashable, _Group] = {}
        for key, division in divisions:
            group = self._groups.get(key)
            if group is None:
                group = self._groups[key] = _Group()
            group.add(division)
        for group in self._groups.values():
            group.close(tree)

    def of(self, participant: str, key: Hashable) -> Total | None:
        """Return a participant's sum in the group `key`: `NOTHING` without parts, None if there is no such group."""
        group = self._groups.get(key)
        return None if group is None else group.total(participant)

    def whole(self, key: Hashable) -> Total | None:
        """Return the sum of all participants together in the group `key`; None if there is no such group."""
        group = self._groups.get(key)
        return None if group is None else Total(group.whole, len(group.whole_pm), group.whole_assumed)

    def reaches(self, participant: str, key: Hashable) -> bool:
        """Return whether a division in the group `key` reaches a participant, also with a zero share or as PM."""
        group = self._groups.get(key)
        return group is not None and participant in group.amounts


class _Group:
    """The sums of one group: a column of cents and a set of PM measures per plan, added up by `close`."""

    def __init__(self) -> None:
        self.whole = 0
        self.whole_pm: set[str] = set()
        self.whole_assumed = False
        self.amounts: dict[str, int] = {}
        self.assumed: set[str] = set()
        self._plans: dict[int, Plan] = {}
        self._columns: dict[int, Column] = {}
        self._pm: dict[int, set[str]] = {}
        self._pm_counts: dict[tuple[int, ...], int] = {}
        self._pm_plans: dict[str, list[int]] = {}
        self._marked: set[tuple[int, bool]] = set()

    def add(self, division: Division) -> None:
        """Add a division to the sums of its plan."""
        plan = division.plan
        plan_id = id(plan)
        self._plans[plan_id] = plan
        if (plan_id, division.assumed) not in self._marked:
            self._marked.add((plan_id, division.assumed))
            self.mark(division)
        if division.amount is None:
            self.whole_pm.add(str(division.measure))
            self._pm.setdefault(plan_id, set()).add(str(division.measure))
            return
        self.whole += division.amount
        column = self._columns.get(plan_id)
        self._columns[plan_id] = division.parts if column is None else list(map(add, column, division.parts))

    def mark(self, division: Division) -> None:
        """Record the participants whose sums rest on an assumption because of a division."""
        plan = division.plan
        if division.assumed:
            self.assumed.update(plan.slots)
        elif any(plan.assumed):
            self.assumed.update(
                participant for participant, slots in plan.slots.items() if any(plan.assumed[slot] for slot in slots)
            )
        self.whole_assumed = self.whole_assumed or division.assumed or plan.stages[0].assumed

    def close(self, tree: Tree) -> None:
        """Add up the columns; then set each partnership's amount to the sum of its members' amounts, deepest first."""
        amounts = self.amounts = {participant: 0 for plan in self._plans.values() for participant in plan.slots}
        for plan_id, parts in self._columns.items():
            for participant, part in zip(self._plans[plan_id].participants, parts, strict=True):
                amounts[participant] += part
        for plan_id in self._pm:
            for participant in self._plans[plan_id].slots:
                self._pm_plans.setdefault(participant, []).append(plan_id)
        for participant in reversed(tree.top_down):
            if participant in amounts and participant in tree.members:
                amounts[participant] = sum(amounts.get(member, 0) for member in tree.members[participant])

    def pm(self, participant: str) -> int:
        """Return the number of PM measures that reach a participant."""
        plans = tuple(self._pm_plans.get(participant, ()))
        if plans not in self._pm_counts:  # counted once for all participants with the same plans
            self._pm_counts[plans] = len({measure for plan_id in plans for measure in self._pm[plan_id]})
        return self._pm_counts[plans]

    def total(self, participant: str) -> Total:
        """Return the sum of a participant; `NOTHING` if no part reached it."""
        if participant not in self.amounts:
            return NOTHING
        return Total(self.amounts[participant], self.pm(participant), participant in self.assumed)
