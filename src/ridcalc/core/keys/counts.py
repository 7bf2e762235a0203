"""What participants have of drivers: as given, or else the sum of their members'."""

from fractions import Fraction

from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.values.problems import InvalidValueError, say


class Counts:
    """The drivers of a budget, asked by participant and year."""

    def __init__(self, budget: Budget, tree: Tree) -> None:
        """Take the budget, and the tree of its participants."""
        self._drivers = budget.drivers
        self._tree = tree

    def units(self, driver: str, participant: str, year: int) -> Fraction:
        """Return how many units of a driver a participant has, of the newest reference year not after `year`.

        Raises:
            Refused: the driver has no such year, or no value for the participant.
        """
        years = [one for one in self._drivers[driver].values if one <= year]
        if not years:
            message = say("driver '{driver}' has no values for {year} or earlier", driver=driver, year=str(year))
            raise InvalidValueError("no-reference-year", message)
        return self.of(driver, max(years), participant)

    def of(self, driver: str, year: int, participant: str) -> Fraction:
        """Return how many units of a driver a participant has in a reference year.

        Raises:
            Refused: neither the participant nor all of its members have a value.
        """
        values, members = self._drivers[driver].values[year], self._tree.members
        total = Fraction(0)
        waiting = [participant]
        seen: set[str] = set()
        while waiting:
            one = waiting.pop()
            if one in values:
                total += values[one]
            elif one in members and one not in seen:
                seen.add(one)
                waiting.extend(members[one])
            else:
                raise InvalidValueError(
                    "missing-driver-value",
                    say(
                        "driver '{driver}' has no value for '{participant}' in {year}",
                        driver=driver,
                        participant=one,
                        year=str(year),
                    ),
                    path=("drivers", driver, "values", str(year)),
                )
        return total
