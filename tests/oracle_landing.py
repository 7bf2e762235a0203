"""Where contributions stand in the books of who receives them, worked out a second time from the text of the rules."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from oracle_tables import largest_remainders

if TYPE_CHECKING:
    from oracle_amendment import Books

Heading = tuple[str | None, str | None]
"""A programma and a taakveld."""
ZERO = Fraction(0)
NEVER_ON = ("0.10", "0.11")


class Landing:
    """Where the contributions of a year stand: expense accounts, lowered by income."""

    def __init__(self, books: Books, spent: dict[str, Fraction]) -> None:
        """Take what each measure comes to in the year, income negative, in the order of the files."""
        self.books, self.spent = books, spent
        self.brought: dict[str, dict[Heading, Fraction]] = {name: defaultdict(Fraction) for name in spent}
        self.expense: dict[tuple[str | None, str, Heading], Fraction] = {}
        for name, amount in spent.items():
            if self.carries(name):
                place = books.task_of(name), books.measures[name]["nature"], self.heading(name)
                self.expense[place] = self.expense.get(place, ZERO) + amount
                self.brought[name][self.heading(name)] += amount
        self.room = {place: max(ZERO, amount) for place, amount in self.expense.items()}
        self.first: dict[str, str] = {}
        """Measure that carries nothing → the first one of its task, nature, side and account, for which all count."""
        groups: dict[tuple[object, ...], str] = {}
        rest: dict[str, Fraction] = {}
        for name, amount in spent.items():
            if not self.carries(name):
                measure = books.measures[name]
                group = books.task_of(name), measure["nature"], measure.get("side", "expense"), self.heading(name)
                self.first[name] = groups.setdefault(group, name)
                rest[self.first[name]] = rest.get(self.first[name], ZERO) + amount
        self.joined = dict(rest)
        for name, amount in rest.items():
            if amount < 0 and self.heading(name)[1] not in NEVER_ON:
                rest[name] += self.lower_own(name, -amount)
        for name, amount in rest.items():
            self.lower_others(name, amount)
        self.found = {name: self.shares(name) for name in spent}

    def carries(self, name: str) -> bool:
        """Tell whether a measure is expense on an account on which contributions stand."""
        is_expense = self.books.measures[name].get("side", "expense") == "expense"
        return is_expense and self.heading(name)[1] not in NEVER_ON

    def heading(self, name: str) -> Heading:
        """Return the programma and taakveld of a measure."""
        at = self.books.own_account(name)
        return at.get("programma"), at.get("taakveld")

    def circles(self, name: str) -> list[list[tuple[str | None, str, Heading]]]:
        """Return the accounts that a measure lowers: of its task and nature, of the other nature, of all tasks."""
        task, nature = self.books.task_of(name), self.books.measures[name]["nature"]
        own = [place for place in self.expense if place[0] == task]
        return [
            [place for place in own if place[1] == nature],
            [place for place in own if place[1] != nature],
            [place for place in self.expense if place[1] == nature],
            [place for place in self.expense if place[1] != nature],
        ]

    def lower_own(self, name: str, income: Fraction) -> Fraction:
        """Lower the expense on the account of an income, and return by how much."""
        circle = next((circle for circle in self.circles(name) if circle), [])
        done = ZERO
        for place in circle:
            if place[2] == self.heading(name):
                part = min(income - done, self.room[place])
                self.room[place] -= part
                self.brought[name][place[2]] -= part
                done += part
        return done

    def lower_others(self, name: str, left: Fraction) -> None:
        """Bring what is left of a measure to the other accounts, in proportion to their expense before income."""
        for circle in self.circles(name):
            while left < 0:
                open_places = [place for place in circle if self.room[place] > 0]
                if not open_places:
                    break
                parts = largest_remainders(-left, [self.expense[place] for place in open_places])
                for place, part in zip(open_places, parts, strict=True):
                    lowered = min(part, self.room[place])
                    self.room[place] -= lowered
                    self.brought[name][place[2]] -= lowered
                    left += lowered
            weighty = [place for place in circle if self.expense[place] > 0]
            if left > 0 and weighty:
                for place, part in zip(
                    weighty, largest_remainders(left, [self.expense[one] for one in weighty]), strict=True
                ):
                    self.brought[name][place[2]] += part
                left = ZERO
        if left:
            self.brought[name][None, None] += left

    def shares(self, name: str) -> dict[Heading, Fraction]:
        """Return the part of what is paid for a measure that lands on each account."""
        first = self.first.get(name, name)
        whole = self.joined.get(first, self.spent[name])
        if self.spent[name] and whole and any(self.brought[first].values()):
            return {heading: amount / whole for heading, amount in self.brought[first].items()}
        if self.carries(name):
            return {self.heading(name): Fraction(1)}
        places = [place[2] for circle in self.circles(name) for place in circle]
        heading = self.heading(name) if self.heading(name) in places else next(iter(places), (None, None))
        return {heading: Fraction(1)}
