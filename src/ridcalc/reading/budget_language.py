"""The language of a budget, also of one with problems."""

import os
import re
from typing import get_args

from ridcalc.core.budget.document import Node
from ridcalc.core.values.languages import LanguageCode
from ridcalc.files import read_file
from ridcalc.reading.yaml_text import read_mapping

_FILE = "measures.yaml"
_DEFAULT: LanguageCode = "nl"
_SECTION = re.compile(r"^[\"']?budget[\"']? *:.*?(?=^[^\s#]|\Z)", re.MULTILINE | re.DOTALL)
"""The section `budget` of a file in block style: up to the next line that is not indented."""


def budget_language(folder: str) -> LanguageCode | None:
    """Return the code of the language of the budget in a data folder; None if it cannot be read.

    Only the section `budget` is read where it can be cut out, so that mistakes elsewhere in the file do not count.
    """
    content = read_file(os.path.join(folder, _FILE))
    if not isinstance(content, bytes):
        return None
    section = _SECTION.search(content.decode("utf-8-sig", errors="replace"))
    document, _ = read_mapping(_FILE, section.group().encode() if section else content)
    settings = document.get("budget") if document else None
    if not isinstance(settings, Node):
        return None
    language = settings.get("language", _DEFAULT)
    return next((code for code in get_args(LanguageCode) if code == language), None)
