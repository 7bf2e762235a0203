"""The objects from which weights of keys follow: a transition from key to key, and participants that join."""

from pydantic import Field

from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Frozen


class Join(Frozen):
    """The date on which a participant joins, and in what its first year is counted: months, quarters or days."""

    date: t.Day
    by: t.JoinUnit


class Transition(Frozen):
    """A transition (ingroei) from one key to another: year → the share of the new key, from that year on."""

    before: t.KeyId = Field(alias="from")
    after: t.KeyId = Field(alias="to")
    path: t.TransitionPath
