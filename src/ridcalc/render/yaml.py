"""YAML as a person writes it: block style, texts without quotation marks where they need none, gaps with a remark."""

import re
from collections.abc import Iterator, Mapping, Sequence

_PLAIN = re.compile(r"[^\W_](?:[^\n\t#:]|:(?=[^\s])|(?<=\S)#)*", re.UNICODE)
"""Texts that YAML reads as they stand: no mark at the beginning, no colon or number sign that ends them."""
_OTHERWISE = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n")
"""Words that other programs read as something else than a text."""
_NUMBER = re.compile(r"[0-9][0-9_.,:eExX+-]*|[0-9]+(?:[/-][0-9]+)+")
_INDENT = "  "


def text_of(text: str) -> str:
    """Return a text as a value of YAML.

    >>> text_of("Huur: kantoor"), text_of("0.4"), text_of("Huur kantoor")
    ('"Huur: kantoor"', '"0.4"', 'Huur kantoor')
    """
    misread = _OTHERWISE.fullmatch(text) or _NUMBER.fullmatch(text)
    if _PLAIN.fullmatch(text) and not misread and text == text.strip():
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def lines(mapping: Mapping[str, object], depth: int = 0) -> Iterator[str]:
    """Yield the lines of a mapping: of names, which are written as they stand, to values.

    A value is a text as YAML writes it, a mapping, or a list of mappings.
    """
    for name, value in mapping.items():
        margin = _INDENT * depth
        if isinstance(value, str):
            yield f"{margin}{name}: {value}\n"
        else:
            yield f"{margin}{name}:\n"
            if isinstance(value, Mapping):
                yield from lines(value, depth + 1)
            elif isinstance(value, Sequence):
                for one in value:
                    yield from _item(one, depth + 1)


def _item(mapping: Mapping[str, object], depth: int) -> Iterator[str]:
    """Yield the lines of a mapping in a list."""
    mark = f"{_INDENT * depth}- "
    for line in lines(mapping, depth + 1):
        yield mark + line[len(mark) :]
        mark = _INDENT * (depth + 1)
