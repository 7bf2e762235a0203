"""The form of an explanation of a problem code. The English texts are keys of the catalogue."""

from typing import NamedTuple


class Explanation(NamedTuple):
    """What a problem or warning is, why ridcalc has it, and what to write instead."""

    code: str
    title: str
    """One line, for the list of codes."""
    cause: str
    remedy: str


class Group(NamedTuple):
    """Explanations below one heading."""

    heading: str
    explanations: tuple[Explanation, ...]
