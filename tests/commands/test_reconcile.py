"""`ridcalc reconcile`: exactly what brute force finds, and never a wrong "only"."""

import json
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from builders import GOLDEN, Run, write_folder

pytestmark = pytest.mark.usefixtures("english")


def result(ridcalc: Run, *arguments: str) -> dict[str, Any]:
    """Return what reconcile answers, as JSON."""
    outcome = ridcalc("reconcile", *arguments, "--format", "json")
    assert outcome.status == 0, outcome.err
    found = json.loads(outcome.out)
    assert isinstance(found, dict)
    assert (found["format"], found["version"]) == ("ridcalc/reconciliation", 1)
    return found


@pytest.mark.usefixtures("shipped")
def test_410000_in_2023_can_be_made_up_in_three_ways(ridcalc: Run) -> None:
    found = result(ridcalc, "410000", "--year", "2023")
    assert found["complete"] is True
    assert len(found["solutions"]) == 3
    assert found["in_all"] == ["tijdelijke-inhuur", "programmamanager"]
    assert found["in_none"] == ["ingehuurd-personeel"]
    assert {way["total"] for way in found["solutions"]} == {"410000.00"}
    assert found["solutions"][0]["items"][0] == {"measure": "i-strategie", "period": "2023", "amount": "30000.00"}


@pytest.mark.usefixtures("shipped")
def test_questions_in_other_forms_have_answers(ridcalc: Run) -> None:
    unique = result(ridcalc, "590000", "--year", "2023")
    assert len(unique["solutions"]) == 1
    nothing = result(ridcalc, "411000", "--year", "2023")
    assert (nothing["solutions"], nothing["in_all"], len(nothing["in_none"])) == ([], [], 6)
    zevenaar = result(ridcalc, "213000", "--year", "2023", "--participant", "zevenaar", "--rounded-to", "1000")
    assert len(zevenaar["solutions"]) == 3
    assert zevenaar["solutions"][0]["total"] == "213200.00"
    assert result(ridcalc, "213000", "--year", "2023", "--participant", "zevenaar")["solutions"] == []
    assert len(result(ridcalc, "409999.50", "--year", "2023", "--tolerance", "0.5")["solutions"]) == 3
    by_period = result(ridcalc, "60000", "--year", "2023", "--by", "period")
    assert {item["period"] for way in by_period["solutions"] for item in way["items"]} == {"2023-Q1", "2023-H2"}
    halves = result(ridcalc, "75000", "--year", "2023", "--split")
    assert {"measure": "ingehuurd-personeel", "period": "2023", "amount": "75000.00", "half": True} in [
        item for way in halves["solutions"] for item in way["items"]
    ]
    odd = ("--set", "measures.ingehuurd-personeel.amounts.2023=150000.01")
    assert result(ridcalc, "75000", "--year", "2023", "--split", *odd)["in_none"].count("ingehuurd-personeel") == 1
    assert len(result(ridcalc, "410000", "--year", "2023", "--scenario", "raadsbrief")["solutions"]) == 1
    in_batches = result(ridcalc, "410000", "--year", "2023", "--set", "budget.rounding.level=total")
    assert len(in_batches["solutions"]) == 3


@pytest.mark.parametrize("target", [-3, 0, 3])
@pytest.mark.parametrize("unit", ["0.03", "0.05", "0.10", "1", "1000"])
def test_a_rounded_figure_is_met_by_what_rounds_to_it_and_by_nothing_else(
    unit: str, target: int, ridcalc: Run, tmp_path: Path
) -> None:
    figure, half, cent = Decimal(unit) * target, Decimal(unit) / 2, Decimal("0.01")
    edges = [figure - half.quantize(cent), figure + half.quantize(cent)]
    near = sorted({edge + more * cent for edge in edges for more in range(-2, 3)} - {0})
    lines = [f"  m{n}: {{nature: incidental, key: k, amounts: {{{2024 + n}: {one}}}}}\n" for n, one in enumerate(near)]
    years = ", ".join(str(2024 + n) for n in range(len(near)))
    keys = "participants: {a: {}}\nkeys: {k: {shares: {a: 1}}}\n"
    measures = f"budget: {{years: [{years}]}}\nmeasures:\n{''.join(lines)}"
    data = write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures})
    for number, amount in enumerate(near):
        options = ("--data", data, "--year", str(2024 + number), "--rounded-to", unit, "--format", "json")
        found = json.loads(ridcalc("reconcile", *options, "--", str(figure)).out)
        meets = (amount / Decimal(unit)).quantize(Decimal(1), ROUND_HALF_UP) == target
        assert len(found["solutions"]) == meets, f"{amount} and {figure}"


def test_what_a_key_does_not_bring_to_a_participant_is_no_candidate(ridcalc: Run, tmp_path: Path) -> None:
    keys = "participants: {a: {}, b: {}}\nkeys: {all: {weights: {a: 1, b: 1}}, mine: {weights: {a: 1}}}\n"
    measures = """\
budget: {years: [2024]}
measures:
  shared: {nature: incidental, key: all, amounts: {2024: 100}}
  mine: {nature: incidental, key: mine, amounts: {2024: 50}}
"""
    data = str(write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures}))
    found = result(ridcalc, "50", "--year", "2024", "--participant", "b", "--data", data)
    assert [way["measures"] for way in found["solutions"]] == [["shared"]]
    assert found["in_none"] == []


@pytest.mark.usefixtures("shipped")
def test_a_search_that_stops_early_never_says_only(ridcalc: Run) -> None:
    found = result(ridcalc, "410000", "--year", "2023", "--limit", "2")
    assert (found["complete"], len(found["solutions"]), found["in_all"], found["in_none"]) == (False, 2, None, None)
    shown = ridcalc("reconcile", "410000", "--year", "2023", "--limit", "2", "--lang", "en").out
    assert "at least 2; the search stopped before it had seen everything" in shown


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_tables_look_as_before(language: str, ridcalc: Run, golden: Callable[[Path, str], None]) -> None:
    questions = [
        ("410000", "--year", "2023"),
        ("590000", "--year", "2023", "--tolerance", "1"),
        ("213000", "--year", "2023", "--participant", "zevenaar", "--rounded-to", "1000"),
        ("1", "--year", "2024"),
        ("60000", "--year", "2023", "--by", "period", "--split"),
    ]
    shown = "\n".join(ridcalc("reconcile", *question, "--lang", language).out for question in questions)
    golden(GOLDEN / f"reconcile.{language}.txt", shown)


def test_more_ways_than_a_table_holds_are_counted(ridcalc: Run, tmp_path: Path) -> None:
    measures = "\n".join(f"  m{number}: {{nature: incidental, key: k, amounts: {{2024: 1}}}}" for number in range(7))
    measures += "\n  zero: {nature: incidental, key: k, amounts: {2024: 0}}"
    measures += "\n  unknown: {nature: incidental, key: k, amounts: {2024: PM}}"
    files = {
        "keys.yaml": "participants: {a: {}}\nkeys: {k: {shares: {a: 1}}}",
        "measures.yaml": f"budget: {{years: [2024]}}\nmeasures:\n{measures}\n",
    }
    data = write_folder(tmp_path, files)
    shown = ridcalc("reconcile", "2", "--year", "2024", "--data", data, "--lang", "en").out
    assert "exactly 21 solutions" in shown
    assert "the table shows the first 12; --format json gives all" in shown
    assert "in all of them: nothing" in shown
    assert "zero" not in shown, "zero and PM amounts make up nothing"
    assert "PM in that year, and so in none of them: unknown" in shown


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("410.000", "--year", "2023"), 1, "write 410000"),
        (("410000", "--year", "2050"), 1, "not one of the budget's years"),
        (("410000", "--year", "2023", "--participant", "zevenar"), 1, "did you mean 'zevenaar'?"),
        (("410000", "--year", "2023", "--rounded-to", "0"), 1, "not above zero"),
        (("410000", "--year", "2023", "--tolerance", "-1"), 1, "below zero"),
        (("213100", "--year", "2023", "--rounded-to", "1000"), 1, "is not a multiple of €1,000"),
        (("410000",), 2, "--year"),
        (("410000", "--year", "2023", "--limit", "0"), 2, "--limit"),
    ],
)
def test_wrong_questions_get_a_message(arguments: tuple[str, ...], status: int, message: str, ridcalc: Run) -> None:
    outcome = ridcalc("reconcile", *arguments)
    assert (outcome.status, outcome.out) == (status, "")
    assert message in outcome.err


@pytest.mark.usefixtures("shipped")
def test_a_search_whose_time_is_over_says_at_least(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10**6, 5))
    monkeypatch.setattr("ridcalc.commands.reconcile.time", SimpleNamespace(monotonic=lambda: next(clock)))
    outcome = ridcalc("reconcile", "410000", "--year", "2023", "--lang", "en", "--seconds", "12")
    assert "at least 0; the search stopped" in outcome.out
    assert result(ridcalc, "410000", "--year", "2023", "--seconds", "12")["complete"] is False


@pytest.mark.usefixtures("shipped")
def test_a_figure_that_nothing_makes_up_is_shown_between_the_nearest_sums(ridcalc: Run) -> None:
    # 300.000 + 50.000 + 2 × 30.000 = 410.000 and, with one post of 30.000 more, 440.000
    found = result(ridcalc, "411000", "--year", "2023")["nearest"]
    assert (found["below"]["total"], found["above"]["total"], found["complete"]) == ("410000.00", "440000.00", True)
    shown = " ".join(ridcalc("reconcile", "411000", "--year", "2023", "--lang", "en").out.split())
    assert "nearest below: €410,000 is €1,000 less: " in shown
    assert "nearest above: €440,000 is €29,000 more: " in shown
    assert "there may be nearer ones" not in shown
    assert result(ridcalc, "410000", "--year", "2023")["nearest"] is None
    half = ridcalc("reconcile", "15001", "--year", "2023", "--split", "--lang", "en").out
    assert "nearest below: €15,000 is €1 less: half of " in half


@pytest.mark.usefixtures("shipped")
def test_nearest_sums_of_a_search_whose_time_is_over_may_not_be_the_nearest(
    ridcalc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ridcalc.core.arithmetic.subset_sum._BETWEEN_CHECKS", 1)
    asked = iter(range(10**6))
    clock = SimpleNamespace(monotonic=lambda: 0 if next(asked) < 8 else 100)
    monkeypatch.setattr("ridcalc.commands.reconcile.time", clock)
    shown = " ".join(ridcalc("reconcile", "411000", "--year", "2023", "--lang", "en").out.split())
    assert "at least 0; the search stopped" in shown
    assert "these are the nearest sums found in the time; there may be nearer ones" in shown


@pytest.mark.usefixtures("shipped")
def test_half_of_a_measure_is_divided_like_the_whole(ridcalc: Run) -> None:
    found = result(ridcalc, "4503.24", "--year", "2023", "--participant", "duiven", "--split")
    assert len(found["solutions"]) == 3, "each of the three posts of 30.000 could be half"
    assert "PM in that year" in ridcalc("reconcile", "1", "--year", "2023", "--lang", "en").out


def test_many_ways_stop_at_the_limit_at_once(ridcalc: Run, tmp_path: Path) -> None:
    lines = [f"  m{number}: {{nature: incidental, key: k, amounts: {{2024: 1000}}}}" for number in range(60)]
    files = {
        "keys.yaml": "participants: {a: {}}\nkeys: {k: {shares: {a: 1}}}",
        "measures.yaml": "budget: {years: [2024]}\nmeasures:\n" + "\n".join(lines),
    }
    data = str(write_folder(tmp_path, files))
    found = result(ridcalc, "10000", "--year", "2024", "--data", data)
    assert (len(found["solutions"]), found["complete"]) == (100, False)
    endless = ("--limit", "100000000", "--seconds", "1", "--lang", "en")
    shown = ridcalc("reconcile", "10000", "--year", "2024", "--data", data, *endless).out
    assert "the search stopped before it had seen everything" in shown


@pytest.mark.parametrize(
    ("measure", "target", "halves"),
    [
        ("amounts: {2024: 2}", 1, 1),
        ("amounts: {2024: 3}", 1, 0),
        ("amounts: {2024: 4}", 2, 1),
        ("amounts: {2024: 5}", 2, 0),
        ("amounts: {2024: -6}", -3, 1),
        ("amounts: {2024-Q1: 2, 2024-Q2: 4}", 3, 1),
        ("amounts: {2024-Q1: 2, 2024-Q2: 3}", 1, 0),
        ("amounts: {2024-Q1: 2, 2024-Q2: 0}", 1, 1),
        ("amounts: {2024-Q1: 2, 2024-Q2: PM}", 1, 1),
        ("total: 2, spread: {2024: 100%}", 1, 0),
        ("total: 2, spread: {2024-H1: 1/2, 2024-H2: 1/2}", 1, 0),
    ],
)
@pytest.mark.parametrize("level", ["measure", "total"])
def test_only_an_amount_of_an_even_number_of_units_without_a_spread_has_a_half(
    measure: str, target: int, halves: int, level: str, ridcalc: Run, tmp_path: Path
) -> None:
    keys = "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 2, b: 1}}}\n"
    text = f"measures: {{m: {{nature: incidental, key: k, {measure}}}}}\n"
    budget = f"budget: {{years: [2024], rounding: {{unit: 1, level: {level}}}}}\n"
    write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": budget + text})
    options = ("--data", tmp_path, "--year", "2024", "--split", "--format", "json")
    found = json.loads(ridcalc("reconcile", *options, "--", str(target)).out)
    assert [way["items"][0]["half"] for way in found["solutions"]] == [True] * halves


def test_a_measure_that_is_partly_pm_is_in_all_or_in_none_but_not_both(ridcalc: Run, tmp_path: Path) -> None:
    keys = "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}\n"
    measures = """\
budget: {years: [2026]}
measures:
  deels: {nature: structural, key: k, amounts: {2026-Q1: 100, 2026-Q2: PM}}
  heel: {nature: structural, key: k, amounts: {2026: 30}}
  onbekend: {nature: structural, key: k, amounts: {2026: PM}}
"""
    data = write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures})
    lines = ridcalc("reconcile", "100", "--year", "2026", "--data", data, "--lang", "nl").out.splitlines()
    answer = lines[lines.index("Antwoord") :]
    assert answer[1:6] == [
        "  - precies één oplossing",
        "  - in alle: deels",
        "  - in geen enkele: heel",
        "  - PM in dat jaar, en dus in geen enkele: onbekend",
        "  - deels PM in dat jaar; alleen het bekende deel telt mee: deels",
    ]
