"""What it comes to per inhabitant, or per another unit of a driver."""

from collections.abc import Iterator, Mapping, Sequence

from ridcalc.core.values.problems import say
from ridcalc.views.benchmark import with_pm
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.report.sentences import listed
from ridcalc.views.sums import UnitRow, unit_rows
from ridcalc.views.table import Cell, Count, Label, Money, Row, Table
from ridcalc.views.words import per_unit_words

_Rows = Mapping[tuple[str | None, int], UnitRow]
"""(Participant or None, year) → the row of amounts per unit."""


def section(material: Material) -> Section | None:
    """Return the amounts per unit of the driver of the page; None without a driver.

    Raises:
        InvalidValueError: the driver lacks a value.
    """
    if material.driver is None:
        return None
    found = unit_rows(material.allocation, material.selection, material.driver)
    rows = {(row.participant, row.year): row for row in found}
    years = [year for year in material.allocation.years if any(row.cents or row.pm for row in _of(rows, year))]
    years = years or list(material.allocation.years)
    title = say("The amount {unit}", unit=per_unit_words(material.budget, material.driver))
    return Section("per-unit", title, tuple(_text(material, rows, years)), table=_table(material, rows, years))


def _of(rows: _Rows, year: int) -> list[UnitRow]:
    return [row for row in rows.values() if row.year == year]


def _text(material: Material, rows: _Rows, years: Sequence[int]) -> Iterator[Label]:
    """Yield the amount of the main year, and which counts are used in which years."""
    driver = str(material.driver)
    main = rows[material.participant, material.main_year]
    unit = per_unit_words(material.budget, driver)
    if main.pm and not main.cents:
        yield say("What it is {unit} in {year} is not known yet.", year=str(main.year), unit=unit)
    elif main.cents is not None:
        amount = with_pm(main.cents, main.pm)
        yield say("In {year} it is {amount} {unit}.", year=str(main.year), amount=amount, unit=unit)
    used: dict[int, list[str]] = {}
    for year in years:
        used.setdefault(rows[material.participant, year].reference_year, []).append(str(year))
    name = material.budget.names.of("drivers", driver)
    for reference, texts in used.items():
        yield say("{driver} of {reference} for {years}.", driver=name, reference=str(reference), years=listed(texts))


def _table(material: Material, rows: _Rows, years: Sequence[int]) -> Table:
    """Return the counts of the first year, and the amount per unit of each year."""
    shown = [(name, depth) for name, depth in material.allocation.tree.shown_order() if (name, years[0]) in rows]
    table_rows = [
        Row(
            "body",
            material.name(name),
            tuple(_cells(material, rows, years, name)),
            0 if material.participant else depth,
        )
        for name, depth in shown
    ]
    if material.participant is None:
        table_rows.append(Row("total", say("Total"), tuple(_cells(material, rows, years, None))))
    columns = (material.budget.names.of("drivers", str(material.driver)), *map(str, years))
    return Table("", (), say("Participant"), columns, tuple(table_rows), ())


def _cells(material: Material, rows: _Rows, years: Sequence[int], name: str | None) -> Iterator[Cell | None]:
    """Yield the count of a participant (None: of all together), and its amounts per unit; None without units."""
    yield Count(int(rows[name, years[0]].units))
    totals = material.totals(name)
    for year in years:
        row = rows[name, year]
        yield None if row.cents is None else Money(row.cents, row.pm, totals[year].assumed)
