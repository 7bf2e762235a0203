"""The bases of all objects of a budget, and the objects that several sections share."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from ridcalc.core.budget import types as t


class Frozen(BaseModel):
    """Base of all objects: frozen; unknown fields are refused; fields that begin with `x-` are ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _ignore_x_fields(cls, data: Any) -> Any:  # noqa: ANN401  any value of a file
        """Return the data without the fields that begin with `x-`."""
        if isinstance(data, dict) and any(name.startswith("x-") for name in data):
            return {name: value for name, value in data.items() if not name.startswith("x-")}
        return data


class FactSource(Frozen):
    """The source of a fact: a document, and the section and page in that document."""

    document: t.DocumentId
    section: t.Text | None = None
    page: t.Text | None = None


class Named(Frozen):
    """Base of the objects that can have a name, a source, an assumption and a note; all are optional."""

    name: t.Name | None = None
    description: t.Text | None = None
    source: FactSource | None = None
    assumption: t.Text | None = None
    note: t.Text | None = None

    def name_or(self, other: str) -> str:
        """Return the object's name as written, or `other` (usually its id) if it has no name."""
        return self.name or other


class Booking(Frozen):
    """Booking of an amount: programma, taakveld and economic category (Iv3). `codes` appear unchanged in output.

    `overview` is the group beside the programmas in which the amount stands (BBV art. 17).
    """

    programma: t.Text | None = None
    taakveld: t.Text | None = None
    category: t.Text | None = None
    codes: dict[t.Text, t.Text] = {}
    overview: t.Overview | None = None
