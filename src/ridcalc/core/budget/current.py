"""What the budgets of organisations hold now."""

from typing import Annotated

from pydantic import Tag

from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Frozen


class CurrentLine(Frozen):
    """An organisation's current budget for a programma, taakveld and side, in cents by year."""

    programma: t.Text
    taakveld: t.Text
    side: t.Side
    amounts: dict[t.Year, t.Cents]


class Current(Frozen):
    """An organisation's current budget, as of a stage; None: as of the stage that an amendment is counted from."""

    stage: t.StageId | None = None
    accounts: tuple[CurrentLine, ...]


Currents = Annotated[Annotated[Current, Tag(t.MAPPING)] | Annotated[tuple[CurrentLine, ...], Tag(t.SINGLE)], t.BY_SHAPE]
"""A current budget: a list of lines, or a stage with such a list."""
