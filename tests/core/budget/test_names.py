"""Names for display: which names look the same, and what stands beside them."""

import pytest

from ridcalc.core.budget.names import Names, equal_names, shown_names


@pytest.mark.parametrize("other", ["Bergen", "bergen", "BERGEN", " Bergen  "])
def test_equal_names_have_the_id_beside_them(other: str) -> None:
    names = {"bergen-nh": "Bergen", "bergen-l": other, "duiven": "Duiven"}
    assert equal_names(names) == [["bergen-nh", "bergen-l"]]
    assert shown_names(names) == {
        "bergen-nh": "Bergen (bergen-nh)",
        "bergen-l": f"{other} (bergen-l)",
        "duiven": "Duiven",
    }


def test_a_letter_with_an_accent_is_one_letter_however_it_is_composed() -> None:
    assert equal_names({"a": "Frysl\u00e2n", "b": "Frysla\u0302n", "c": "Fryslan"}) == [["a", "b"]]


def test_names_that_differ_in_a_letter_or_a_space_within_are_not_equal() -> None:
    assert equal_names({"a": "Bergen NH", "b": "BergenNH", "c": "Bergen-NH", "d": "Berge"}) == []


def test_an_id_that_stands_for_a_name_is_shown_once() -> None:
    assert shown_names({"bergen": "bergen", "bergen-l": "Bergen"}) == {
        "bergen": "bergen",
        "bergen-l": "Bergen (bergen-l)",
    }


def test_sections_are_compared_apart() -> None:
    names = Names(lambda section: {"ict": "ICT"} if section in {"keys", "measures"} else {})
    assert names.of("keys", "ict") == names.of("measures", "ict") == "ICT"
