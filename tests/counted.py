"""How much work a run is, counted: the same on every machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def counted(run: Callable[[], object]) -> int:
    """Return how many calls, of Python and of C, a run makes, and how many lines of ours it goes through."""
    count = 0

    def count_call(_frame: object, event: str, _argument: Any) -> None:  # noqa: ANN401  what the interpreter passes
        nonlocal count
        count += event in {"call", "c_call"}

    def count_lines(frame: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401  the same
        nonlocal count
        if event == "call":
            return count_lines if "ridcalc" in frame.f_code.co_filename else None
        count += event == "line"
        return count_lines

    before = sys.getprofile(), sys.gettrace()
    sys.setprofile(count_call)
    sys.settrace(count_lines)
    try:
        run()
    finally:
        sys.setprofile(before[0])
        sys.settrace(before[1])
    return count
