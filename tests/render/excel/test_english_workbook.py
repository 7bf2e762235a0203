"""The English workbook has no Dutch word, but for those that the files say themselves."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from builders import CASES, ROOT, Run
from effort import one_of
from engines import names_of

FILES = [CASES / "amendment", ROOT / "data"]
CATALOGUE = ROOT / "src" / "ridcalc" / "language" / "locale" / "nl" / "LC_MESSAGES" / "ridcalc.po"
ALWAYS_DUTCH = {"lasten", "baten", "zienswijze"}
"""Words that English messages explain elsewhere. Programma, taakveld and VGR are the names of fields and documents."""
OPTIONS = {"lang"}
"""Names of options that are Dutch words, too."""


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ÿ]{3,}", text.lower()))


def dutch_words() -> set[str]:
    """Return the words of the Dutch catalogue that no English message has."""
    catalogue = CATALOGUE.read_text(encoding="utf-8")
    english, dutch = (words_in(" ".join(re.findall(rf'{field} "(.*)"', catalogue))) for field in ("msgid", "msgstr"))
    return (dutch - english - OPTIONS) | ALWAYS_DUTCH


def words_of(workbook: Path) -> set[str]:
    """Return the words in cells, names, headers, tables, rules, charts and number formats of a workbook."""
    texts = []
    with ZipFile(workbook) as archive:
        for part in archive.namelist():
            xml = archive.read(part).decode("utf-8", "replace")
            texts.append(re.sub(r"\b[A-Z]+\(", "", re.sub(r"<[^>]*>", " ", xml)))
            texts += re.findall(r' (?:\w*[nN]ame|formatCode|title|descr|prompt\w*|error\w*)="([^"]*)"', xml)
    return words_in(" ".join(texts))


@pytest.mark.parametrize("folder", one_of(2, FILES), ids=lambda folder: folder.name)
def test_no_word_of_the_english_workbook_is_dutch(folder: Path, ridcalc: Run, tmp_path: Path) -> None:
    written = words_in(" ".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")))
    for language, dutch in (("nl", True), ("en", False)):
        assert ridcalc("export", tmp_path / f"{language}.xlsx", "--data", folder, "--lang", language).status == 0
        found = (words_of(tmp_path / f"{language}.xlsx") & dutch_words()) - (written - ALWAYS_DUTCH)
        assert bool(found) is dutch, found


def test_names_of_totals_are_in_the_language_of_the_workbook(ridcalc: Run, tmp_path: Path) -> None:
    assert ridcalc("export", tmp_path / "b.xlsx", "--data", ROOT / "data", "--lang", "en").status == 0
    assert {"amount_zevenaar_2023_incidental", "total_2023_incidental"} <= names_of(tmp_path / "b.xlsx").keys()
