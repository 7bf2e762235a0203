"""The objects of the section `benchmarks`: figures per inhabitant to compare with."""

from fractions import Fraction

from pydantic import Field

from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Frozen, Named


class ClassSize(Frozen):
    """The size of the organisations in a class, in units of the driver: from a number, up to another one."""

    at_least: t.Weight = Field(Fraction(0), alias="from")
    below: t.Weight | None = Field(None, alias="to")


class Benchmark(Named):
    """A benchmark (vergelijkingscijfer): figures per inhabitant in cents by book year: national, of classes, and own.

    `editions` are the years of publication by book year, `driver` counts the inhabitants.
    """

    unit: t.Text | None = None
    driver: t.DriverId | None = None
    values: dict[t.Year, t.NotNegativeCents] = {}
    editions: dict[t.Year, t.Year] = {}
    classes: dict[t.Id, dict[t.Year, t.NotNegativeCents]] = {}
    sizes: dict[t.Id, ClassSize] = {}
    chosen_class: t.Id | None = Field(None, alias="class")
    own: dict[t.Year, t.NotNegativeCents] = {}
    index: t.IndexId | None = None
    vat: t.Vat | None = None

    @property
    def size_class(self) -> str | None:
        """The id of the class that is compared with: the one that is chosen, or the only one."""
        return self.chosen_class or next(iter(self.classes), None)
