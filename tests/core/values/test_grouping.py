"""Items grouped by what they have in common."""

from ridcalc.core.values.grouping import grouped


def test_items_stand_with_what_they_have_in_common_in_their_order() -> None:
    amounts = [("zevenaar", 2024, 26_000), ("duiven", 2023, 123_088), ("zevenaar", 2023, 213_200)]
    assert grouped(amounts, lambda amount: amount[0]) == {
        "zevenaar": [("zevenaar", 2024, 26_000), ("zevenaar", 2023, 213_200)],
        "duiven": [("duiven", 2023, 123_088)],
    }
    assert list(grouped(amounts, lambda amount: amount[1])) == [2024, 2023]
    assert grouped([], str) == {}
