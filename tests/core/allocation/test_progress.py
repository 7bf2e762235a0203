"""Progress of a long run: the names of its tasks, and how much of each is done."""

from pathlib import Path

from builders import write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.analysis.changes import CAUSES
from ridcalc.core.analysis.compare import compare
from ridcalc.core.values.problems import Message
from ridcalc.core.values.progress import Progress
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load


class Recorded(Progress):
    """Progress that records its tasks: what each was, of how many of what, and what was done before each."""

    def __init__(self) -> None:
        """Start without tasks."""
        super().__init__()
        self.tasks: list[tuple[str, int, str | None]] = []
        self.counts: list[int] = []

    def begin(self, what: Message, total: int = 0, counted: Message | None = None) -> None:
        """Turn to another task, and record it."""
        self.tasks.append((what.template, total, counted.template if counted else None))
        self.counts.append(self.done)
        super().begin(what, total, counted)


def test_dividing_counts_amounts_and_comparing_counts_causes(tmp_path: Path) -> None:
    measures = """\
budget: {years: [2024, 2025]}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 1, 2025: PM}}
  n: {nature: incidental, key: k, total: 3, spread: {2024: 1/3, 2025: 2/3}}
"""
    keys = "participants: {a: {}}\nkeys: {k: {weights: {a: 1}}}"
    folder = Folder(str(write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures})))
    progress = Recorded()
    allocation = allocate(load(folder).case, progress)
    assert progress.tasks == [("dividing", 4, "amounts"), ("adding up", 0, None)]
    assert progress.counts == [0, 4]
    progress = Recorded()
    compare(allocation, allocation, progress)
    assert progress.tasks == [("finding the causes", len(CAUSES) + 1, None)]
    assert progress.done == len(CAUSES) - 1, "counted before each step but the last, which ends it"
