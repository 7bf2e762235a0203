"""The objects from which weights of keys follow: a transition from key to key, and participants that join."""

from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, Field

from ridcalc.core.budget import key_parsers, mappings
from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Frozen

PathShare = Annotated[Fraction, t.parsed(key_parsers.parse_path_share)]
TransitionPath = Annotated[dict[t.Year, PathShare], AfterValidator(mappings.not_empty)]


class Join(Frozen):
    """The date on which a participant joins, and in what its first year is counted: months, quarters or days."""

    date: t.Day
    by: t.JoinUnit


class Transition(Frozen):
    """A transition (ingroei) from one key to another: year → the share of the new key, from that year on."""

    before: t.KeyId = Field(alias="from")
    after: t.KeyId = Field(alias="to")
    path: TransitionPath
