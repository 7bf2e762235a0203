"""The objects of keys that hold amounts: what a participant pays by a tariff, and after it has left."""

from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator

from ridcalc.core.budget import key_parsers, mappings, rule_parsers
from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Frozen

KeyPrice = Annotated[Fraction, t.parsed(rule_parsers.parse_key_price)]
LastContribution = Annotated[int, t.parsed(rule_parsers.parse_last_contribution)]
LeavingPart = Annotated[Fraction, t.parsed(key_parsers.parse_leaving_part)]
LeavingPath = Annotated[dict[t.Year, LeavingPart], AfterValidator(mappings.not_empty), AfterValidator(mappings.no_gap)]


class KeyTariff(Frozen):
    """A price (tarief) that a participant pays before the rest is divided: units × price × factor, in euros.

    The units are a quantity, or those of a driver.
    """

    driver: t.DriverId | None = None
    quantity: t.Weight | None = None
    price: KeyPrice
    factor: t.Weight = Fraction(1)


class Leaving(Frozen):
    """What a participant that leaves pays: a part of its last contribution, in cents, in each year of a path."""

    last: LastContribution
    path: LeavingPath
