"""Names for display: equal names have the id beside them, so that a reader can tell the entries apart."""

import unicodedata
from collections.abc import Callable, Mapping

NAMED_SECTIONS = ("participants", "drivers", "keys", "measures")
"""The sections whose entries need names of their own. Those of other sections, such as controls, may share one."""


class Names:
    """The names of a budget's entries, by section and id. Those of a section are compared when first needed."""

    def __init__(self, written: Callable[[str], Mapping[str, str]]) -> None:
        """Take the function from a section to its ids with the names as written, or the id without a name."""
        self.written = written
        self._shown: dict[str, dict[str, str]] = {}

    def of(self, section: str, name: str) -> str:
        """Return the name to show of the entry with the id `name` in a section."""
        if section not in self._shown:
            self._shown[section] = shown_names(self.written(section))
        return self._shown[section][name]


def shown_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return id → name to show; `names` maps the ids of a section to the names as written.

    >>> shown_names({"bergen-nh": "Bergen", "bergen-l": "Bergen", "duiven": "Duiven"})
    {'bergen-nh': 'Bergen (bergen-nh)', 'bergen-l': 'Bergen (bergen-l)', 'duiven': 'Duiven'}
    """
    equal = {name for group in equal_names(names) for name in group}
    return {name: f"{text} ({name})" if name in equal and text != name else text for name, text in names.items()}


def equal_names(names: Mapping[str, str]) -> list[list[str]]:
    """Return the ids in groups of two or more whose names look the same: capitals and the number of spaces aside."""
    groups: dict[str, list[str]] = {}
    for name, text in names.items():
        groups.setdefault(_compared(text), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def _compared(text: str) -> str:
    """Return the form in which a name is compared: composed letters, small, with single spaces."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(composed.casefold().split())
