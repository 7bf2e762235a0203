"""Numbers as people write them: what is read, and what to write instead of what is not."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from ridcalc.core.values.money import (
    parse_amount,
    parse_cents,
    parse_not_negative,
    parse_number,
    parse_positive,
    parse_price,
    parse_rate,
    parse_share,
    parse_unit,
    parse_weight,
)
from ridcalc.core.values.number_hints import number_hint
from ridcalc.core.values.problems import InvalidValueError


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", Fraction(0)),
        ("410000", Fraction(410000)),
        ("410_000", Fraction(410000)),
        ("-2.5", Fraction(-5, 2)),
        ("010", Fraction(10)),
        ("1/3", Fraction(1, 3)),
        ("-44154/1000", Fraction(-44154, 1000)),
        ("0.125", Fraction(1, 8)),
        ("1234.567", Fraction(1234567, 1000)),
        ("1.0_5", Fraction(105, 100)),
        ("1.25", Fraction(5, 4)),
        pytest.param("9" * 1000, Fraction(10**1000 - 1), id="a thousand nines"),
    ],
)
def test_a_number_is_exact(text: str, number: Fraction) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("52%", Fraction(13, 25)),
        ("52.5%", Fraction(21, 40)),
        ("52 %", Fraction(13, 25)),
        ("12.345%", Fraction(2469, 20000)),
        ("5_2.5_0  %", Fraction(21, 40)),
        ("1/3", Fraction(1, 3)),
    ],
)
def test_a_share_may_be_a_percentage(text: str, share: Fraction) -> None:
    assert parse_share(text) == share


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("410.000", ("410000", "410000/1000")),
        ("-1.500", ("-1500", "-1500/1000")),
        ("44,154", ("44154", "44154/1000")),
        ("30.000,50", ("30000.50",)),
        ("1.234.567", ("1234567",)),
        ("30 000", ("30000",)),
        ("€ 30000", ("30000",)),
        ("€ 410.000,--", ("410000",)),
        ("EUR 12,5", ("12.5",)),
        ("1e3", ("1000",)),
        ("2.5e-1", ("1/4",)),
        ("\u221280\u00a0000", ("-80000",)),
        ("1\u2009000\u202f000,5", ("1000000.5",)),
        ("(80.000,50)", ("-80000.50",)),
        ("80000-", ("-80000",)),
        ("+5,5", ("5.5",)),
    ],
)
def test_a_dutch_number_is_refused_with_the_form_to_write(text: str, forms: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_cents(text)
    assert refused.value.code == "number-form"
    assert refused.value.hint is not None
    assert tuple(value for value in refused.value.hint.values.values() if value in forms) == forms


def test_a_number_of_up_to_a_hundred_characters_is_refused_with_the_form_to_write() -> None:
    assert "1" * 97 + ".50" in number_hint("1" * 97 + ",50").values.values()
    assert "1" * 98 + ".50" not in number_hint("1" * 98 + ",50").values.values()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1 ",
        "+1",
        ".5",
        "5.",
        "1__0",
        "_1",
        "1_",
        "1/",
        "1/2/3",
        "1.5/2",
        "0x1f",
        "inf",
        "NaN",
        "٣",
        "50%",
        "1/-2",
        "--1",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        parse_number(text)


@pytest.mark.parametrize("text", ["52,5%", "%", "5%%", "1/3%", "-1%", "1" * 1001 + "%"])
def test_shares_in_another_form_are_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        parse_share(text)


@pytest.mark.parametrize("text", ["52,5%", "52,5 procent", "52,5 Percent"])
def test_the_percent_sign_stays_in_the_number_hint(text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_share(text)
    assert refused.value.hint is not None
    assert refused.value.hint.values == {"form": "52.5%"}


def test_amounts_are_whole_cents_up_to_ten_to_the_fifteenth_euros() -> None:
    assert parse_amount("1000000000000000") == 10**17
    assert parse_amount("-0.05") == -5
    assert parse_amount("1/4") == 25
    for text, code in (
        ("1000000000000000.01", "amount-too-large"),
        ("1/3", "amount-precision"),
        ("0.0050", "amount-precision"),
    ):
        with pytest.raises(InvalidValueError) as refused:
            parse_amount(text)
        assert refused.value.code == code


@pytest.mark.parametrize("text", ["pm", "p.m.", "P.M.", "€ PM"])
def test_pm_has_one_spelling(text: str) -> None:
    assert parse_amount("PM") is None
    with pytest.raises(InvalidValueError):
        parse_amount(text)


def test_a_weight_is_never_negative() -> None:
    assert parse_weight("2.5") == Fraction(5, 2)
    with pytest.raises(InvalidValueError):
        parse_weight("-1")


def test_amounts_may_be_limited_to_above_zero_to_zero_and_more_or_to_units() -> None:
    assert [parse_positive(text) for text in ("0.01", "5")] == [1, 500]
    assert [parse_not_negative(text) for text in ("0", "0.01")] == [0, 1]
    assert [parse_unit(text) for text in ("0.01", "0.1", "1", "1000", "1000000")] == [1, 10, 100, 100_000, 100_000_000]


@pytest.mark.parametrize(
    ("parse", "text", "code", "template"),
    [
        (parse_positive, "0", "number-form", "'{text}' is not above zero"),
        (parse_positive, "-5", "number-form", "'{text}' is not above zero"),
        (parse_positive, "1/3", "amount-precision", "'{text}' is not a whole number of cents"),
        (parse_not_negative, "-0.01", "number-form", "'{text}' is below zero"),
        (parse_unit, "0", "number-form", "'{text}' is not above zero"),
        (parse_unit, "-1000", "number-form", "'{text}' is not above zero"),
        (parse_unit, "1010", "table-unit", "'{text}' is not a power of ten"),
        (parse_unit, "20", "table-unit", "'{text}' is not a power of ten"),
    ],
)
def test_amounts_of_the_wrong_sign_and_units_that_are_none_are_refused(
    parse: Callable[[str], int], text: str, code: str, template: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse(text)
    assert (refused.value.code, refused.value.message.template) == (code, template)
    assert refused.value.message.values["text"] == text
    assert (refused.value.hint is None) == (code == "number-form" and parse is not parse_unit)


@pytest.mark.parametrize(("text", "price"), [("PM", None), ("1250.5", Fraction(2501, 2)), ("1/3", Fraction(1, 3))])
def test_a_price_is_any_number_that_is_not_negative_or_pm(text: str, price: Fraction | None) -> None:
    assert parse_price(text) == price


@pytest.mark.parametrize("text", ["duur", "pm", "-1"])
def test_another_price_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        parse_price(text)


@pytest.mark.parametrize(
    ("text", "rate"), [("3.2%", Fraction(32, 1000)), ("0", Fraction(0)), ("1/50", Fraction(1, 50))]
)
def test_a_rate_is_a_percentage_or_what_can_be_read_in_one_way(text: str, rate: Fraction) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize(
    ("text", "forms"), [("0.02", {"2%", "0.02%"}), ("-0.005", {"-0.50%", "-0.005%"}), ("3.2", {"3.2%"}), ("1", {"1%"})]
)
def test_the_hint_about_a_rate_without_a_sign_has_each_percentage_that_fits(text: str, forms: set[str]) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_rate(text)
    assert refused.value.hint is not None
    assert set(refused.value.hint.values.values()) == forms
