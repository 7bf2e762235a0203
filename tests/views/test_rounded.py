"""Tables in thousands: what is shown adds up, in every view, and says what it rounds and what it gives up."""

import json
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import Run, write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.types import NatureName
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.views.figures import CellKey, RoundedTable
from ridcalc.views.rounded import in_units
from strategies import plain_budgets, plain_files

UNIT = 1000


def test_the_letters_figures_add_up_in_thousands(ridcalc: Run, shipped: Path) -> None:
    out = ridcalc("allocate", "--unit", "1000", "--data", shipped).out
    assert "Bedragen x € 1.000, zo afgerond dat de tabel optelt" in out
    lines = [" ".join(line.split()) for line in out.splitlines()]
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
    wanted = {"participant": "zevenaar", "year": 2023, "nature": None, "measure": None, "period": None}
    assert {**wanted, "amount": "213200.00", "shown": "213000.00", "pm": 1} in table["cells"]
    years = {one["year"] for one in table["cells"]}
    assert years == {2023, 2024, 2025, None}


NATURES: tuple[NatureName | None, ...] = (None, "incidental", "structural")


def assert_sums(shown: RoundedTable, allocation: Allocation, years: Sequence[int]) -> None:
    """Hold a table by participant against its promises, for both natures together and for each."""
    tree, unit = allocation.tree, shown.unit
    tops = [one for one in tree.ids if one not in tree.parent]
    everyone: tuple[str | None, ...] = (*tree.ids, None)
    for nature in NATURES:
        for year in (*years, None):
            figures = {one: shown.figures[CellKey(one, year, nature)] for one in everyone}
            for one in figures.values():
                assert one.shown in {one.exact // unit * unit, -(-one.exact // unit) * unit}
            assert figures[None].shown == sum(figures[name].shown for name in tops)
            for name, members in tree.members.items():
                assert figures[name].shown == sum(figures[member].shown for member in members)
        for participant in everyone:
            by_year = [shown.figures[CellKey(participant, year, nature)].shown for year in years]
            assert shown.figures[CellKey(participant, None, nature)].shown == sum(by_year)
    for participant in everyone if not shown.given_up else ():
        for year in (*years, None):
            parts = [shown.figures[CellKey(participant, year, nature)].shown for nature in NATURES[1:]]
            assert shown.figures[CellKey(participant, year)].shown == sum(parts)


def assert_measures(shown: RoundedTable, allocation: Allocation) -> None:
    """Hold participants × measures against their promises: both directions, and the totals of sides and natures."""
    tree = allocation.tree
    tops = [one for one in tree.ids if one not in tree.parent]
    for key, figure in shown.figures.items():
        if key.participant is None and key._replace(participant=tops[0]) in shown.figures:
            assert figure.shown == sum(shown.figures[key._replace(participant=one)].shown for one in tops)
        if key.participant in tree.members:
            members = (key._replace(participant=one) for one in tree.members[key.participant])
            assert figure.shown == sum(shown.figures[member].shown for member in members)
        if key.side is not None and key.measure is None:
            measures = [one for one in shown.figures if one.measure and one._replace(measure=None) == key]
            assert figure.shown == sum(shown.figures[one].shown for one in measures)
        if key.nature is None:
            natures = [one for one in shown.figures if one.nature and one._replace(nature=None) == key]
            assert figure.shown == sum(shown.figures[one].shown for one in natures)


@given(budget=plain_budgets())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_table_adds_up_in_both_directions(budget: dict[str, Any], tmp_path: Path) -> None:
    folder = Folder(str(write_folder(tmp_path, plain_files(budget))))
    allocation = allocate(load(folder).case)
    for unit in (100, 10_000, 100_000):
        assert_sums(in_units(allocation, "participant", unit), allocation, allocation.years)
        for by in ("measure", "period"):
            shown = in_units(allocation, by, unit)
            assert in_units(allocation, by, unit) == shown
            assert all(abs(one.shown - one.exact) < unit for one in shown.figures.values() if by == "measure")
        assert_measures(in_units(allocation, "measure", unit), allocation)


def test_the_worked_example_of_the_docs_comes_out(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {noord: {name: Noord}, oost: {name: Oost}, zuid: {name: Zuid}}\n"
        "keys: {derden: {weights: {noord: 1, oost: 1, zuid: 1}}}",
        "measures.yaml": "budget: {years: [2024, 2025]}\n"
        "measures: {beheer: {nature: structural, key: derden, amounts: {2024: 100000, 2025: 100000}}}",
    }
    out = ridcalc("allocate", "--data", write_folder(tmp_path, files), "--unit", "1000").out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert {"Noord 33 34", "Oost 34 33", "Zuid 33 33", "Totaal 100 100"} <= set(lines)
    assert "2 cijfers zijn niet naar de dichtstbijzijnde eenheid afgerond, zodat de tabel optelt" in " ".join(lines)


def deviation_of(shown: RoundedTable, choice: dict[tuple[str, int], int]) -> int | None:
    """Return how far both natures' cells are from exact if incidental is as chosen; None if it makes no table."""
    figures = shown.figures
    total = 0
    for one in ("a", "b", None):
        for year in (2024, 2025, None):
            whole, exact, rest = (figures[CellKey(one, year, nature)] for nature in NATURES)
            cells = [chosen for (name, when), chosen in choice.items() if one in {None, name} and year in {None, when}]
            for amount, part in ((exact.exact, sum(cells)), (rest.exact, whole.shown - sum(cells))):
                if part not in {amount // 1000 * 1000, -(-amount // 1000) * 1000}:
                    return None
                total += abs(part - amount) if one and year else 0
    return total


@given(amounts=st.lists(st.integers(0, 3000), min_size=8, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_split_into_natures_is_the_nearest_that_adds_up(amounts: list[int], tmp_path: Path) -> None:
    cents = iter(amounts)
    rows = [
        f"  {one}-{nature}:"
        f" {{nature: {nature}, key: {one}, amounts: {{2024: {next(cents)}/100, 2025: {next(cents)}/100}}}}"
        for one in ("a", "b")
        for nature in ("incidental", "structural")
    ]
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {a: {shares: {a: 1}}, b: {shares: {b: 1}}}",
        "measures.yaml": "budget: {years: [2024, 2025]}\nmeasures:\n" + "\n".join(rows),
    }
    shown = in_units(allocate(load(Folder(str(write_folder(tmp_path, files)))).case), "participant", 1000)
    places = [(one, year) for one in ("a", "b") for year in (2024, 2025)]
    floors = [shown.figures[CellKey(one, year, "incidental")].exact // 1000 * 1000 for one, year in places]
    tried = (dict(zip(places, cells, strict=True)) for cells in product(*((low, low + 1000) for low in floors)))
    possible = [(choice, found) for choice in tried if (found := deviation_of(shown, choice)) is not None]
    if shown.given_up:
        assert not possible
        return
    total = shown.figures[CellKey(None, None, "incidental")]
    nearest_first = [abs(sum(choice.values()) - total.exact) for choice, _ in possible]
    assert abs(total.shown - total.exact) == min(nearest_first)
    own = {(one, year): shown.figures[CellKey(one, year, "incidental")].shown for one, year in places}
    equals = [found for choice, found in possible if sum(choice.values()) == total.shown]
    assert deviation_of(shown, own) == min(equals)


def test_measures_add_to_their_block_and_periods_to_their_year(ridcalc: Run, shipped: Path) -> None:
    arguments = ["allocate", "--data", shipped, "--scenario", "rapport", "--format", "json", "--unit", "10000"]
    by_measure = cells_of(json.loads(ridcalc(*arguments, "--by", "measure").out))
    heads = [key for key in by_measure if key.measure and key.participant is None and key.year == 2023]
    assert sum(by_measure[key][1] for key in heads) == by_measure[CellKey(year=2023)][1] == 590_000
    by_period = cells_of(json.loads(ridcalc(*arguments, "--by", "period").out))
    periods = [key for key in by_period if key.period and (key.participant, key.nature, key.year) == (None, None, 2023)]
    assert sum(by_period[key][1] for key in periods) == by_period[CellKey(year=2023)][1]
    for by in ("measure", "period"):
        assert ridcalc("allocate", "--data", shipped, "--by", by, "--unit", "1000").status == 0


HARD = {
    "keys.yaml": "participants: {a: {}, b: {}, c: {}}\nkeys: {k: {weights: {a: 1, b: 1, c: 1}}}",
    "measures.yaml": "budget: {years: [2024, 2025], language: en}\n"
    "measures:\n  m: {nature: incidental, key: k, amounts: {2024: 1000, 2025: 1000}}\n"
    "  n: {nature: structural, key: k, amounts: {2024: 1000, 2025: 1000}}\n"
    "  o: {nature: incidental, side: income, key: k, amounts: {2024: 400, 2025: 500}}",
}


def test_figures_that_moved_are_counted_and_named(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, HARD)
    out = ridcalc("allocate", "--data", folder, "--unit", "1000").out
    assert "figures are not rounded to the nearest unit so that the table adds up" in out
    explained = [ridcalc("explain", one, "2024", "--data", folder, "--unit", "1000").out for one in ("a", "b", "c")]
    assert any("is shown as €1,000, not as €0, so that the table adds up" in text for text in explained)


def test_compare_shows_what_both_tables_show(ridcalc: Run, shipped: Path) -> None:
    out = ridcalc("compare", "raadsbrief", "rapport", "--data", shipped, "--unit", "1000").out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "Gemeente Zevenaar 213* 307* 94" in lines
    assert "Totaal 410* 590* 180" in lines
    three = ridcalc("compare", "none", "raadsbrief", "rapport", "--data", shipped, "--unit", "1000")
    assert "Totaal 590* 410* 590* -180" in [" ".join(line.split()) for line in three.out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["allocate", "--unit", "1500"], 1, "error[table-unit]: '1500' is no power of ten"),
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
    lines = [
        " ".join(line.split()) for line in ridcalc("allocate", "--data", folder, "--unit", "1000").out.splitlines()
    ]
    assert "a 0 + 1 PM" in lines  # 250 and a PM post
    assert "a 1 PM" in lines
    explained = ridcalc("explain", "a", "--data", folder, "--unit", "1000").out
    assert "2024, Structural: 1 PM is shown as 1 PM" in explained
    cells = json.loads(ridcalc("allocate", "--data", folder, "--unit", "1000", "--format", "json").out)["table"][
        "cells"
    ]
    assert [one["pm"] for one in cells if (one["participant"], one["nature"], one["year"]) == ("a", None, 2024)] == [2]


def test_the_foot_counts_what_is_shown(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, HARD)
    foot = "every figure is the nearest to its exact amount"
    assert foot in ridcalc("allocate", "--data", folder, "--unit", "10000").out
    all_of_them = ridcalc("allocate", "--data", folder, "--unit", "1000").out
    assert foot not in all_of_them
    count = all_of_them.partition("adds up: ")[2].partition(";")[0]
    narrowed = ridcalc("allocate", "--data", folder, "--unit", "1000", "--participant", "a", "--year", "2024").out
    assert f"adds up: {count};" not in narrowed
