"""Tables in whole units: what they show, what they say that they round, and what they give up."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from builders import Run, write_folder
from ridcalc.views.figures import CellKey


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
