"""Tables in whole units are the nearest of all tables that keep the sums which are shown."""

from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import write_folder
from effort import times
from nearest_tables import Amounts, Place, deviation, sums_by, tables, whole_units
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.types import NATURES, SIDES, NatureName
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.views.figures import CellKey
from ridcalc.views.rounded_notes import NATURES_APART, NET_APART, unit_lines
from ridcalc.views.view import View
from rounded_tables import UNIT, Figures, shown_figures, table_of


def budget_of(amounts: Amounts, partnership: Sequence[str] = ()) -> dict[str, str]:
    """Return the files of a budget with these amounts; those in `partnership` are its members."""
    names = sorted({place.participant for place in amounts})
    people = [f"{name}: {{}}" for name in names]
    keys = [f"of-{name}: {{weights: {{{name}: 1}}}}" for name in names]
    if partnership:
        people.append(f"together: {{members: [{', '.join(partnership)}], key: even}}")
        keys.append(f"even: {{weights: {{{', '.join(f'{name}: 1' for name in partnership)}}}}}")
    years = sorted({place.year for place in amounts})
    measures = [
        f"  m{number}: {{nature: {place.nature}, side: {place.side}, key: of-{place.participant},"
        f" amounts: {{{place.year}: {cents if place.side == 'expense' else -cents}/100}}}}"
        for number, (place, cents) in enumerate(amounts.items())
    ]
    return {
        "keys.yaml": f"participants: {{{', '.join(people)}}}\nkeys: {{{', '.join(keys)}}}",
        "measures.yaml": f"budget: {{years: {years}}}\nmeasures:\n" + "\n".join(measures),
    }


def allocation_of(amounts: Amounts, folder: Path, partnership: Sequence[str] = ()) -> Allocation:
    """Return the allocation of a budget with these amounts."""
    return allocate(load(Folder(str(write_folder(folder, budget_of(amounts, partnership))))).case)


def drawn(data: st.DataObject, places: Iterable[Place]) -> dict[Place, int]:
    """Draw an amount for each cell: income is negative, and many are near the half of a unit."""
    amount = st.integers(0, 3000) | st.sampled_from([0, 250, 499, 500, 501, 750, 900, 1000, 1500])
    return {place: data.draw(amount) * (1 if place.side == "expense" else -1) for place in places}


def rows_of(places: Iterable[Place], partnership: Sequence[str], *fields: str) -> list[list[Place]]:
    """Return the cells of each sum that a table with a row per participant, a partnership and a total shows.

    The sums are those of each row in all of `fields` but the last, in all but the last two, and so on.
    """
    cells = list(places)
    inside = [place for place in cells if place.participant in partnership]
    sums: list[list[Place]] = []
    for count in range(len(fields), -1, -1):
        sums += sums_by(cells, "participant", *fields[:count])
        sums += sums_by(inside, *fields[:count]) if inside else []
        sums += sums_by(cells, *fields[:count])
    return sums


FEW = settings(max_examples=times(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PARTNERSHIPS = st.sampled_from([(), ("a", "b")])


@given(data=st.data(), partnership=PARTNERSHIPS)
@FEW
def test_each_year_of_the_contributions_is_the_nearest_table(
    data: st.DataObject, partnership: tuple[str, ...], tmp_path: Path
) -> None:
    amounts = drawn(data, (Place(one, year) for one in "abcd" for year in (2024, 2025)))
    figures = table_of(allocation_of(amounts, tmp_path, partnership), View(unit=UNIT)).figures
    for year in (2024, 2025):
        own = {place: cents for place, cents in amounts.items() if place.year == year}
        shown = {place: figures[CellKey(place.participant, year)].shown // UNIT for place in own}
        possible = tables(own, rows_of(own, partnership), UNIT)
        assert deviation(own, shown, UNIT) == min(deviation(own, one, UNIT) for one in possible)


@given(data=st.data(), partnership=PARTNERSHIPS)
@FEW
def test_the_contributions_of_all_years_are_the_nearest_table(
    data: st.DataObject, partnership: tuple[str, ...], tmp_path: Path
) -> None:
    amounts = drawn(data, (Place(one, year) for one in "abc" for year in (2024, 2025, 2026)))
    figures = table_of(allocation_of(amounts, tmp_path, partnership), View(unit=UNIT, total=True)).figures
    shown = {place: figures[CellKey(place.participant, place.year)].shown // UNIT for place in amounts}
    possible = tables(amounts, rows_of(amounts, partnership, "year"), UNIT)
    assert deviation(amounts, shown, UNIT) == min(deviation(amounts, one, UNIT) for one in possible)


def test_the_natures_of_the_total_add_up_over_the_years_too(tmp_path: Path) -> None:
    # Incidental in two years, structural in the two after, each € 5: half a unit. Units of the total in the first two
    # years would make incidental 20 while it is exactly 10.
    amounts = {Place("a", year): 500 for year in (2024, 2025)}
    amounts |= {Place("a", year, "structural"): 500 for year in (2026, 2027)}
    figures = table_of(allocation_of(amounts, tmp_path), View(unit=UNIT, total=True)).figures
    assert figures[CellKey()].shown == 2000
    assert figures[CellKey(nature="incidental")].shown == figures[CellKey(nature="structural")].shown == 1000
    by_year = {year: figures[CellKey(year=year)].shown for year in (2024, 2025, 2026, 2027)}
    assert by_year[2024] + by_year[2025] == by_year[2026] + by_year[2027] == 1000


@given(data=st.data(), partnership=PARTNERSHIPS)
@FEW
def test_natures_are_the_nearest_table(data: st.DataObject, partnership: tuple[str, ...], tmp_path: Path) -> None:
    amounts = drawn(data, (Place(one, 2024, nature) for one in "abcd" for nature in NATURES))
    figures = table_of(allocation_of(amounts, tmp_path, partnership), View("nature", unit=UNIT)).figures
    shown = {
        place: next(
            figures[key].shown // UNIT
            for key in figures
            if (key.participant, key.nature, key.side) == (place.participant, place.nature, None)
        )
        for place in amounts
    }
    possible = tables(amounts, rows_of(amounts, partnership, "nature"), UNIT)
    assert deviation(amounts, shown, UNIT) == min(deviation(amounts, one, UNIT) for one in possible)


@given(data=st.data(), partnership=PARTNERSHIPS)
@FEW
def test_sides_are_the_nearest_table_or_the_foot_names_the_net(
    data: st.DataObject, partnership: tuple[str, ...], tmp_path: Path
) -> None:
    kinds = list(product(NATURES, SIDES))
    amounts = drawn(data, (Place(one, 2024, *kind) for one in "abc" for kind in kinds))
    allocation = allocation_of(amounts, tmp_path, partnership)
    view = View("nature", unit=UNIT, sides=True)
    table = table_of(allocation, view)
    shown = {
        place: table.figures[CellKey(place.participant, 2024, place.nature, place.side)].shown // UNIT
        for place in amounts
    }
    best = min(
        (
            deviation(amounts, one, UNIT)
            for one in tables(amounts, rows_of(amounts, partnership, "nature", "side"), UNIT)
        ),
        default=None,
    )
    lines = [sentence for _, sentence in unit_lines(table, shown_figures(allocation, view, table))]
    assert (NET_APART in lines) == (best is None)
    assert best in {None, deviation(amounts, shown, UNIT)}
    assert best is not None or partnership, "only the net of a partnership is ever given up"


@given(data=st.data())
@FEW
def test_measures_are_the_nearest_table(data: st.DataObject, tmp_path: Path) -> None:
    years, names = (2024, 2025), "vwxyz"
    natures: dict[str, NatureName] = dict(
        zip(names, ("incidental", "structural", "incidental", "structural", "structural"), strict=True)
    )
    amounts = drawn(data, (Place("a", year, natures[name], measure=name) for name in names for year in years))
    rows = [
        f"  {name}: {{nature: {natures[name]}, key: k, amounts: {{"
        + ", ".join(f"{place.year}: {cents}/100" for place, cents in amounts.items() if place.measure == name)
        + "}}"
        for name in names
    ]
    files = {
        "keys.yaml": "participants: {a: {}}\nkeys: {k: {weights: {a: 1}}}",
        "measures.yaml": "budget: {years: [2024, 2025]}\nmeasures:\n" + "\n".join(rows),
    }
    allocation = allocate(load(Folder(str(write_folder(tmp_path, files)))).case)
    for total in (False, True):
        figures = table_of(allocation, View("measure", unit=UNIT, total=total)).figures
        for own_years in [years] if total else [(year,) for year in years]:
            own = {place: cents for place, cents in amounts.items() if place.year in own_years}
            shown = {
                place: next(
                    figure.shown // UNIT
                    for key, figure in figures.items()
                    if (key.measure, key.year) == (place.measure, place.year)
                )
                for place in own
            }
            sums = [
                list(cells)
                for fields in (
                    ["measure"],
                    ["nature", "year"],
                    ["nature"],
                    ["year"],
                    [],
                )
                for cells in sums_by(own, *fields)
            ]
            possible = tables(own, sums, UNIT)
            assert deviation(own, shown, UNIT) == min(deviation(own, one, UNIT) for one in possible)


@given(data=st.data(), partnership=PARTNERSHIPS)
@FEW
def test_a_matrix_is_the_nearest_table(data: st.DataObject, partnership: tuple[str, ...], tmp_path: Path) -> None:
    # Two measures for each participant stand in four columns: `nature` and `side` of a place name its measure.
    amounts = drawn(data, (Place(one, 2024, nature) for one in "abcd" for nature in NATURES))
    allocation = allocation_of(amounts, tmp_path, partnership)
    figures = table_of(allocation, View(matrix=True, unit=UNIT)).figures
    shown = {
        place: figures[CellKey(place.participant, 2024, measure=f"m{number}")].shown // UNIT
        for number, place in enumerate(amounts)
    }
    possible = tables(amounts, rows_of(amounts, partnership), UNIT)
    assert deviation(amounts, shown, UNIT) == min(deviation(amounts, one, UNIT) for one in possible)


def deviation_of(figures: Figures, choice: dict[tuple[str, int], int]) -> int | None:
    """Return how far both natures' cells are from exact if incidental is as chosen; None if it makes no table."""
    total = 0
    for one in ("a", "b", None):
        for year in (2024, 2025, None):
            whole, exact, rest = (figures[CellKey(one, year, nature)] for nature in (None, *NATURES))
            cells = [chosen for (name, when), chosen in choice.items() if one in {None, name} and year in {None, when}]
            for amount, part in ((exact.exact, sum(cells)), (rest.exact, whole.shown - sum(cells))):
                if part // UNIT not in whole_units(amount, UNIT):
                    return None
                total += abs(part - amount) if one and year else 0
    return total


@given(data=st.data())
@FEW
def test_a_split_into_natures_is_the_nearest_that_adds_up(data: st.DataObject, tmp_path: Path) -> None:
    amounts = drawn(data, (Place(one, year, nature) for one in "ab" for year in (2024, 2025) for nature in NATURES))
    allocation = allocation_of(amounts, tmp_path)
    view = View("nature", unit=UNIT, total=True)
    table = table_of(allocation, view)
    figures = table.figures
    places = [(one, year) for one in ("a", "b") for year in (2024, 2025)]
    floors = [figures[CellKey(one, year, "incidental")].exact // UNIT * UNIT for one, year in places]
    tried = (dict(zip(places, cells, strict=True)) for cells in product(*((low, low + UNIT) for low in floors)))
    possible = [(choice, found) for choice in tried if (found := deviation_of(figures, choice)) is not None]
    if NATURES_APART in [sentence for _, sentence in unit_lines(table, figures)]:
        assert not possible
        return
    total = figures[CellKey(None, None, "incidental")]
    nearest_first = [abs(sum(choice.values()) - total.exact) for choice, _ in possible]
    assert abs(total.shown - total.exact) == min(nearest_first)
    own = {(one, year): figures[CellKey(one, year, "incidental")].shown for one, year in places}
    equals = [found for choice, found in possible if sum(choice.values()) == total.shown]
    assert deviation_of(figures, own) == min(equals)
