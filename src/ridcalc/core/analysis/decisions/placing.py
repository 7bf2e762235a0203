"""Where contributions land: the expense accounts of a year, lowered by income, which never carries a contribution.

Income lowers first the expense on its own account, then the other expense accounts of its task and nature in proportion
to their expense before income, then those of the other nature, then those of all tasks. What stands on one account, of
a task and nature, is placed as one, so that each measure on it lands in the same proportion.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.analysis.decisions.payments import Rational
from ridcalc.core.arithmetic.apportionment import largest_remainder
from ridcalc.core.budget.bookings import NO_EXPENSE, NOWHERE, Account
from ridcalc.core.budget.types import NATURES, NatureName, SideName


class Spent(NamedTuple):
    """What a measure comes to in a year."""

    measure: str
    task: str | None
    nature: NatureName
    side: SideName
    account: Account
    """The programma and taakveld."""
    cents: int
    """Positive on its own side."""
    unknown: bool
    """Whether a part of it is PM."""

    @property
    def carries(self) -> bool:
        """Whether contributions can stand on its account."""
        return self.side == "expense" and self.account.taakveld not in NO_EXPENSE

    @property
    def signed(self) -> int:
        """The cents that contributions pay of it: income negative."""
        return self.cents if self.side == "expense" else -self.cents


class _Carrier(NamedTuple):
    """An expense account of a task and nature."""

    task: str | None
    nature: NatureName
    account: Account


class Placing:
    """The accounts on which the contributions of a year stand: what each measure brings to each account."""

    def __init__(self, spent: Sequence[Spent], unit: int) -> None:
        """Keep the measures of a year, in the order of the files, and add up what they bring; `unit` is in cents."""
        self.spent = spent
        self._unit = unit
        self._totals: dict[_Carrier, int] = {}
        self._of_task: dict[tuple[str | None, NatureName], list[_Carrier]] = {}
        self._of_nature: dict[NatureName, list[_Carrier]] = {}
        self._room: dict[_Carrier, int] = {}
        self._placed: dict[str, dict[Account, int]] = {}
        """Measure → account → cents that it brings there, income negative; of income on one account the first."""
        self._together: dict[str, Spent] = {}
        """Measure that carries no contribution → all of its task, nature and side on its account, as one."""
        self.unplaced = False
        """Whether a contribution found no expense account."""
        for one in spent:
            if one.carries:
                carrier = _Carrier(one.task, one.nature, one.account)
                self._totals[carrier] = self._totals.get(carrier, 0) + one.cents
                self._bring(one, one.account, one.cents)
        for carrier in self._totals:
            self._of_task.setdefault((carrier.task, carrier.nature), []).append(carrier)
            self._of_nature.setdefault(carrier.nature, []).append(carrier)
        self._room = {carrier: max(0, total) for carrier, total in self._totals.items()}
        groups: dict[tuple[object, ...], list[Spent]] = {}
        for one in spent:
            if not one.carries:
                groups.setdefault((one.task, one.nature, one.side, one.account), []).append(one)
        others = [group[0]._replace(cents=sum(one.cents for one in group)) for group in groups.values()]
        self._together = {
            one.measure: whole for whole, group in zip(others, groups.values(), strict=True) for one in group
        }
        left = {one.measure: one.signed for one in others}
        for one in others:
            if left[one.measure] < 0:
                left[one.measure] += self._on_own_account(one, -left[one.measure])
        for one in others:
            self._spread(one, left[one.measure])

    def shares(self, one: Spent) -> Mapping[Account, Rational]:
        """Return account → the part of 1 of the contributions for a measure that stands there."""
        together = self._together.get(one.measure, one)
        accounts = self._placed.get(together.measure, {})
        if one.signed and together.signed and accounts:
            return {account: _part(cents, together.signed) for account, cents in accounts.items()}
        return {self.first_account(one): 1}

    def _bring(self, one: Spent, account: Account, cents: int) -> None:
        """Add cents that a measure brings to an account."""
        accounts = self._placed.setdefault(one.measure, {})
        accounts[account] = accounts.get(account, 0) + cents

    def _groups(self, one: Spent) -> Iterator[list[_Carrier]]:
        """Yield the carriers that a measure may lower, in the order in which it does."""
        (other,) = (nature for nature in NATURES if nature != one.nature)
        for nature in (one.nature, other):
            yield self._of_task.get((one.task, nature), [])
        for nature in (one.nature, other):
            yield self._of_nature.get(nature, [])

    def _on_own_account(self, one: Spent, income: int) -> int:
        """Lower the expense on the programma and taakveld of an income, as far as it goes, and return the cents placed.

        Of the groups of the overview there, the income's own comes first.
        """
        if one.account.taakveld in NO_EXPENSE:
            return 0
        group = next((group for group in self._groups(one) if group), [])
        placed = 0
        for carrier in sorted(group, key=lambda carrier: carrier.account != one.account):
            if carrier.account.place == one.account.place:
                part = min(income - placed, self._room[carrier])
                self._lower(one, carrier, part)
                placed += part
        return placed

    def _lower(self, one: Spent, carrier: _Carrier, cents: int) -> None:
        self._room[carrier] -= cents
        if cents:
            self._bring(one, carrier.account, -cents)

    def _spread(self, one: Spent, left: int) -> None:
        """Place what is left of a measure over the other accounts in proportion, group after group."""
        for group in self._groups(one):
            if left > 0 and (weights := {carrier: total for carrier in group if (total := self._totals[carrier]) > 0}):
                for carrier, part in self._in_proportion(left, weights).items():
                    self._bring(one, carrier.account, part)
                return
            while left < 0 and (weights := self._with_room(group)):
                for carrier, part in self._in_proportion(-left, weights).items():
                    lowered = min(part, self._room[carrier])
                    self._lower(one, carrier, lowered)
                    left += lowered
        if left:
            self.unplaced = True
            self._bring(one, NOWHERE, left)
        elif one.measure not in self._placed:
            self._bring(one, self.first_account(one), 0)

    def landings(self, measure: str) -> Sequence[Account]:
        """Return the accounts on which contributions for a measure can land, whatever its cents and those of others."""
        accounts: dict[Account, None] = {}
        for one in self.spent:
            if one.measure == measure and one.carries:
                accounts.setdefault(one.account)
            elif one.measure == measure:
                accounts |= dict.fromkeys(carrier.account for carrier in self._totals) or {NOWHERE: None}
        return list(accounts)

    def _with_room(self, group: Sequence[_Carrier]) -> dict[_Carrier, int]:
        return {carrier: self._totals[carrier] for carrier in group if self._room[carrier] > 0}

    def _in_proportion(self, cents: int, weights: dict[_Carrier, int]) -> dict[_Carrier, int]:
        parts = largest_remainder(cents // self._unit, list(weights.values()))
        return {carrier: part * self._unit for carrier, part in zip(weights, parts, strict=True)}

    def first_account(self, one: Spent) -> Account:
        """Return the account for what a measure brings without cents: its own, the first of its group, or none."""
        if one.carries:
            return one.account
        accounts = [carrier.account for group in self._groups(one) for carrier in group]
        own = [account for account in accounts if account.place == one.account.place]
        return one.account if one.account in own else next(iter((*own, *accounts)), NOWHERE)


def _part(cents: int, whole: int) -> Rational:
    """Return the part of a whole that cents are."""
    return 1 if cents == whole else Fraction(cents, whole)
