"""Tables in whole units add up: rows, columns, natures and differences, in every view of random budgets."""

from itertools import islice
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import write_folder
from effort import times
from nearest_tables import nearest_unit, whole_units
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.types import NATURES, SIDES
from ridcalc.core.values.filter import Filter
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.views.allocation import allocation_table, body_of
from ridcalc.views.figures import CellKey, RoundedFigure
from ridcalc.views.rounded_notes import NATURES_APART, NET_APART, unit_lines
from ridcalc.views.table import Money
from ridcalc.views.view import Frame, View
from rounded_tables import Figures, shown_figures, table_of
from strategies import pairs_of_budgets, plain_budgets, plain_files
from strategies_of_bookings import booked_budgets, booked_files

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
