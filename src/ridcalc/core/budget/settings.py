"""The settings of a budget as a whole, and what belongs to them."""

from typing import TYPE_CHECKING

from ridcalc.core.budget import types as t
from ridcalc.core.budget.later import later
from ridcalc.core.budget.objects import Booking, Frozen, Named

if TYPE_CHECKING:
    from ridcalc.core.budget.amount_rules import Defaults
    from ridcalc.core.budget.current import Current, Currents
else:
    Defaults = later("amount_rules", "Defaults")
    Currents = later("current", "Currents")


class Executor(Named):
    """The executor (uitvoerende regeling): the body that spends the money and sends the contributions."""

    id: t.Id
    contributions: Booking | None = None


class Rounding(Frozen):
    """Rounding of parts: the unit in cents, the method, and the level (docs/decisions/rounding.md)."""

    unit: t.RoundingUnit = 1
    method: t.MethodChoice = "largest-remainder"
    level: t.LevelChoice = "measure"

    def at_level(self, level: t.LevelName) -> "Rounding":
        """Return the same rounding at another level."""
        return self.model_copy(update={"level": level})

    def at_unit(self, unit: int) -> "Rounding":
        """Return the same rounding to another unit, in cents."""
        return self.model_copy(update={"unit": unit})


class Amendment(Frozen):
    """The budget amendment (begrotingswijziging): number, body, date, status, and the unit of booking in cents."""

    number: t.Text | None = None
    body: t.Text | None = None
    date: t.Date | None = None
    status: t.Text = "concept"
    unit: t.BookingUnit = 100


class Incidental(Frozen):
    """What the overview of incidental amounts shows: posts from a threshold on, in cents, by name."""

    threshold: t.Threshold = 0


class IndexationRules(Frozen):
    """How amounts are indexed: year by year or at once, and whether prices stay at those of a year."""

    method: t.IndexMethodChoice = "yearly"
    prices: t.PricesChoice = "current"
    constant_from: t.Year | None = None


class Settings(Named):
    """The settings of the budget as a whole: years, date, executor, language, rounding and booking."""

    years: t.Years
    date: t.Date | None = None
    executor: Executor | None = None
    currency: t.Currency = "EUR"
    language: t.LanguageChoice = "nl"
    vat: t.Vat = "excluded"
    default_scenario: t.DefaultScenario = None
    rounding: Rounding = Rounding.model_construct()
    index: t.IndexChoice | None = None
    price_level: t.Year | None = None
    indexation: IndexationRules = IndexationRules.model_construct()
    defaults: Defaults | None = None
    amendment: Amendment = Amendment.model_construct()
    current: dict[t.OrganisationId, Currents] = {}
    structural_balance: dict[t.ParticipantId, t.StructuralBalance] = {}
    incidental: Incidental = Incidental.model_construct()

    def current_of(self, organisation: str) -> "Current":
        """Return what an organisation's budget holds now; no accounts if that is not given."""
        current = self.current.get(organisation, ())
        if not isinstance(current, tuple):
            return current
        from ridcalc.core.budget.current import Current  # few budgets have one

        return Current.model_construct(accounts=current)
