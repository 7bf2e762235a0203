"""The two verdicts of `ridcalc verify`, and what it passes over: what spreadsheet programs change when they save."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import Run
from effort import times
from ridcalc.reading.workbook.book import read_workbook
from tampering import changed, parts_of, put, sheet_text, swap, write_parts

pytestmark = pytest.mark.usefixtures("english")

Parts = dict[str, bytes]


def tampered(workbook: Path, change: Callable[[Parts], Parts]) -> Path:
    """Change the parts of a workbook; return its path."""
    return write_parts(workbook, change(parts_of(workbook)))


# --- the verdicts


def test_a_changed_input_comes_with_its_consequences_and_the_set_that_says_the_same(
    ridcalc: Run, workbook: Path, shipped: Path
) -> None:
    change = "measures.tijdelijke-inhuur.amounts.2023=250000"
    follows = shipped.parent / "follows.xlsx"
    assert ridcalc("export", follows, "--set", change, "--lang", "nl").status == 0
    values = dict(
        re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f><v>([^<]*)', sheet_text(parts_of(follows), "Overzicht"))
    )

    def with_values(text: str) -> str:
        return re.sub(
            r'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f><v>)[^<]*',
            lambda cell: cell[1] + values.get(cell[2], ""),
            text,
        )

    tampered(
        workbook,
        lambda parts: changed(parts, Maatregelen=swap("<v>300000<", "<v>250000<"), Overzicht=with_values),
    )
    lines = ridcalc("verify", workbook).out.splitlines()
    assert lines[2:4] == ["  figures: differ", "  appearance: holds"]
    assert re.fullmatch(r"  1 input changed, [1-9][0-9]+ cells follow", lines[4])
    assert lines[5:] == [f"  Maatregelen!I8: says 250,000, and should say 300,000; --set {change}"]


def test_shares_that_add_up_are_changed_together(ridcalc: Run, workbook: Path) -> None:
    def moved(text: str) -> str:
        return text.replace("<v>52</v>", "<v>53</v>", 1).replace("<v>48</v>", "<v>47</v>", 1)

    out = ridcalc("verify", tampered(workbook, lambda parts: changed(parts, Sleutels=moved))).out
    assert "--set keys.rid.shares.zevenaar=53%" in out
    assert "--set keys.rid.shares.1stroom=47%" in out
    assert "  2 inputs changed, 0 cells follow\n" in out


@pytest.mark.parametrize(("sheet", "old", "new"), [("Maatregelen", "300000", "300000.001"), ("Sleutels", "52", "0.5")])
def test_an_input_that_the_files_cannot_hold_has_no_set(
    sheet: str, old: str, new: str, ridcalc: Run, workbook: Path
) -> None:
    change = swap(f"<v>{old}<", f"<v>{new}<")
    outcome = ridcalc("verify", tampered(workbook, lambda parts: changed(parts, **{sheet: change})))
    assert "1 input changed" in outcome.out
    assert "--set" not in outcome.out


def test_one_share_alone_becomes_weights_since_the_files_would_refuse_it(ridcalc: Run, workbook: Path) -> None:
    out = ridcalc("verify", tampered(workbook, lambda parts: changed(parts, Sleutels=swap("<v>52<", "<v>53<")))).out
    weights = "keys.rid={shares: null, weights: {zevenaar: 53, 1stroom: 48}}"
    assert f"  1 input changed, 0 cells follow\n  Sleutels!I7: says 53, and should say 52; --set {weights}\n" in out


def test_the_json_names_the_verdicts_the_inputs_and_the_findings(ridcalc: Run, workbook: Path) -> None:
    clean = json.loads(ridcalc("verify", workbook, "--format", "json").out)
    assert clean == {
        "format": "ridcalc/verification",
        "version": 1,
        "file": str(workbook),
        "figures": "hold",
        "appearance": "holds",
        "inputs": [],
        "following": 0,
        "findings": [],
    }
    tampered(
        workbook,
        lambda parts: changed(
            parts,
            Maatregelen=put(r"<v>300000<", "<v>250000<"),
            Overzicht=swap('<row r="8"', '<row r="8" hidden="1"'),
        ),
    )
    outcome = ridcalc("verify", workbook, "--format", "json")
    found = json.loads(outcome.out)
    assert outcome.status == 1
    assert (found["figures"], found["appearance"]) == ("differ", "differs")
    path = "measures.tijdelijke-inhuur.amounts.2023"
    assert found["inputs"] == [{"path": path, "from": "300000.00", "to": "250000.00", "set": f"{path}=250000"}]
    message = "says 250,000, and should say 300,000"
    assert found["findings"] == [
        {"sheet": "Maatregelen", "cell": "I8", "kind": "input", "message": message},
        {"sheet": "Overzicht", "cell": "8:8", "kind": "hidden", "message": "is hidden"},
    ]


def test_appearance_alone_leaves_the_figures(ridcalc: Run, workbook: Path) -> None:
    hidden = swap('<row r="8"', '<row r="8" hidden="1"')
    outcome = ridcalc("verify", tampered(workbook, lambda parts: changed(parts, Overzicht=hidden)))
    assert outcome.status == 1
    assert "  figures: hold\n  appearance: differs\n  Overzicht!8:8: is hidden\n" in outcome.out


# --- what is passed over


def test_cells_to_fill_in_are_passed_over(ridcalc: Run, workbook: Path) -> None:
    filled = put(
        r'(<c r="A(\d+)"[^>]*><is><t>gemaakt door</t></is></c>)<c r="B\d+"[^>]*/?>(?:</c>)?',
        r'\1<c r="B\2" t="inlineStr"><is><t>J. Jansen</t></is></c>',
    )
    tampered(workbook, lambda parts: changed(parts, Leeswijzer=filled))
    assert ridcalc("verify", workbook).status == 0


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EXCEL_2009 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9"
EXCEL_2011 = "http://schemas.microsoft.com/office/2011/relationships"


def as_excel_saves(parts: Parts) -> Parts:
    """Return a workbook with what Excel is known to change when it saves: other ways to write the same looks."""
    sheet = put(
        r"<sheetFormatPr [^>]*/>",
        f'<sheetFormatPr xmlns:x14ac="{EXCEL_2009}/ac" defaultRowHeight="14.4" x14ac:dyDescent="0.3"/>',
    )
    widths = re.compile(r'<col width="([0-9.]+)"')

    def every_sheet(text: str) -> str:
        text = widths.sub(lambda width: f'<col width="{float(width[1]) + 0.109375:.7f}"', sheet(text))
        return re.sub(r'<row r="(\d+)">', r'<row r="\1" spans="1:20" ht="14.4">', text)

    def styles(text: str) -> str:
        text = text.replace(";-#,##0", r";\-#,##0").replace('<bgColor rgb="FFFFC7CE" />', '<bgColor rgb="FFFFC7CE"/>')
        text = text.replace('<fgColor rgb="FFE3EAF0" />', '<fgColor rgb="FFE3EAF0"/><bgColor indexed="64"/>')
        text = text.replace('applyAlignment="1"', 'applyNumberFormat="1" applyFont="1" applyAlignment="1"')
        return text.replace('<color rgb="FFFFFFFF" />', '<color theme="0"/>')

    def book(text: str) -> str:
        text = text.replace("<calcPr ", '<fileRecoveryPr repairLoad="0"/><calcPr ', 1)
        names = '<definedName name="_xlnm._FilterDatabase" localSheetId="3" hidden="1">VGR!$A$6:$R$12</definedName>'
        return text.replace("<definedNames>", f"<definedNames>{names}").replace('calcId="124519"', 'calcId="191029"')

    titles = re.findall(r'<sheet [^>]*name="([^"]+)"', parts["xl/workbook.xml"].decode())
    parts = changed(parts, **dict.fromkeys(titles, every_sheet))
    parts = changed(parts, styles=styles, book=book)
    relation = f'<Relationship Type="{RELATIONS}/calcChain" Target="calcChain.xml" Id="rId99"/></Relationships>'
    label = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
    of_all = f'<Relationship Type="{label}" Target="docMetadata/LabelInfo.xml" Id="rId98"/></Relationships>'
    chart = "".join(
        f'<Relationship Type="{EXCEL_2011}/{kind}" Target="{name}1.xml" Id="{name}"/>'
        for kind, name in (("chartStyle", "style"), ("chartColorStyle", "colors"))
    )
    empty = b'<?xml version="1.0"?><x/>'
    return {
        **changed(parts, of_book=swap("</Relationships>", relation)),
        "_rels/.rels": parts["_rels/.rels"].replace(b"</Relationships>", of_all.encode()),
        "docMetadata/LabelInfo.xml": empty,
        "xl/calcChain.xml": empty,
        "xl/charts/style1.xml": empty,
        "xl/charts/colors1.xml": empty,
        "xl/charts/_rels/chart1.xml.rels": (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{chart}</Relationships>'
        ).encode(),
    }


def test_what_excel_changes_when_it_saves_is_no_difference(ridcalc: Run, workbook: Path) -> None:
    outcome = ridcalc("verify", tampered(workbook, as_excel_saves))
    assert (outcome.status, outcome.err) == (0, ""), outcome.out


# --- tamperings at random


def at_random(parts: Parts, content: bytes, choose: random.Random) -> Parts:
    """Return parts with one change that a reader sees, in a cell, a row or a column with content."""
    looks = read_workbook("book.xlsx", content).looks.cells
    titles = re.findall(r'<sheet [^>]*name="([^"]+)"', parts["xl/workbook.xml"].decode())
    sheet = choose.choice(titles)
    text = sheet_text(parts, sheet)
    cell = choose.choice(re.findall(r'<c r="[A-Z]+\d+" s="\d+"[^>]*>.+?</c>', text))
    place, style = re.findall(r'r="([A-Z]+\d+)" s="(\d+)"', cell)[0]
    row = re.sub("[A-Z]", "", place)
    others = [number for number, look in enumerate(looks) if look != looks[int(style)] and look["colour"] != "0000FF"]
    column = choose.choice(re.findall(r'<col width="[^"]+" customWidth="1" min="\d+"', text))
    new = choose.choice(
        [
            (cell, cell.replace(f's="{style}"', f's="{choose.choice(others)}"', 1)),
            (cell, cell.replace("</v>", "1</v>").replace("</t></is>", "x</t></is>")),
            (
                cell,
                cell.replace("</f>", "+1</f>") if "</f>" in cell else re.sub(r"<(is|v)>.*</\1>", "<f>1+1</f>", cell),
            ),
            (f'<row r="{row}"', f'<row r="{row}" hidden="1"'),
            (f'<row r="{row}"', f'<row r="{row}" hidden="true"'),
            (column, f'{column} hidden="1"'),
            (column, re.sub('width="[^"]+"', 'width="0.1"', column, count=1)),
            ("</mergeCells>", f'<mergeCell ref="{place}:XA{row}"/></mergeCells>'),
        ]
    )
    return changed(parts, **{sheet: swap(*new)})


def found_at_random(ridcalc: Run, workbook: Path, seeds: range) -> None:
    content = workbook.read_bytes()
    parts = parts_of(workbook)
    for seed in seeds:
        write_parts(workbook, at_random(parts, content, random.Random(seed)))  # noqa: S311  no secret
        assert ridcalc("verify", workbook).status == 1, seed


def test_tamperings_at_random_are_found(ridcalc: Run, workbook: Path) -> None:
    found_at_random(ridcalc, workbook, range(times(5)))


@pytest.mark.slow
def test_a_hundred_tamperings_at_random_are_found(ridcalc: Run, workbook: Path) -> None:
    found_at_random(ridcalc, workbook, range(1_000, 1_100))


def test_the_page_set_up_is_in_words(ridcalc: Run, workbook: Path) -> None:
    def upright(text: str) -> str:
        return re.sub(r"<pageSetup [^>]*/>", '<pageSetup orientation="portrait" paperSize="8" scale="90"/>', text)

    out = ridcalc("verify", tampered(workbook, lambda parts: changed(parts, Overzicht=upright)), "--lang", "nl").out
    found = "pagina-instelling: staand, A3, passend gemaakt op 1 breed en 1 hoog, in pagina's"
    assert f"{found}; moet zijn: liggend, A4, passend gemaakt op 1 breed, zoveel pagina's hoog als nodig" in out
