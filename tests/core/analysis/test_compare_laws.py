"""The causes add to the difference, whatever changes between two random budgets."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import write_folder
from effort import times
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.analysis.changes import CAUSES
from ridcalc.core.analysis.compare import Comparison, compare
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from strategies import Document, pairs_of_budgets, pairs_with_pm, pairs_with_pm_filled, plain_files


@given(
    pair=pairs_of_budgets(), unit=st.sampled_from(["0.01", "1", "1000"]), level=st.sampled_from(["measure", "total"])
)
@settings(max_examples=times(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_causes_add_to_the_difference(
    pair: tuple[dict[str, Any], dict[str, Any]], unit: str, level: str, tmp_path: Path
) -> None:
    cases = []
    for number, budget in enumerate(pair):
        for measure in budget["measures"].values() if number else ():
            measure["amounts"] = {
                period: cents and cents // 100_000 * 100_000 for period, cents in measure["amounts"].items()
            }
        folder = Folder(str(write_folder(tmp_path / str(number), plain_files(budget))))
        rounding = (f"budget.rounding.unit={unit}", f"budget.rounding.level={level}") if number else ()
        cases.append(allocate(load(folder, None, rounding).case))
    for row in compare(cases[0], cases[1]).differences:
        assert sum(row.causes.values()) == row.b.amount - row.a.amount
        assert list(row.causes) == list(CAUSES)
    for row in compare(cases[0], cases[0]).differences:
        assert not any(row.causes.values())


def compared(a: Document, b: Document, folder: Path) -> Comparison:
    """Return the comparison of two budgets, which are written to a folder."""
    first, second = (
        allocate(load(Folder(str(write_folder(folder / name, plain_files(budget))))).case)
        for name, budget in (("a", a), ("b", b))
    )
    return compare(first, second)


@given(pair=pairs_with_pm())
@settings(max_examples=times(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_causes_add_to_the_difference_where_pm_becomes_an_amount(
    pair: tuple[Document, Document], tmp_path: Path
) -> None:
    found = compared(*pair, tmp_path)
    for row in (*found.differences, *found.net):
        assert sum(row.causes.values()) == row.b.amount - row.a.amount
        assert list(row.causes) == list(CAUSES)
    for row in found.net:
        apart = [one for one in found.differences if (one.participant, one.year) == (row.participant, row.year)]
        assert (row.a.amount, row.b.pm) == (sum(one.a.amount for one in apart), sum(one.b.pm for one in apart))


@given(pair=pairs_with_pm_filled())
@settings(max_examples=times(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_where_only_pm_becomes_an_amount_pm_is_the_whole_difference(
    pair: tuple[Document, Document], tmp_path: Path
) -> None:
    for a, b in (pair, pair[::-1]):
        found = compared(a, b, tmp_path)
        assert all(row.causes["pm"] == row.b.amount - row.a.amount for row in found.differences)
        assert {change.cause for change in found.changes} <= {"pm"}
