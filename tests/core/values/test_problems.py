"""Names in messages, and problems with one cause."""

from ridcalc.core.values.problems import Problem, one_per_object, say, some

NAMES = ("noord", "oost", "zuid", "west", "midden", "rand", "kern")


def test_a_message_names_the_first_five_and_counts_the_others() -> None:
    assert some(NAMES[:5], 5) == ("noord", "oost", "zuid", "west", "midden")
    assert some(NAMES[:6], 6) == ("noord", "oost", "zuid", "west", "midden", "+ 1")
    assert some(NAMES, 7) == ("noord", "oost", "zuid", "west", "midden", "+ 2")


def test_problems_that_differ_only_in_their_lists_are_one() -> None:
    owner = say("measure '{id}'", id="ict")
    fields = [
        Problem(
            "missing-field", say("{owner} lacks: {fields}", owner=owner, fields=(field,)), None, ("measures", "ict")
        )
        for field in ("nature", "key")
    ]
    other = Problem("missing-field", fields[0].message, None, ("measures", "huur"))
    (first, second) = one_per_object([*fields, other])
    assert first.message.values == {"owner": owner, "fields": ("nature", "key")}
    assert second == other
