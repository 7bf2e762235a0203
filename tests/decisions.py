"""Decisions that tests make from folders of files."""

from pathlib import Path

from ridcalc.commands.amend import Asked, Found, found_for
from ridcalc.commands.shared import Request
from ridcalc.core.values.progress import Progress

LEFT_TO_THE_FILES = Asked()


def found_in(folder: Path, scenario: str | None = None, asked: Asked = LEFT_TO_THE_FILES) -> Found:
    """Return the decision that the files of a folder give.

    Raises:
        ProblemsFoundError: the files have problems, or the rounding method cannot divide some amount.
    """
    return found_for(Request(str(folder), Progress(), scenario), asked, passed=True)
