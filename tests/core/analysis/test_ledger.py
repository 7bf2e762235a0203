"""Where a measure stands in the books of the executor."""

from pathlib import Path

from builders import write_folder
from ridcalc.core.analysis.ledger import account_of_measure
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = "participants: {noord: {}}\nkeys: {alles: {weights: {noord: 1}}}\n"
MEASURES = """\
budget: {years: [2024], executor: {id: dienst}, defaults: {key: alles, nature: incidental}}
reserves: {ict: {of: dienst, balance: {2024: 500}, booking: {programma: Bedrijfsvoering}}}
measures:
  storting: {amounts: {2024: 100}, reserve: ict}
  huur: {amounts: {2024: 100}, booking: {programma: Bedrijfsvoering, taakveld: "0.4", category: "3.8"}}
"""


def test_what_is_added_to_a_reserve_stands_on_taakveld_0_10_and_all_else_where_it_is_booked(tmp_path: Path) -> None:
    budget = load(Folder(str(write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})))).case.budget
    added, rent = (account_of_measure(budget, budget.measures[name]) for name in ("storting", "huur"))
    assert (added.programma, added.taakveld, added.category) == ("Bedrijfsvoering", "0.10", "7.1")
    assert (rent.programma, rent.taakveld, rent.category) == ("Bedrijfsvoering", "0.4", "3.8")
