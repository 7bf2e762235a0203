"""Shares that do not add to one: the hint beside it."""

from fractions import Fraction
from pathlib import Path

import pytest

from builders import Run, write_folder
from ridcalc.core.budget.mappings import adds_to_one, spread_adds_to_one
from ridcalc.core.values.periods import parse_period
from ridcalc.core.values.problems import InvalidValueError

MEASURES = "budget: {years: [2024]}\nmeasures: {m: {nature: structural, key: k, amounts: {2024: 1}}}\n"
FRACTIONS = "they add up to 100%; a share such as a third is exact as a fraction: 1/3"
PERCENTAGES = "hint: write percentages, such as 67%, or use weights"
SPREAD = "spread gives each period a share of total; these shares add up to more than 100"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("shares", "hint"),
    [
        ("{a: 66.66%, b: 33.33%}", f"hint: with b: 33.34% {FRACTIONS}"),
        ("{a: 66.67%, b: 33.34%}", f"hint: with b: 33.33% {FRACTIONS}"),
        ("{a: 66%, b: 33%}", "hint: with b: 34% they add up to 100%"),
        ("{a: 67%, b: 34%}", "hint: with b: 33% they add up to 100%"),
        ("{a: 1/6, b: 1/6}", "hint: with b: 5/6 they add up to 100%"),
        ("{a: 110%, b: 10%}", ""),
        ("{a: 67, b: 33}", PERCENTAGES),
        ("{a: 1, b: 1}", PERCENTAGES),
        ("{a: 52.5, b: 47.5}", PERCENTAGES),
        ("{a: 52.5, b: 0}", PERCENTAGES),
    ],
)
def test_shares_that_miss_one_have_the_last_share_that_fits(
    shares: str, hint: str, ridcalc: Run, tmp_path: Path
) -> None:
    keys = f"participants: {{a: {{}}, b: {{}}}}\nkeys: {{k: {{shares: {shares}}}}}\n"
    outcome = ridcalc("check", "--data", write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": MEASURES}))
    assert "error[shares-sum]" in outcome.err
    assert "".join(line.strip() for line in outcome.err.splitlines() if "hint:" in line) == hint


def test_shares_that_miss_one_by_less_than_a_hundredth_could_be_fractions() -> None:
    with pytest.raises(InvalidValueError) as refused:
        adds_to_one({"a": 1 - Fraction(199, 20_000)})
    assert refused.value.hint is not None
    assert refused.value.hint.template.endswith(FRACTIONS)


@pytest.mark.parametrize(
    ("shares", "template", "hint"),
    [
        ((67, 33), "these shares add up to {sum}, not to 100%", "write percentages, such as 67%"),
        ((67, 34), SPREAD, "amounts per period stand under amounts"),
        ((67, Fraction(67, 2)), SPREAD, "amounts per period stand under amounts"),
    ],
)
def test_a_spread_beyond_a_hundred_is_taken_for_amounts(
    shares: tuple[int | Fraction, ...], template: str, hint: str
) -> None:
    years = (parse_period("2024"), parse_period("2025"))
    with pytest.raises(InvalidValueError) as refused:
        spread_adds_to_one({year: Fraction(share) for year, share in zip(years, shares, strict=True)})
    assert refused.value.message.template == template
    assert refused.value.hint is not None
    assert refused.value.hint.template == hint


@pytest.mark.usefixtures("english")
def test_a_blend_takes_percentages_alone(ridcalc: Run, tmp_path: Path) -> None:
    keys = (
        "participants: {a: {}}\nkeys: {k: {blend: {one: 70, two: 30}}, one: {shares: {a: 1}}, two: {shares: {a: 1}}}\n"
    )
    outcome = ridcalc("check", "--data", write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": MEASURES}))
    assert "hint: write percentages, such as 67%\n" in outcome.err


def test_of_no_shares_there_is_no_last_one_to_name() -> None:
    with pytest.raises(InvalidValueError) as refused:
        adds_to_one({})
    assert refused.value.code == "shares-sum"
    assert refused.value.hint is None
