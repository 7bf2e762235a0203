"""The objects of keys that hold amounts: what a participant pays by a tariff, and after it has left."""

from fractions import Fraction

from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Frozen


class KeyTariff(Frozen):
    """A price (tarief) that a participant pays before the rest is divided: units × price × factor, in euros.

    The units are a quantity, or those of a driver.
    """

    driver: t.DriverId | None = None
    quantity: t.Weight | None = None
    price: t.KeyPrice
    factor: t.Weight = Fraction(1)


class Leaving(Frozen):
    """What a participant that leaves pays: a part of its last contribution, in cents, in each year of a path."""

    last: t.LastContribution
    path: t.LeavingPath
