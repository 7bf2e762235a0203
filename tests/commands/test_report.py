"""`ridcalc report`: a page that says what the calculation says, in one file that refers to nothing outside it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders import GOLDEN, SMALL_KEYS, SMALL_MEASURES, Run, write_folder
from decided_budget import FILES
from pages_read import PageRead, numbers_of, user_texts, written

HOSTILE = """</title></style><script>alert(1)</script>"'><img src=x onerror=alert(2)>&amp;{x}*_`[l](http://e)"""

ASKED = {
    "all": (),
    "one": ("--participant", "zevenaar"),
    "changed": ("--from", "primitief"),
    "against": ("--against", "rapport", "--participant", "1stroom"),
}
"""What can be asked of the case that ships."""


def pages_of(ridcalc: Run, folder: Path, *options: str) -> tuple[str, dict[str, Any]]:
    """Return the page as HTML, and as JSON, of a data folder."""
    for suffix in ("html", "json"):
        outcome = ridcalc("report", folder.parent / f"page.{suffix}", "--data", folder, "--force", *options)
        assert outcome.status == 0, outcome.err
    html, data = (folder.parent / f"page.{suffix}" for suffix in ("html", "json"))
    return html.read_text(encoding="utf-8"), json.loads(data.read_text(encoding="utf-8"))


MADE: dict[tuple[str, ...], tuple[str, dict[str, Any]]] = {}
"""The pages of the case that ships, by their options, once a test has asked for them; their bytes are the same."""


def shipped_page(ridcalc: Run, shipped: Path, *options: str) -> tuple[str, dict[str, Any]]:
    """Return the page of the case that ships as HTML and as JSON, made once."""
    if options not in MADE:
        MADE[options] = pages_of(ridcalc, shipped, *options)
    return MADE[options]


MOST_IN_SLOW = [
    pytest.param(asked, id=name, marks=() if name == "all" else pytest.mark.slow) for name, asked in ASKED.items()
]


@pytest.mark.parametrize("asked", MOST_IN_SLOW)
def test_every_number_on_the_page_is_a_value_of_its_json(asked: tuple[str, ...], ridcalc: Run, shipped: Path) -> None:
    html, report = shipped_page(ridcalc, shipped, *asked)
    page = PageRead(html)
    files = [text for one in report["inputs"] for text in (one["sha256"], one["file"])]
    known = [*user_texts(shipped), *files, "SHA-256"]
    strange = {
        section["id"]: numbers_of(page.texts[section["id"]], known)
        - {number for row in section["rows"] for number in written(row)}
        for section in report["sections"]
    }
    assert {name: numbers for name, numbers in strange.items() if numbers} == {}
    assert sum(len(section["rows"]) for section in report["sections"]) > 100


def test_the_number_of_a_single_post_and_of_a_page_of_a_document_are_values_too(ridcalc: Run, tmp_path: Path) -> None:
    documents = "documents: {report: {title: Report}}\n"
    measures = "measures: {m: {nature: structural, key: k, amounts: {2024: PM}, source: {document: report, page: 9}}}\n"
    budget = "budget: {name: Shared, years: [2024, 2025]}\n"
    folder = write_folder(tmp_path / "data", {"keys.yaml": SMALL_KEYS, "measures.yaml": budget + documents + measures})
    html, report = pages_of(ridcalc, folder)
    values = {one["id"]: {row["value"] for row in one["rows"]} for one in report["sections"]}
    assert "Van 1 post is" in html
    assert "1" in values["unknown"]
    assert "pagina 9" in html
    assert "9" in values["origin"]
    assert "2024" in values["contributions"], "the heading of a column"


MILLIONS = SMALL_MEASURES.replace("[2024, 2025]", "[2024, 2025, 2026, 2027, 2028]").replace(
    "{2024: 100, 2025: 50}", "{2024: 34000000.01, 2025: 34000000.01, 2026: 34000000.01, 2027: 1000000, 2028: 1000000}"
)


def test_a_table_that_is_wider_than_a_narrow_screen_can_be_scrolled(
    ridcalc: Run, shipped: Path, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path / "data", {"keys.yaml": SMALL_KEYS, "measures.yaml": MILLIONS})
    wide = PageRead(pages_of(ridcalc, folder)[0])
    assert any(found.get("class") == "wide" and found["tabindex"] == "0" for _, found in wide.elements)
    narrow = PageRead(shipped_page(ridcalc, shipped)[0])
    assert not any(found.get("class") == "wide" for _, found in narrow.elements), "three years fit"


def test_a_page_without_a_download_says_so_and_names_what_writes_the_figures(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(tmp_path / "data", {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES})
    monkeypatch.setattr("ridcalc.views.report.foot._MOST_LINES", 5)
    sentence = "De cijfers hebben meer dan 5 regels, te veel om hier te downloaden"
    html, _ = pages_of(ridcalc, folder)  # 5 amounts, each over a, s, b and c
    assert sentence in html
    assert "ridcalc allocate --format csv" in html
    assert "download=" not in html
    html, _ = pages_of(ridcalc, folder, "--participant", "a")  # 5 amounts, each of one line
    assert sentence not in html
    assert "download=" in html


@pytest.mark.parametrize("asked", MOST_IN_SLOW)
def test_every_amount_of_the_json_is_one_of_the_calculation(
    asked: tuple[str, ...], ridcalc: Run, shipped: Path
) -> None:
    _, report = shipped_page(ridcalc, shipped, *asked)
    calculated: set[str] = set()
    for arguments in (
        ("allocate", "--scenario", "rapport"),
        ("allocate", "--per", "inwoners"),
        ("amend", *(asked if asked[:1] == ("--from",) else ())),
        ("benchmark",),
        ("compare", "primitief", "raadsbrief"),
        ("compare", "rapport", "raadsbrief"),
        *(("explain", name) for name in ("zevenaar", "1stroom", "duiven", "westervoort")),
    ):
        text = ridcalc(*arguments, "--format", "json").out
        calculated |= {amount.lstrip("-") for amount in re.findall(r'"(-?[0-9]+\.[0-9]{2})"', text)}
    amounts = {
        row["value"].lstrip("-")
        for section in report["sections"]
        for row in section["rows"]
        if row["kind"] == "amount" and row["column"] != "axis"
    }
    assert len(amounts) > 10
    spread = {"100000.00"}  # the total of the programme manager, which the files spread over two years
    assert amounts - calculated - spread == set()


@pytest.mark.parametrize("options", [("--stage", "na"), ("--stage", "na", "--participant", "duiven")])
def test_the_numbers_of_dates_and_benchmarks_are_values_of_the_json_and_the_calculation(
    options: tuple[str, ...], ridcalc: Run, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path / "data", FILES)
    html, report = pages_of(ridcalc, folder, *options)
    sections = {section["id"]: section for section in report["sections"]}
    page = PageRead(html)
    for name, command in (("calendar", ("calendar", "--stage", "na")), ("benchmark", ("benchmark",))):
        values = {number for row in sections[name]["rows"] for number in written(row)}
        assert numbers_of(page.texts[name], user_texts(folder)) <= values
        calculated = ridcalc(*command, "--data", folder, "--format", "json").out
        shown = [row for row in sections[name]["rows"] if row["kind"] in {"amount", "date"} and row["column"] != "axis"]
        assert len(shown) > 10
        assert [row for row in shown if row["value"].lstrip("-") not in calculated and row["column"]] == []


def test_the_page_of_a_stage_says_what_is_asked_of_whom_and_when(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "data", FILES)
    arguments = ("report", tmp_path / "page.md", "--data", folder, "--stage", "na")
    outcome = ridcalc(*arguments, "--participant", "duiven")
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "lasten € 123.088,44 hoger in 2024" in text
    assert "Gemeente Duiven besluit op 9 juli 2024." in text
    assert "| Vaststelling | raad | 2024-07-09 |" in text
    assert "**Gemeente Zevenaar**" not in text, "the dates of another council"
    assert "- Zienswijzen op het ontwerp van " in text
    assert "\n  - de raden geven hun zienswijze\n" in text
    assert "*Het eigen cijfer ligt € 6,58 onder het landelijke*" in text
    assert "benchmark-years-differ" in outcome.err
    assert ridcalc(*arguments, "--force").status == 0
    assert "| **Gemeente Zevenaar** |" in (tmp_path / "page.md").read_text(encoding="utf-8")


def test_the_page_says_what_a_participant_pays_under_a_key_with_amounts_and_names_the_decision_before(
    ridcalc: Run, tmp_path: Path
) -> None:
    keys = """\
participants: {noord: {name: Noord}, zuid: {name: Zuid}}
keys:
  vast: {name: Vast, shares: {noord: 100%}, fixed: {zuid: 200}}
  half: {name: Half, shares: {noord: 50%, zuid: 50%}}
"""
    measures = """\
budget: {years: [2027], language: nl}
stages:
  primitief: {name: Primitieve begroting, scenario: none}
  wijziging: {name: Eerste wijziging, scenario: na}
measures:
  salarissen: {name: Salarissen, nature: structural, key: vast, amounts: {2027: 1000}}
  huur: {name: Huur, nature: incidental, key: half, amounts: {2027: 60}}
"""
    after = "name: Na de wijziging\npatch: {measures: {huur: {amounts: {2027: 80}}}}\n"
    files = {"keys.yaml": keys, "measures.yaml": measures, "scenarios/na.yaml": after}
    folder = write_folder(tmp_path / "data", files)
    asked = ("report", tmp_path / "page.md", "--data", folder, "--stage", "wijziging", "--participant", "noord")
    assert ridcalc(*asked).status == 0
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "In 2027 gaat het om wat sleutel 'Vast' verdeelt (€ 800) en Huur (€ 40)." in text  # 1000 - 200; 80 / 2
    assert "In 2027 is het € 10 meer dan in 'Primitieve begroting'." in text  # (80 - 60) / 2


def test_days_have_words_and_figures_beside_others_are_lines_with_a_key(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "data", FILES)
    html, report = pages_of(ridcalc, folder, "--stage", "na", "--participant", "duiven")
    assert ">9 juli 2024</td>" in html.replace("\N{NO-BREAK SPACE}", " ")
    (benchmark,) = (one for one in report["sections"] if one["id"] == "benchmark")
    columns = {row["column"] for row in benchmark["rows"] if row["column"]}
    assert {"landelijk 2022", "eigen 2020", "alleen index 2022"} <= columns
    assert all(f">{name}</text>" in html for name in ("landelijk", "eigen", "alleen index")), "the key of the chart"


def test_the_page_refers_to_nothing_outside_it_and_has_no_script(ridcalc: Run, shipped: Path) -> None:
    page = PageRead(shipped_page(ridcalc, shipped)[0])
    names = {tag for tag, _ in page.elements}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base", "use", "image"})
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "srcset", "style"}]
        assert str(attributes.get("href", "data:text/csv")).startswith("data:text/csv")
    assert not re.search(r"url\(|@import|https?:", page.style)
    policy = next(found["content"] for _, found in page.elements if found.get("http-equiv"))
    assert str(policy).startswith("default-src 'none'")


def test_each_chart_has_words_and_a_table_beside_it(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "data", FILES)
    html, _ = pages_of(ridcalc, folder, "--stage", "na")
    with_chart = [section for section in html.split("<section ")[1:] if "<svg" in section]
    assert len(with_chart) == 5, "contributions, changes, benchmark, origin and calendar"
    assert [section[:20] for section in with_chart if "<table" not in section or "<desc" not in section] == []


def test_posts_with_many_periods_have_their_years_and_of_many_posts_the_smallest_are_counted(
    ridcalc: Run, tmp_path: Path
) -> None:
    months = ", ".join(f"2024-M{month:02}: 1000" for month in range(1, 13))
    posts = "".join(f"  m{number}: {{nature: incidental, key: k, amounts: {{2025: 5}}}}\n" for number in range(120))
    measures = (
        f"budget: {{years: [2024, 2025]}}\nmeasures:\n  m: {{nature: incidental, key: k, amounts: {{{months}}}}}\n"
    )
    folder = write_folder(tmp_path / "data", {"keys.yaml": SMALL_KEYS, "measures.yaml": measures + posts})
    assert ridcalc("report", tmp_path / "page.md", "--data", folder, "--lang", "en").status == 0
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| m | Incidental | 2024 |\n" in text
    assert "| the 21 others |  |  |\n" in text, "121 posts, of which 100 have a row"


def test_names_that_are_markup_stay_text_on_the_page_and_in_its_charts(ridcalc: Run, tmp_path: Path) -> None:
    name = json.dumps(HOSTILE)
    keys = SMALL_KEYS.replace("a: {},", f"a: {{name: {name}}},")
    measures = SMALL_MEASURES.replace("m: {", f"m: {{name: {name}, assumption: {name}, ")
    folder = write_folder(tmp_path / "data", {"keys.yaml": keys, "measures.yaml": measures})
    html, _ = pages_of(ridcalc, folder)
    page = PageRead(html)
    assert "script" not in {tag for tag, _ in page.elements}
    assert "img" not in {tag for tag, _ in page.elements}
    assert any(HOSTILE in text for text in page.texts["contributions"]), (
        "in the table, and the description of the chart"
    )
    assert html.count("&lt;script&gt;") > 5
    outcome = ridcalc("report", tmp_path / "page.md", "--data", folder)
    assert outcome.status == 0
    assert "<script" not in re.sub(r"\\<", "", (tmp_path / "page.md").read_text(encoding="utf-8"))


def test_the_same_files_give_the_same_bytes(ridcalc: Run, shipped: Path) -> None:
    html, report = pages_of(ridcalc, shipped)
    once, data = shipped_page(ridcalc, shipped)
    assert html == once
    assert report["sections"] == data["sections"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("asked", ["all", "changed"])
def test_the_page_as_markdown(
    asked: str, language: str, ridcalc: Run, shipped: Path, golden: Callable[[Path, str], None]
) -> None:
    path = shipped.parent / "page.md"
    options = ASKED[asked] if asked == "all" else (*ASKED[asked], "--participant", "zevenaar")
    assert ridcalc("report", path, *options, "--lang", language).status == 0
    text = re.sub(r"[0-9a-f]{64}", "…", path.read_text(encoding="utf-8"))
    golden(GOLDEN / "report" / f"{asked}.{language}.md", text)


def test_a_style_of_the_house_comes_after_that_of_the_page(ridcalc: Run, shipped: Path) -> None:
    style = shipped.parent / "house.css"
    style.write_text(":root { --accent: #8a1538 }", encoding="utf-8")
    page = PageRead(pages_of(ridcalc, shipped, "--style", str(style))[0])
    assert page.style.index("--accent: #154f7d") < page.style.index("--accent: #8a1538")


def test_the_download_is_the_csv_of_the_allocation(ridcalc: Run, shipped: Path) -> None:
    from base64 import b64decode

    page = PageRead(shipped_page(ridcalc, shipped)[0])
    [(href, name)] = [(found["href"], found["download"]) for tag, found in page.elements if tag == "a"]
    content = b64decode(str(href).split("base64,")[1]).decode("utf-8-sig")
    assert name == "raadsbrief.csv"
    assert content == ridcalc("allocate", "--format", "csv", "--csv-dialect", "nl").out
