"""The hint that suggests a word."""

import pytest

from ridcalc.core.values.problems import UnavailableError
from ridcalc.core.values.suggestions import did_you_mean

MANY = frozenset(f"gemeente-{number:04}" for number in range(1000))


def hint(word: str, known: frozenset[str], *, other: bool = False) -> str | None:
    """Return the word that is hinted at."""
    message = did_you_mean(word, known, other=other)
    assert message is None or message.template == "did you mean '{word}'?"
    return message and message.values["word"]


@pytest.mark.parametrize(
    ("word", "suggested"),
    [
        ("zevenar", "zevenaar"),
        ("Zevenaar", "zevenaar"),
        ("evenaar", "zevenaar"),
        ("zevenaar-gemeente-x", None),
        ("duivn", "duiven"),
        ("duiven", "duiven"),
        ("doetinchem", None),
        ("d", None),
        ("zevenaarzevenaarzeven", None),
    ],
)
def test_a_similar_name_is_suggested(word: str, suggested: str | None) -> None:
    assert hint(word, frozenset({"zevenaar", "duiven", "westervoort"})) == suggested
    assert did_you_mean(word, ["zevenaar", "duiven", "westervoort"]) == did_you_mean(
        word, frozenset({"zevenaar", "duiven", "westervoort"})
    )


def test_the_nearest_of_several_is_suggested() -> None:
    assert hint("zevenaal", frozenset({"zevenaar", "zevenaam", "zevenbergen", "zeven"})) == "zevenaar"
    assert hint("abc", frozenset({"abcd", "abcdefg"})) == "abcd"


def test_a_length_may_differ_by_twelve_and_not_by_thirteen() -> None:
    long = "samenwerking-de-liemers"
    assert hint(long + "x" * 12, frozenset({long})) == long
    assert hint(long + "x" * 13, frozenset({long})) is None
    assert hint(long, frozenset({long + "x" * 12})) == long + "x" * 12
    assert hint(long, frozenset({long + "x" * 13})) is None


def test_three_in_five_letters_are_enough() -> None:
    assert hint("aabbb", frozenset({"aaabb"})) == "aaabb"
    assert hint("abxyz", frozenset({"abcde"})) is None
    assert hint("abcxy", frozenset({"abcde"})) == "abcde"


def test_a_text_of_more_than_eighty_characters_has_no_suggestion() -> None:
    assert hint("a" * 80, frozenset({"a" * 81})) == "a" * 81
    assert hint("a" * 81, frozenset({"a" * 80})) is None


def test_a_word_is_never_suggested_for_itself() -> None:
    assert hint("ict", frozenset({"ict", "ict-2"}), other=True) == "ict-2"
    assert hint("ict", frozenset({"ict"}), other=True) is None


@pytest.mark.parametrize("word", ["gemente-0500", "gemeente-0500x", "xgemeente-0500", "gemeente-05000"])
def test_among_very_many_the_names_next_to_it_are_looked_at(word: str) -> None:
    assert hint(word, MANY | {"gemeente-0500"}) is not None


def test_among_very_many_a_wrong_first_letter_and_a_wrong_last_one_are_found() -> None:
    crowd = frozenset(f"m{number:03}" for number in range(101))
    assert hint("qevenaar", crowd | {"zevenaar"}) == "zevenaar"
    assert hint("zevenaaq", crowd | {"zevenaar"}) == "zevenaar"
    assert hint("zevenaaq", frozenset({*sorted(crowd)[:99], "zevenaar"})) == "zevenaar"


def test_among_very_many_it_is_the_ten_on_either_side_that_are_looked_at() -> None:
    # both orders put what begins with 'ab' and ends in 'z' between those that begin with 'aa' and with 'ac'
    before = {f"aa{chr(97 + number)}{'q' * 14}aaz" for number in range(11)}
    after = {f"ac{chr(97 + number)}{'q' * 14}caz" for number in range(11)}
    many = frozenset(before | after | {f"k{number}" for number in range(100)})
    assert hint("abbbz", many | {"abbaz"}) == "abbaz"


def test_an_unavailable_word_has_no_text() -> None:
    unavailable = UnavailableError()
    assert (unavailable.code, unavailable.message.template, unavailable.message.values) == ("unavailable", "", {})
