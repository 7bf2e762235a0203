"""The objects of the section `decisions`: when each organisation decides on a stage."""

from typing import Any

from pydantic import Field, model_validator

from ridcalc.core.budget import section_types as s
from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Frozen
from ridcalc.core.budget.sections import OF_ORGANISATIONS
from ridcalc.core.values.suggestions import did_you_mean


class OrganisationDates(Frozen):
    """When an organisation decides: its meetings, the days that papers go out before one, and when a draft was sent."""

    meeting: t.Day | None = None
    meetings: tuple[t.Day, ...] = ()
    papers: s.Papers = 0
    sent: t.Day | None = None


class DecisionDates(Frozen):
    """The dates of a stage: what is decided, of which year, and when each organisation decides on it."""

    kind: s.DecisionKindChoice
    year: t.Year | None = None
    exempt: tuple[s.Exemption, ...] = ()
    recess: tuple[s.Recess, ...] = ()
    organisations: dict[s.CouncilId, OrganisationDates] = Field({}, alias=OF_ORGANISATIONS)

    @model_validator(mode="before")
    @classmethod
    def _organisations_together(cls, data: Any) -> Any:  # noqa: ANN401  any value of a file
        """Return the data with the mappings of organisations, which stand beside its fields, together in one."""
        if not isinstance(data, dict):
            return data
        of_organisations = {
            name: value
            for name, value in data.items()
            if name not in cls.model_fields and not name.startswith("x-") and _of_organisation(name, value)
        }
        others = {name: value for name, value in data.items() if name not in of_organisations}
        return {**others, OF_ORGANISATIONS: of_organisations}

    def of(self, organisation: str | None) -> OrganisationDates:
        """Return the dates of an organisation; none if it is not named."""
        return self.organisations.get(organisation or "", OrganisationDates.model_construct())


def _of_organisation(name: str, value: object) -> bool:
    """Return whether a name with a value is that of an organisation, rather than an unknown field.

    A single day or a list stands where the dates of an organisation belong, unless the name looks like that of a field.
    """
    day = isinstance(value, list | tuple) or (isinstance(value, str) and value[:1].isdigit())
    return isinstance(value, dict) or (day and did_you_mean(name, DecisionDates.model_fields) is None)
