"""The files of cases, read as a person writes them."""

from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import Any

import yaml


class _Loader(yaml.CBaseLoader):
    """Reads every scalar as text, and refuses a name that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002  the signature of PyYAML
        """Return a mapping."""
        names = [name.value for name, _ in node.value]
        for number, name in enumerate(names):
            if name in names[:number]:
                line = node.value[number][0].start_mark.line + 1
                raise ValueError(f"line {line}: {name!r} stands here twice; the second would replace the first")
        return super().construct_mapping(node, deep)


@cache
def read_cases(path: Path) -> list[dict[str, Any]]:
    """Return the cases of a file, every scalar as text; a broken file is refused with its name and the line.

    Several tests ask for the same file, which is read once: no test may change a case.
    """
    return parse_cases(path.read_text(encoding="utf-8"), path)


def parse_cases(text: str, path: Path) -> list[dict[str, Any]]:
    """Return the cases in the text of a file; broken text is refused with the name of the file and the line."""
    try:
        cases = yaml.load(text, Loader=_Loader)  # noqa: S506  no scalar is resolved
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path}: {error}") from None
    assert isinstance(cases, list), f"{path} must be a list: every case begins with '- name:'"
    for number, case in enumerate(cases, 1):
        assert isinstance(case, dict), f"{path}: case number {number} is no mapping"
        assert "name" in case, f"{path}: case number {number} has no name"
    return cases
