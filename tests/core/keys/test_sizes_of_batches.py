"""Sizes of batches: whether a key divides enough for its amounts is checked when nothing else is wrong."""

import re
from pathlib import Path

import pytest

from builders import Run, write_folder

KEYS = """\
participants: {noord: {}, zuid: {}, derde: {}}
keys:
  vast:
    weights: {noord: 1, zuid: 1}
    fixed: {derde: 400}
    minimum: {noord: 100}
    maximum: {noord: 500}
"""
MEASURES = """\
budget: {years: [2024, 2025], price_level: 2024}
indices: {cpi: {rates: {2025: 2%}}, mix: {mix: {cpi: 100%}}}
measures:
  groot: {nature: structural, key: vast, index: mix, yearly: {2024: 1000}}
  klein: {nature: structural, key: vast, side: income, amounts: {2024: 100, 2025: 100}}
"""


def codes(ridcalc: Run, folder: Path, change: str) -> list[str]:
    """Return the codes of the problems after a change."""
    data = write_folder(folder, {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    return re.findall(r"error\[(.*?)\]", ridcalc("check", "--data", data, "--set", change).err)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("measures.groot.yearly.2024=12 * 100", "number-form"),
        ("measures.groot.yearly.2024-Q7=5", "period-form"),
        ("measures.groot.yearly.2026=5", "year-outside-budget"),
        ("measures.groot.amounts.2024=5", "several-alternatives"),
        ("measures.groot.ends=2023", "yearly-order"),
        ("budget.price_level=null", "price-level-missing"),
        ("indices.cpi.rates.2025=null", "index-year-missing"),
        ("indices.mix.mix.cpi=90%", "index-mix-sum"),
    ],
)
def test_an_amount_that_cannot_be_calculated_is_the_only_problem(
    ridcalc: Run, tmp_path: Path, change: str, code: str
) -> None:
    # without `groot` the batch of 2024 is -100, less than the 400 of `derde`
    assert codes(ridcalc, tmp_path, change) == [code]


def test_a_batch_that_is_too_small_is_a_problem_when_all_its_amounts_are_known(ridcalc: Run, tmp_path: Path) -> None:
    assert codes(ridcalc, tmp_path, "measures.groot.yearly.2024=450") == ["fixed-too-high"]  # 450 - 100 < 400


def test_a_minimum_above_its_maximum_is_the_only_problem_of_these_bounds(ridcalc: Run, tmp_path: Path) -> None:
    # 1000 - 100 - 400 = 500 is left; at most 50 + 60 of it would have a payer
    assert codes(ridcalc, tmp_path, "keys.vast.maximum={noord: 50, zuid: 60}") == ["minimum-above-maximum"]


@pytest.mark.parametrize(("written", "hint"), [("80", "write 80% for a percentage"), ("120%", None), ("3/2", None)])
def test_a_part_of_a_last_contribution_above_the_whole_is_refused(
    ridcalc: Run, tmp_path: Path, written: str, hint: str | None
) -> None:
    data = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    change = (
        f"keys.vast={{weights: {{noord: 1}}, leaves: {{zuid: {{last: 100, path: {{2024: {written}, 2025: 50%}}}}}}}}"
    )
    shown = ridcalc("check", "--data", data, "--set", change, "--lang", "en").err
    assert f"'{written}' is more than the whole, 100%" in shown
    assert (f"hint: {hint}" in shown) if hint else ("hint:" not in shown)
