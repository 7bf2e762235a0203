"""The page in Chromium: axe-core finds nothing, folded or unfolded, wide or narrow, in both languages."""

from pathlib import Path

import pytest

from builders import ROOT, Run, write_folder
from chromium import AXE, CHROMIUM, dumped, findings, too_wide
from decided_budget import FILES
from pages_read import PageRead

pytestmark = pytest.mark.slow

needs_axe = pytest.mark.skipif(not (CHROMIUM and AXE), reason="needs Chromium, and the npm package axe-core")

PAGES = {
    "all": ("--lang", "nl"),
    "one": ("--participant", "zevenaar", "--from", "primitief", "--lang", "en"),
    "small": ("--data", str(ROOT / "src" / "ridcalc" / "examples" / "en")),
    "region": ("--data", str(ROOT / "src" / "ridcalc" / "examples" / "veiligheidsregio")),
    "decided": ("--data", "{decided}", "--stage", "na"),
}
UNMEASURED = {"color-contrast"}
"""What axe cannot measure in a drawing; tests/render/report/test_css.py works out its contrast."""


@needs_axe
@pytest.mark.parametrize("width", [1280, 500])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("shipped")
def test_axe_finds_nothing_on_a_page(name: str, width: int, ridcalc: Run, tmp_path: Path) -> None:
    page, decided = tmp_path / "page.html", write_folder(tmp_path / "decided", FILES)
    assert ridcalc("report", page, *(one.format(decided=decided) for one in PAGES[name])).status == 0
    found = findings(page.read_text(encoding="utf-8"), width=width, opened=width == 1280)
    assert found["violations"] == []
    unsure = [(rule, node) for rule, nodes in found["incomplete"] for node in nodes]
    assert [(rule, node) for rule, node in unsure if rule not in UNMEASURED or not node.startswith("<text")] == []
    assert found["passes"] > 30


@needs_axe
def test_axe_would_find_a_page_without_language_and_a_picture_without_words() -> None:
    found = findings("<!doctype html><html><head><title>x</title></head><body><svg role='img'></svg></body></html>")
    assert {rule for rule, _ in found["violations"]} >= {"html-has-lang", "svg-img-alt"}


A4 = 673
"""The width of a page on A4 between its margins, in pixels."""


@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
def test_nothing_is_cut_on_a_narrow_screen_and_on_a4(ridcalc: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    region = ROOT / "src" / "ridcalc" / "examples" / "veiligheidsregio"
    assert ridcalc("report", page, "--data", region, "--stage", "eerste-wijziging").status == 0
    html = page.read_text(encoding="utf-8")
    assert [too_wide(html, 768), too_wide(html, 500), too_wide(html, A4, printed=True)] == [[], [], []]


@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
def test_what_is_too_wide_would_be_found() -> None:
    chart = f'<svg viewBox="0 0 480 20"><text y="15">{"wide " * 20}</text></svg>'
    html = f"<!doctype html><html><body><p style='width: 900px'>wide</p>{chart}</body></html>"
    assert [kind for kind, *_ in too_wide(html, 768)] == ["page", "label"]


@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
@pytest.mark.usefixtures("shipped")
def test_a_browser_shows_the_texts_of_the_file_and_no_others(ridcalc: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert ridcalc("report", page).status == 0
    html = page.read_text(encoding="utf-8")

    def texts(document: str) -> list[str]:
        read = (text for texts in PageRead(document).texts.values() for text in texts)
        return [words for text in read if (words := " ".join(text.split()))]

    assert texts(dumped(html)) == texts(html)
