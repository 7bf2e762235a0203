"""Tables in whole units: what is shown adds up, in every view, and says what it rounds and what it gives up."""

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import Run, write_folder
from effort import times
from nearest_tables import Amounts, Place, deviation, nearest_unit, sums_by, tables, whole_units
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.types import NATURES, SIDES, NatureName
from ridcalc.core.values.filter import Filter
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.views.allocation import allocation_table, body_of, rounded_of
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.rounded_notes import NATURES_APART, NET_APART, unit_lines
from ridcalc.views.table import Money
from ridcalc.views.view import Frame, View
from strategies import pairs_of_budgets, plain_budgets, plain_files
from strategies_of_bookings import booked_budgets, booked_files

UNIT = 1000
Figures = Mapping[CellKey, RoundedFigure]


def table_of(allocation: Allocation, view: View) -> RoundedTable:
    """Return the figures of a view in whole units."""
    frame = Frame(view, (allocation,))
    return rounded_of(allocation, frame, body_of(allocation, frame))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, with single spaces."""
    return [" ".join(line.split()) for line in text.splitlines()]


# Three equal years of € 100.400, half for each of two.
EQUAL_YEARS = {
    "keys.yaml": "participants: {noord: {name: Noord}, zuid: {name: Zuid}}\n"
    "keys: {half: {shares: {noord: 50%, zuid: 50%}}}",
    "measures.yaml": "budget: {years: [2027, 2028, 2029]}\nmeasures:\n"
    "  a: {nature: structural, key: half, amounts: {2027: 100400, 2028: 100400, 2029: 100400}}",
}


def test_three_equal_years_are_equal_in_thousands(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, EQUAL_YEARS)
    lines = lines_of(ridcalc("allocate", "--data", folder, "--unit", "1000").out)
    assert {"Noord 50 50 50", "Zuid 50 50 50", "Totaal 100 100 100"} <= set(lines)
    assert not any("niet naar de dichtstbijzijnde" in line for line in lines)


def test_with_the_sum_of_years_that_sum_is_nearest_and_the_years_add_to_it(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, EQUAL_YEARS)
    lines = lines_of(ridcalc("allocate", "--data", folder, "--unit", "1000", "--total").out)
    assert "Totaal 101 100 100 301" in lines  # 3 x 100,4 = 301,2
    two_years = lines_of(
        ridcalc("allocate", "--data", folder, "--unit", "1000", "--total", "--year", "2027", "--year", "2028").out
    )
    assert "Totaal 101 100 201" in two_years  # 200,8: the years that are not shown are in no sum
    one_year = lines_of(ridcalc("allocate", "--data", folder, "--unit", "1000", "--total", "--year", "2027").out)
    assert "Totaal 100" in one_year


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("44136985.65", "44.137"),
        ("2573028.73", "2.573"),
        ("9033646.13", "9.034"),
        ("500", "1"),
        ("1500", "2"),
        ("-500", "-1"),
        ("-1500", "-2"),
        ("499.99", "0"),
        ("-499.99", "0"),
    ],
)
@pytest.mark.parametrize("by", ["participant", "nature", "measure", "period", "task"])
def test_the_total_of_a_year_is_the_nearest_thousand(
    amount: str, shown: str, by: str, ridcalc: Run, tmp_path: Path
) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}, c: {}}\nkeys: {k: {weights: {a: 5, b: 3, c: 3}}}",
        "measures.yaml": "budget: {years: [2026]}\n"
        f"measures: {{m: {{nature: structural, key: k, amounts: {{2026: {amount}}}}}}}",
    }
    out = ridcalc("allocate", "--data", write_folder(tmp_path, files), "--unit", "1000", "--by", by).out
    assert ("Totaal 2026 " if by == "period" else "Totaal ") + shown in lines_of(out)


def test_the_letters_figures_add_up_in_thousands(ridcalc: Run, shipped: Path) -> None:
    out = ridcalc("allocate", "--by", "nature", "--unit", "1000", "--data", shipped, "--notes").out
    assert "x € 1.000" in out
    lines = lines_of(out)
    assert "Gemeente Zevenaar 213* 26* + 1 PM 1 PM*" in lines
    assert "Werkorganisatie 1Stroom 197* 24* + 1 PM 1 PM*" in lines
    assert "Totaal 410* 50* + 1 PM 1 PM*" in lines
    assert "ieder cijfer ligt het dichtst bij zijn exacte bedrag" in out


def cells_of(result: dict[str, Any]) -> dict[CellKey, tuple[Fraction, Fraction]]:
    """Return the exact amount and what is shown of every figure of a JSON table."""
    return {
        CellKey(one["participant"], one["year"], one["nature"], None, one["measure"], one["period"]): (
            Fraction(one["amount"]),
            Fraction(one["shown"]),
        )
        for one in result["table"]["cells"]
    }


def test_json_gives_every_figure_and_keeps_what_is_booked(ridcalc: Run, shipped: Path) -> None:
    plain = json.loads(ridcalc("allocate", "--data", shipped, "--format", "json").out)
    result = json.loads(ridcalc("allocate", "--data", shipped, "--format", "json", "--unit", "1000").out)
    table = result.pop("table")
    assert result == plain
    assert table["unit"] == "1000"
    wanted = {"participant": "zevenaar", "year": 2023, "nature": None, "measure": None, "period": None, "task": None}
    assert {**wanted, "amount": "213200.00", "shown": "213000.00", "pm": 1} in table["cells"]
    assert {one["year"] for one in table["cells"]} == {2023, 2024, 2025}


def test_json_has_the_sum_of_the_years_if_the_table_has_it(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, EQUAL_YEARS)
    result = json.loads(ridcalc("allocate", "--data", folder, "--format", "json", "--unit", "1000", "--total").out)
    assert cells_of(result)[CellKey()] == (Fraction(301_200), Fraction(301_000))
    assert ridcalc("allocate", "--data", folder, "--format", "json", "--total").status == 2


# What every table keeps, on random budgets.

VIEWS = {
    "contributions": View(),
    "contributions with their sum": View(total=True),
    "natures": View("nature"),
    "natures with their sum": View("nature", total=True),
    "sides": View("nature", sides=True),
    "sides with their sum": View("nature", sides=True, total=True),
    "measures": View("measure"),
    "measures with their sum": View("measure", total=True),
    "matrix": View(matrix=True),
    "periods": View("period"),
    "sides of periods": View("period", sides=True),
}


def shown_figures(allocation: Allocation, view: View, table: RoundedTable) -> dict[CellKey, RoundedFigure]:
    """Return the figures that a reader sees; each has the exact amount of its cell."""
    figures = {}
    for row in body_of(allocation, Frame(view, (allocation,))).rows:
        for key, total in row.figures:
            figures[key] = table.figures.get(key, RoundedFigure(0, 0))
            assert figures[key].exact == (total.amount if total else 0), key
    return figures


def assert_whole_units(allocation: Allocation, view: View) -> None:
    """Hold a table against what each keeps: rounded down or up, members, both natures, both sides, nearest total."""
    table = table_of(allocation, view)
    figures, unit = shown_figures(allocation, view, table), view.unit
    given_up = [sentence for _, sentence in unit_lines(table, figures)]
    assert table_of(allocation, view) == table
    for key, figure in figures.items():
        assert figure.shown % unit == 0
        if NET_APART not in given_up:
            assert figure.shown // unit in whole_units(figure.exact, unit), key
    assert_participants_add_up(allocation, view, figures)
    assert_columns_add_up(allocation, view, figures, natures=NATURES_APART not in given_up)
    if NATURES_APART in given_up:
        assert view.by == "nature" or view.selection.participants
        assert view.total
    if NET_APART in given_up:
        assert view.sides
        assert view.total or allocation.tree.members
    for year in allocation.years if not view.total else [None]:
        total = table.figures.get(CellKey(year=year), RoundedFigure(0, 0))
        assert total.shown == nearest_unit(total.exact, unit) * unit


def assert_participants_add_up(allocation: Allocation, view: View, figures: Figures) -> None:
    """Hold that members add up to their partnership, and participants to the total, in every column."""
    tree = allocation.tree
    tops = [one for one in tree.ids if one not in tree.parent]
    for key, figure in figures.items():
        below = tree.members.get(key.participant, ()) if key.participant else tops
        keys = [key._replace(participant=one) for one in below]
        reached = [one for one in keys if one in figures]
        left_out = view.selection.participants if key.period else len(reached) < len(keys)
        if left_out:
            continue  # by a filter, or because the table has no participants
        if reached:  # a period has only the participants that it reaches
            assert figure.shown == sum(figures[one].shown for one in reached), key


def net_of(figures: Figures, key: CellKey) -> RoundedFigure | None:
    """Return the net figure of a nature, which is that of its side if it has only one; None if it is not shown."""
    keys = (key._replace(side=side) for side in (None, *SIDES))
    return next((figures[one] for one in keys if one in figures), None)


def assert_columns_add_up(allocation: Allocation, view: View, figures: Figures, *, natures: bool) -> None:
    """Hold that years, natures, sides, measures and periods add up to the sums that are shown of them."""
    years = [year for year in allocation.years if view.selection.takes(year)]
    for key, figure in figures.items():
        if key.year is None:
            assert figure.shown == sum(figures[key._replace(year=year)].shown for year in years), key
        of_natures = [net_of(figures, key._replace(nature=nature)) for nature in NATURES]
        if key.nature is None and natures and None not in of_natures:
            assert figure.shown == sum(one.shown for one in of_natures if one), key
        sides = [key._replace(side=side) for side in SIDES]
        if key.nature and key.side is None and all(side in figures for side in sides):
            assert figure.shown == sum(figures[side].shown for side in sides), key
        if key.measure is None and (view.matrix or view.by == "measure"):
            parts = [
                one.shown
                for name, one in figures.items()
                if name.measure and (name.participant, name.year) == (key.participant, key.year)
                if key.nature in {None, name.nature}
            ]
            assert figure.shown == sum(parts), key
        if view.by == "period" and key.period is None:
            periods = [one.shown for name, one in figures.items() if name.period and name._replace(period=None) == key]
            assert figure.shown == sum(periods), key


@given(budget=plain_budgets(), data=st.data())
@settings(max_examples=times(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_table_adds_up(budget: dict[str, Any], data: st.DataObject, tmp_path: Path) -> None:
    folder = Folder(str(write_folder(tmp_path, plain_files(budget))))
    allocation = allocate(load(folder).case)
    some = data.draw(st.lists(st.sampled_from(allocation.tree.ids), unique=True, max_size=2))
    for view in VIEWS.values():
        for unit in (100, 10_000, 100_000):
            assert_whole_units(allocation, view._replace(unit=unit))
        for selection in (Filter((2025,)), Filter((), tuple(some)), Filter((2024,), tuple(some))):
            assert_whole_units(allocation, view._replace(unit=10_000, selection=selection))


@given(budget=booked_budgets())
@settings(max_examples=times(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_table_adds_up_with_dated_keys_and_batches(budget: dict[str, Any], tmp_path: Path) -> None:
    allocation = allocate(load(Folder(str(write_folder(tmp_path, booked_files(budget))))).case)
    batches = allocation.case.budget.settings.rounding.level == "total"
    for view in VIEWS.values():
        if not batches or (not view.matrix and view.by in {"participant", "nature"}):
            assert_whole_units(allocation, view._replace(unit=1_000_000))


@given(pair=pairs_of_budgets())
@settings(max_examples=times(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_difference_is_that_of_what_both_tables_show(
    pair: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path
) -> None:
    one, other = (
        allocate(load(Folder(str(write_folder(tmp_path / name, plain_files(budget))))).case)
        for name, budget in zip("ab", pair, strict=True)
    )
    natures = {(name, measure.nature) for each in (one, other) for name, measure in each.case.measures.items()}
    moved = len(natures) > len({name for name, _ in natures})
    for name, view in VIEWS.items():
        if view.matrix or view.by == "period" or (view.by == "measure" and moved):
            continue  # --against has no such tables; a measure of another nature has no row of its own there
        beside = view._replace(unit=10_000, against="b", zeros=True)
        body = body_of(one, Frame(beside, (one, other)))
        own = table_of(other, view._replace(unit=10_000)).figures
        table = allocation_table(one, beside, other)
        for row, exact in zip(table.rows, body.rows, strict=True):
            cells = iter(row.cells)
            for (key, _), span in zip(exact.figures, table.spans, strict=bool(exact.figures)):
                amount, *differences = (cell for cell in islice(cells, span) if isinstance(cell, Money))
                for difference in differences if key in own else ():
                    assert difference.cents == amount.cents - own[key].shown, name


# The nearest of all tables that keep the sums which are shown.


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


HARD = {
    "keys.yaml": "participants: {a: {}, b: {}, c: {}}\nkeys: {k: {weights: {a: 1, b: 1, c: 1}}}",
    "measures.yaml": "budget: {years: [2024, 2025], language: en}\n"
    "measures:\n  m: {nature: incidental, key: k, amounts: {2024: 1000, 2025: 1000}}\n"
    "  n: {nature: structural, key: k, amounts: {2024: 1000, 2025: 1000}}\n"
    "  o: {nature: incidental, side: income, key: k, amounts: {2024: 400, 2025: 500}}",
}


def test_the_worked_examples_of_the_docs_come_out(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {noord: {name: Noord}, oost: {name: Oost}, zuid: {name: Zuid}}\n"
        "keys: {derden: {weights: {noord: 1, oost: 1, zuid: 1}}}",
        "measures.yaml": "budget: {years: [2024, 2025]}\n"
        "measures: {beheer: {nature: structural, key: derden, amounts: {2024: 100000, 2025: 100000}}}",
    }
    folder = write_folder(tmp_path, files)
    out = ridcalc("allocate", "--data", folder, "--unit", "1000").out
    assert {"Noord 34 34", "Oost 33 33", "Zuid 33 33", "Totaal 100 100"} <= set(lines_of(out))
    assert "2 cijfers zijn niet naar de dichtstbijzijnde eenheid afgerond, zodat de tabel optelt" in " ".join(
        lines_of(out)
    )
    together = lines_of(ridcalc("allocate", "--data", folder, "--unit", "1000", "--total").out)
    assert {"Noord 33 34 67", "Oost 34 33 67", "Zuid 33 33 66", "Totaal 100 100 200"} <= set(together)


def test_income_alone_is_rounded_like_everything_else(ridcalc: Run, tmp_path: Path) -> None:
    income = {
        **HARD,
        "measures.yaml": HARD["measures.yaml"].replace("nature: structural,", "nature: structural, side: income,"),
    }
    folder = write_folder(tmp_path, income)
    for more in ([], ["--total"], ["--sides"]):
        lines = lines_of(ridcalc("allocate", "--data", folder, "--by", "nature", "--unit", "1000", *more).out)
        block = lines[lines.index("Structural, income") + 1 :]
        year = [int(line.split()[1].replace("\N{MINUS SIGN}", "-")) for line in block[:3]]
        assert sorted(year) == [-1, 0, 0] or sum(year) == -1, "a third of \N{MINUS SIGN}1 each"


def test_a_participants_natures_add_up_to_its_contribution(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}",
        "measures.yaml": "budget: {years: [2024], language: en}\nmeasures:\n"
        "  m: {nature: incidental, key: k, amounts: {2024: 1200}}\n"
        "  n: {nature: structural, key: k, amounts: {2024: 1400}}",
    }
    lines = lines_of(
        ridcalc("allocate", "--data", write_folder(tmp_path, files), "--unit", "1000", "--participant", "a").out
    )
    assert {"a 2", "of which incidental 1", "of which structural 1"} <= set(
        lines
    )  # 1,3 of 2,6, which is 3; 0,6 and 0,7


def test_a_contribution_that_rounds_to_nothing_is_shown_as_zero(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}, c: {}}\nkeys: {k: {weights: {a: 1, b: 999}}}",
        "measures.yaml": "budget: {years: [2024], language: en}\n"
        "measures: {m: {nature: incidental, key: k, amounts: {2024: 1000}}}",
    }
    lines = lines_of(ridcalc("allocate", "--data", write_folder(tmp_path, files), "--unit", "1000").out)
    assert {"a 0", "b 1", "Total 1"} <= set(lines)
    assert not any(line.startswith("c ") for line in lines), "exactly zero everywhere"


def test_figures_that_moved_are_counted_and_named(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, HARD)
    out = ridcalc("allocate", "--data", folder, "--by", "nature", "--unit", "1000").out
    assert "figures are not rounded to the nearest unit so that the table adds up" in " ".join(lines_of(out))
    explained = [ridcalc("explain", one, "2024", "--data", folder, "--unit", "1000").out for one in ("a", "b", "c")]
    assert any("is shown as €1,000, not as €0, so that the table adds up" in text for text in explained)


def test_compare_shows_what_both_tables_show(ridcalc: Run, shipped: Path) -> None:
    out = ridcalc("compare", "raadsbrief", "rapport", "--data", shipped, "--unit", "1000").out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "Gemeente Zevenaar 213* + 1 PM 307* + 1 PM 94*" in lines
    assert "Totaal 410* + 1 PM 590* + 1 PM 180*" in lines
    assert "2023, Incidenteel" not in lines, "structural is the same PM in both"
    three = ridcalc("compare", "none", "raadsbrief", "rapport", "--data", shipped, "--unit", "1000")
    assert "Totaal 590* 410* 590* -180*" in lines_of(three.out)


def test_compare_shows_both_natures_together_as_the_sum_of_the_two_it_shows(ridcalc: Run, tmp_path: Path) -> None:
    # Each pays a third: of 1.000 - 400 incidental and 1.000 structural, and in the scenario of 2.700 - 400 and 1.400.
    more = "name: More\npatch: {measures: {m: {amounts: {2024: 2700}}, n: {amounts: {2024: 1400}}}}"
    folder = write_folder(tmp_path, {**HARD, "scenarios/more.yaml": more})
    lines = lines_of(ridcalc("compare", "none", "more", "--data", folder, "--unit", "1000", "--year", "2024").out)

    def block(heading: str) -> dict[str, list[int]]:
        first = lines.index(f"2024, {heading}") + 1
        rows = (lines[number].split() for number in range(first, first + 5))
        return {label: [int(number) for number in numbers] for label, *numbers in rows if numbers and label.isalpha()}

    both, apart = block("both natures together"), [block("Incidental"), block("Structural")]
    assert both["Total"] == [2, 4, 2]
    assert set(both) == {"a", "b", "c", "Total"}
    for label, shown in both.items():
        assert shown == [sum(numbers) for numbers in zip(*(one[label] for one in apart), strict=True)], label


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["allocate", "--unit", "1500"], 1, "error[table-unit]: '1500' is not a power of ten"),
        (["allocate", "--unit", "duizend"], 1, "error[number-form]"),
        (["allocate", "--unit", "1", "--set", "budget.rounding.unit=1000"], 1, "is finer than the amounts"),
        (["allocate", "--unit", "1000", "--format", "csv"], 2, "--unit"),
        (["allocate", "--unit", "1000", "--by", "measure", "--set", "budget.rounding.level=total"], 1, "level-total"),
        (["compare", "none", "rapport", "--unit", "1000", "--format", "json"], 2, "--unit"),
        (["compare", "none", "rapport", "--unit", "1000", "--per", "inwoners"], 2, "--unit"),
    ],
)
def test_a_wrong_unit_gets_a_message(
    arguments: list[str], status: int, message: str, ridcalc: Run, shipped: Path
) -> None:
    outcome = ridcalc(*arguments, "--data", shipped)
    assert outcome.status == status
    assert message in outcome.err


def test_cents_and_tenths_are_shown_as_money(ridcalc: Run, shipped: Path) -> None:
    assert "€ 123.088,40" in ridcalc("allocate", "--unit", "0.1", "--data", shipped).out
    assert "€ 123.088,43" in ridcalc("allocate", "--unit", "0.01", "--data", shipped).out
    assert (
        "| Gemeente Zevenaar | 213\\*"
        in ridcalc("allocate", "--unit", "1000", "--format", "markdown", "--data", shipped).out
    )


DIRECT = {
    "keys.yaml": "participants: {p: {members: [a, b], key: kp}, a: {}, b: {}, z: {}}\n"
    "keys: {k: {weights: {p: 1, z: 1}}, ka: {weights: {a: 1}}, kp: {weights: {a: 1, b: 1}}}",
    "measures.yaml": "budget: {years: [2024], language: en}\n"
    "measures:\n  m: {nature: incidental, key: k, amounts: {2024: 1000}}\n"
    "  x: {nature: structural, key: ka, amounts: {2024: PM}}\n"
    "  y: {nature: incidental, key: ka, amounts: {2024: PM}}",
}


def test_an_unknown_amount_is_never_zero_and_a_known_one_never_unknown(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, DIRECT)
    lines = lines_of(ridcalc("allocate", "--data", folder, "--by", "nature", "--unit", "1000").out)
    assert "a 0 + 1 PM" in lines  # 250 and a PM post
    assert "a 1 PM" in lines
    explained = ridcalc("explain", "a", "--data", folder, "--unit", "1000").out
    assert "2024, Structural: 1 PM is shown as 1 PM" in explained
    result = json.loads(ridcalc("allocate", "--data", folder, "--unit", "1000", "--format", "json").out)
    cells = result["table"]["cells"]
    assert [one["pm"] for one in cells if (one["participant"], one["nature"], one["year"]) == ("a", None, 2024)] == [2]


def test_the_foot_counts_what_is_shown(ridcalc: Run, tmp_path: Path) -> None:
    # Each year 2,4 thousand, shown as 2. Each third is 0,8: two are shown as 1, and one as 0, which is not the nearest.
    files = {
        "keys.yaml": HARD["keys.yaml"],
        "measures.yaml": "budget: {years: [2024, 2025], language: en}\n"
        "measures: {m: {nature: incidental, key: k, amounts: {2024: 2400, 2025: 2400}}}",
    }
    folder = write_folder(tmp_path, files)

    def counted(*more: str) -> int:
        text = " ".join(lines_of(ridcalc("allocate", "--data", folder, "--unit", "1000", *more).out))
        if "1 figure is not" in text:
            return 1
        return int(text.partition(" figures are not")[0].rsplit(" ", 1)[1]) if " figures are not" in text else 0

    assert counted() == 2
    assert counted("--year", "2024") == 1
    assert sorted(counted("--year", "2024", "--participant", one) for one in "abc") == [0, 0, 1]
    notes = ridcalc("allocate", "--data", folder, "--unit", "10000", "--notes").out
    assert "every figure is the nearest to its exact amount" in notes
