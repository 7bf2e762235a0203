"""The objects by which amounts follow from other figures: indices, tariffs, surcharges and defaults."""

from fractions import Fraction
from typing import Annotated

from pydantic import Tag

from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Booking, Frozen, Named


class Index(Named):
    """An index (index): rates per year, values per year, or a mix of other indices; and corrections of its rates."""

    rates: t.IndexRates | None = None
    values: t.IndexValues | None = None
    mix: t.Mix | None = None
    precision: t.Precision | None = None
    corrections: dict[t.Year, tuple[t.IndexRate, ...]] = {}
    correction: t.CorrectionChoice = "additive"
    provisional: t.Boolean = False


class Tariff(Frozen):
    """A price (tarief) that each participant pays for every unit that a driver counts: count × price × factor."""

    driver: t.DriverId
    among: t.Among
    price: t.Prices
    factor: t.Weight = Fraction(1)
    lag: t.Lag = 0
    price_decimals: t.Decimals = 2


class Over(Frozen):
    """The measures that a surcharge is over: those with a key, or those of a task."""

    key: t.KeyId | None = None
    task: t.TaskId | None = None


Base = Annotated[Annotated[Over, Tag(t.MAPPING)] | Annotated[t.Measures, Tag(t.SINGLE)], t.BY_SHAPE]
"""What a surcharge is over: a list of measures, or those with a key or a task."""


class Surcharge(Frozen):
    """A surcharge (opslag): a rate of what other measures come to in a year."""

    rate: t.SurchargeRates
    of: Base


class Defaults(Frozen):
    """What holds for the measures that do not say otherwise."""

    key: t.KeyId | None = None
    nature: t.Nature | None = None
    task: t.TaskId | None = None
    booking: Booking | None = None
    pc_document: t.YearlyDocuments | None = None
