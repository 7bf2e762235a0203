"""Names in messages."""

from ridcalc.core.values.problems import some

NAMES = ("noord", "oost", "zuid", "west", "midden", "rand", "kern")


def test_a_message_names_the_first_five_and_counts_the_others() -> None:
    assert some(NAMES[:5], 5) == ("noord", "oost", "zuid", "west", "midden")
    assert some(NAMES[:6], 6) == ("noord", "oost", "zuid", "west", "midden", "+ 1")
    assert some(NAMES, 7) == ("noord", "oost", "zuid", "west", "midden", "+ 2")
