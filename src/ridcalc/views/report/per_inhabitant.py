"""What it comes to per inhabitant, or per another unit of a driver."""

from ridcalc.core.values.problems import Euros, say
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.report.sentences import listed
from ridcalc.views.sums import UnitRow, unit_rows
from ridcalc.views.table import Cell, Count, Money, Row, Table
from ridcalc.views.words import per_unit_words


def section(material: Material) -> Section | None:
    """Return the amounts per unit of the driver of the page; None without a driver.

    Raises:
        InvalidValueError: the driver lacks a value.
    """
    if material.driver is None:
        return None
    rows = list(unit_rows(material.allocation, material.selection, material.driver))
    unit = per_unit_words(material.budget, material.driver)
    name = material.budget.names.of("drivers", material.driver)
    shown = [year for year in material.allocation.years if any(row.cents or row.pm for row in rows if row.year == year)]
    shown = shown or list(material.allocation.years)
    used = {row.year: row.reference_year for row in rows}
    references: dict[int, list[str]] = {}
    for year in shown:
        references.setdefault(used[year], []).append(str(year))
    text = tuple(
        say("{driver} of {reference} for {years}.", driver=name, reference=str(reference), years=listed(for_years))
        for reference, for_years in references.items()
    )
    main = [row for row in rows if row.participant == material.participant and row.year == material.main_year]
    answer = tuple(
        say("In {year} it is {amount} {unit}.", year=str(row.year), amount=Euros(row.cents), unit=unit)
        for row in main
        if row.cents is not None
    )
    order = {name: depth for name, depth in material.allocation.tree.shown_order()}
    names = [None] if material.participant is None else []
    participants = [*([name for name in order if material.selection.takes(participant=name)]), *names]
    by_key = {(row.participant, row.year): row for row in rows}
    table_rows = tuple(
        Row(
            "total" if participant is None else "body",
            say("Total") if participant is None else material.name(participant),
            (
                Count(int(by_key[participant, shown[0]].units)),
                *(_cell(by_key[participant, year]) for year in shown),
            ),
            0 if material.participant else order.get(participant or "", 0),
        )
        for participant in participants
    )
    table = Table("", (), say("Participant"), (name, *map(str, shown)), table_rows, ())
    return Section("per-unit", say("The amount {unit}", unit=unit), (*answer, *text), table=table)


def _cell(row: UnitRow) -> Cell | None:
    return None if row.cents is None else Money(row.cents, row.pm)
