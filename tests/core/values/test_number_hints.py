"""Calculations where a number is expected: never accepted, and the hint has the outcome to write."""

import pytest

from ridcalc.core.values.money import parse_cents, parse_share
from ridcalc.core.values.number_hints import calculation_in
from ridcalc.core.values.problems import InvalidValueError


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("29.00/2", "14.50"),
        ("12 * 2345.67", "28148.04"),
        ("90000 * 1.0375", "93375"),
        ("90000 * 3,75%", "3375"),
        ("=12*2.345,67", "28148.04"),
        ("12 x € 50,10", "601.20"),
        ("12 345 × 2", "24690"),
        ("1.234.567 * 2", "2469134"),
        ("100 - 30 + 2.5", "72.50"),  # 100 - 30 = 70, and 2.50 more
        ("100 - 30 * 2", "40"),  # 30 * 2 = 60 first
        ("1/3 * 300", "100"),
        ("50 - 80.5", "-30.50"),
        ("0.005 * 300", "1.50"),
    ],
)
def test_the_hint_has_the_outcome_in_whole_cents(text: str, form: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_cents(text)
    assert refused.value.code == "number-form"
    assert refused.value.hint is not None
    assert refused.value.hint.values == {"form": form}
    assert parse_cents(form) is not None


def test_an_outcome_with_a_part_of_a_cent_has_its_fraction_and_the_amounts_around_it() -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_cents("100.00/3")
    assert refused.value.hint is not None
    assert refused.value.hint.values["exact"] == "100/3"
    assert refused.value.hint.values["hint"].values == {"below": "33.33", "above": "33.34"}


@pytest.mark.parametrize(
    ("text", "below", "above"),
    [("30000.0051", "30000", "30000.01"), ("1/3", "0.33", "0.34"), ("-1/3", "-0.34", "-0.33")],
)
def test_an_amount_with_a_part_of_a_cent_has_the_amounts_around_it(text: str, below: str, above: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_cents(text)
    assert refused.value.code == "amount-precision"
    assert refused.value.hint is not None
    assert refused.value.hint.values == {"below": below, "above": above}


@pytest.mark.parametrize(
    ("text", "number", "thousand", "form"),
    [
        ("90000 * 1.037", "1.037", "93330000", "93330"),
        ("12 x 1.500", "1.500", "18000", "18"),  # 12 × 1500 = 18000, and 12 × 1.5 = 18
        ("1,000 + 2,000", "1,000", "3000", "3"),
        ("1.234 * 2", "1.234", "2468", "617/250"),  # 2.468 would be read in two ways again
    ],
)
def test_a_number_that_may_be_a_dutch_thousand_gives_both_outcomes(
    text: str, number: str, thousand: str, form: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_cents(text)
    assert refused.value.hint is not None
    assert refused.value.hint.values == {"thousand": thousand, "number": number, "form": form}


@pytest.mark.parametrize(("text", "form"), [("100% - 52.5%", "47.50%"), ("100% / 3", "1/3"), ("1 - 0.25", "0.75")])
def test_a_calculated_share_stays_a_share(text: str, form: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_share(text)
    assert refused.value.hint is not None
    assert refused.value.hint.values == {"form": form}
    assert parse_share(form) is not None


@pytest.mark.parametrize(
    "text",
    [
        "2**3",
        "1.2.3 * 4",  # groups of a thousand have three digits
        "1.000.00 * 2",
        "1.000 000 - 1",
        "(1 + 2) * 3",
        "1.5/0",
        "100 + 21%",
        "2024-01",
        "3 x",
        "0x10",  # base 16, not 0 times 10
        "12 uur * 50",
        "30000",
        "9" * 60 + " * " + "9" * 60,
    ],
)
def test_other_texts_are_no_calculation(text: str) -> None:
    assert calculation_in(text) is None
