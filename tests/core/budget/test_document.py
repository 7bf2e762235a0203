"""Plain data: where an entry stands, and what is said when it stands nowhere."""

from ridcalc.core.budget.document import BROKEN, Node, is_broken, locate
from ridcalc.reading.yaml_text import read_mapping


def document() -> Node:
    """Return a small document."""
    node, _ = read_mapping("f.yaml", b"a:\n  b: {c: one}\n  d: [x, *y]\n  e:\n")
    assert node is not None
    return node


def test_a_value_is_shown_itself_a_mapping_or_list_by_its_name() -> None:
    places = [locate(document(), path) for path in (("a", "b", "c"), ("a", "b"), ("a", "d"), ("a", "d", 0))]
    assert [(place.line, place.column) for place in places if place] == [(2, 10), (2, 3), (3, 3), (3, 7)]


def test_what_is_missing_is_shown_at_the_nearest_entry_above() -> None:
    place = locate(document(), ("a", "b", "x", "y"))
    assert place is not None
    assert (place.line, place.column) == (2, 3)
    assert locate(document(), ("nowhere",)) is None


def test_what_could_not_be_read_is_broken_and_all_below_it() -> None:
    assert document()["a"]["e"] is BROKEN
    assert is_broken(document(), ("a", "e", "deeper"))
    assert is_broken(document(), ("a", "d", 1))
    assert not is_broken(document(), ("a", "d", 7))
    assert not is_broken(document(), ("a", "b", "c"))
