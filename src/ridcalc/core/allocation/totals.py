"""Sums of divisions under keys of the caller's choice, such as a year and nature: of rounded parts, never rounded."""

from collections.abc import Hashable, Iterable
from operator import add
from typing import TYPE_CHECKING

from ridcalc.core.allocation.result import Column, Division, Total
from ridcalc.core.budget.participant_tree import Tree

if TYPE_CHECKING:
    from ridcalc.core.keys.plans import Plan

NOTHING = Total(0, 0, assumed=False)


class Sums:
    """What each participant, and all together, have under each key.

    A partnership's sum is that of its members, however they were reached. It rests on an assumption when its own lines
    do, or those of members whom a key names directly; the key by which it divides its own amount does not touch it.
    """

    def __init__(self, tree: Tree, divisions: Iterable[tuple[Hashable, Division]]) -> None:
        """Add up the divisions under the key that each comes with."""
        self._groups: dict[Hashable, _Group] = {}
        for key, division in divisions:
            group = self._groups.get(key)
            if group is None:
                group = self._groups[key] = _Group()
            group.add(division)
        for group in self._groups.values():
            group.close(tree)

    def of(self, participant: str, key: Hashable) -> Total | None:
        """Return a participant's sum under a key: None if nothing was added under it, zero if nothing reached them."""
        group = self._groups.get(key)
        return None if group is None else group.total(participant)

    def whole(self, key: Hashable) -> Total | None:
        """Return the sum of all participants together under a key, None if nothing was added under it."""
        group = self._groups.get(key)
        return None if group is None else Total(group.whole, len(group.whole_pm), group.whole_assumed)

    def reaches(self, participant: str, key: Hashable) -> bool:
        """Tell whether anything under a key reaches a participant, be it with a zero share."""
        group = self._groups.get(key)
        return group is not None and participant in group.amounts


class _Group:
    """What was added under one key: a column of sums per plan, and the PM measures of each."""

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
        plan = division.plan
        at = id(plan)
        self._plans[at] = plan
        if (at, division.assumed) not in self._marked:
            self._marked.add((at, division.assumed))
            self.mark(division)
        if division.amount is None:
            self.whole_pm.add(str(division.measure))
            self._pm.setdefault(at, set()).add(str(division.measure))
            return
        self.whole += division.amount
        so_far = self._columns.get(at)
        self._columns[at] = division.parts if so_far is None else list(map(add, so_far, division.parts))

    def mark(self, division: Division) -> None:
        """Note whose sum a division makes rest on an assumption."""
        plan = division.plan
        if division.assumed:
            self.assumed.update(plan.slots)
        elif any(plan.assumed):
            self.assumed.update(one for one, slots in plan.slots.items() if any(plan.assumed[slot] for slot in slots))
        self.whole_assumed = self.whole_assumed or division.assumed or plan.stages[0].assumed

    def close(self, tree: Tree) -> None:
        """Add up the columns, and set each partnership's amount to the sum of its members', the deepest first."""
        amounts = self.amounts = {one: 0 for plan in self._plans.values() for one in plan.slots}
        for at, parts in self._columns.items():
            for participant, part in zip(self._plans[at].participants, parts, strict=True):
                amounts[participant] += part
        for at in self._pm:
            for participant in self._plans[at].slots:
                self._pm_plans.setdefault(participant, []).append(at)
        for participant in reversed(tree.top_down):
            if participant in amounts and participant in tree.members:
                amounts[participant] = sum(amounts.get(member, 0) for member in tree.members[participant])

    def pm(self, participant: str) -> int:
        """Return how many PM measures reach a participant."""
        plans = tuple(self._pm_plans.get(participant, ()))
        if plans not in self._pm_counts:  # the same plans reach many
            self._pm_counts[plans] = len({measure for at in plans for measure in self._pm[at]})
        return self._pm_counts[plans]

    def total(self, participant: str) -> Total:
        if participant not in self.amounts:
            return NOTHING
        return Total(self.amounts[participant], self.pm(participant), participant in self.assumed)
