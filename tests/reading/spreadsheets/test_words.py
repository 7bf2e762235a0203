"""Headings of sheets: those that docs/from-excel.md lists are recognised."""

import re

import pytest

from builders import ROOT
from ridcalc.reading.spreadsheets.words import heading_of

LISTED = re.findall(
    r"^\| `(\w+)`, [^|]+ \| ([^|]+) \|$", (ROOT / "docs" / "from-excel.md").read_text(encoding="utf-8"), re.MULTILINE
)


@pytest.mark.parametrize(("field", "headings"), LISTED, ids=[field for field, _ in LISTED])
def test_every_heading_on_the_page_is_that_of_its_field(field: str, headings: str) -> None:
    found = {text: heading_of(text) for text in headings.split(", ")}
    assert len(found) > 1
    assert {text: heading and heading.field for text, heading in found.items()} == dict.fromkeys(found, field)


def test_the_page_lists_headings_of_thirteen_fields() -> None:
    assert len(LISTED) == 13
