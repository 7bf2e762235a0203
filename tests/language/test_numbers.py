"""Numbers as readers of Dutch and English write them."""

from fractions import Fraction

import pytest

from ridcalc.language.numbers import canonical_fraction, canonical_money, money, percentage
from ridcalc.language.sentences import Language, visible


@pytest.mark.parametrize(
    ("cents", "language", "text"),
    [
        (21320000, "nl", "€ 213.200"),
        (12308843, "nl", "€ 123.088,43"),
        (-5, "nl", "€ -0,05"),
        (0, "nl", "€ 0"),
        (10**17, "nl", "€ 1.000.000.000.000.000"),
        (21320000, "en", "€213,200"),
        (-123456, "en", "-€1,234.56"),
    ],
)
def test_money_is_written_as_in_the_language(cents: int, language: str, text: str) -> None:
    assert money(cents, language) == text


def test_money_can_show_its_decimals_always_and_other_currencies() -> None:
    assert money(100, "nl", decimals=True) == "€ 1,00"
    assert money(100, "en", "CHF") == "CHF 1"


@pytest.mark.parametrize(
    ("share", "language", "text"),
    [
        (Fraction(13, 25), "nl", "52,0%"),
        (Fraction(1, 3), "en", "33.3%"),
        (Fraction(-1, 2000), "nl", "-0,1%"),
        (Fraction(1, 1), "nl", "100,0%"),
    ],
)
def test_percentages_round_halves_away_from_zero(share: Fraction, language: str, text: str) -> None:
    assert percentage(share, language) == text


def test_a_share_in_a_sentence_is_exact() -> None:
    assert Language("nl").share(Fraction(999, 1000)) == "99,9%"
    assert Language("nl").share(Fraction(9, 10)) == "90%"
    assert Language("en").share(Fraction(2, 3)) == "66.6667% (2/3)"


def test_numbers_for_programs_have_one_form() -> None:
    assert canonical_money(-5) == "-0.05"
    assert canonical_money(41000000) == "410000.00"
    assert canonical_fraction(Fraction(26, 50)) == "13/25"
    assert canonical_fraction(Fraction(4, 2)) == "2"


def test_control_characters_are_written_out() -> None:
    assert visible("één regel") == "één regel"
    assert visible("a\x1b[31m\u202eb\u200bc\u00a0d\ne") == "a\\x1b[31m\\u202eb\\u200bc d e"
