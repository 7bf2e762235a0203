"""The participants as a tree: who stands where in a table."""

from pathlib import Path

from builders import write_folder
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = """\
participants:
  westervoort: {}
  zevenaar: {}
  samen: {members: [apart, duiven, westervoort], key: k}
  duiven: {}
  apart: {members: [verre, bij], key: l}
  bij: {}
  verre: {}
keys: {k: {weights: {duiven: 1, westervoort: 1, apart: 1}}, l: {weights: {bij: 1, verre: 1}}}
"""
MEASURES = "budget: {years: [2024]}\nmeasures: {m: {nature: structural, key: k2, amounts: {2024: 1}}}\n"


def test_members_stand_below_their_partnership_in_declared_order(tmp_path: Path) -> None:
    keys = KEYS.replace("keys: {", "keys: {k2: {weights: {samen: 1, zevenaar: 1}}, ")
    data = write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": MEASURES})
    tree = Tree(load(Folder(str(data))).case.budget)
    assert tree.shown_order() == [
        ("zevenaar", 0),
        ("samen", 0),
        ("westervoort", 1),
        ("duiven", 1),
        ("apart", 1),
        ("bij", 2),
        ("verre", 2),
    ]
    assert tree.top_down == ["zevenaar", "samen", "westervoort", "duiven", "apart", "bij", "verre"]
    assert tree.ancestors("verre") == ["apart", "samen"]
    assert tree.municipalities == ("westervoort", "zevenaar", "duiven", "bij", "verre")
