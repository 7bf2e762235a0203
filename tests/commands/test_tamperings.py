# ruff: noqa: E501  a table, of a tampering a line
"""The tamperings with a workbook that are known, each with the word by which `ridcalc verify` finds it.

Each is a change of bytes, as a person with a text editor or another program could make it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from builders import Run
from effort import one_of
from tampering import Change, changed, own_style, parts_of, put, sheet_part, swap, with_style, write_parts

pytestmark = pytest.mark.usefixtures("english")

Parts = dict[str, bytes]
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/main"
TEXT_BOX = (
    f'<oneCellAnchor xmlns="{DRAWING}" xmlns:a="{SHAPES}"><from><col>1</col><colOff>0</colOff><row>7</row>'
    '<rowOff>0</rowOff></from><ext cx="900000" cy="180000"/><sp><nvSpPr><cNvPr id="9" name="box"/><cNvSpPr txBox="1"/>'
    "</nvSpPr><spPr/><txBody><a:bodyPr/><a:p><a:r><a:t>199.000,00</a:t></a:r></a:p></txBody></sp><clientData/>"
    "</oneCellAnchor>"
)


class Tampering(NamedTuple):
    """A tampering: what is done, how, and what `verify` then says."""

    name: str
    tamper: Callable[[Parts], Parts]
    found: str


def on(message: str, /, **changes: Change) -> Callable[[str], Tampering]:
    """Return a function that makes the tampering with a name by these changes."""
    return lambda name: Tampering(name, lambda parts: changed(parts, **changes), message)


def look(message: str, sheet: str, cell: str, change: Change) -> Callable[[str], Tampering]:
    """Return a function that makes the tampering with a name by a style of its own for a cell."""
    return lambda name: Tampering(name, lambda parts: own_style(parts, sheet, cell, change), message)


def number_format(code: str) -> Callable[[Parts], Parts]:
    """Return the tampering that gives a total the number format `code`."""

    def tamper(parts: Parts) -> Parts:
        record = f'<numFmt numFmtId="199" formatCode="{code}"/></numFmts>'
        parts = changed(parts, styles=swap("</numFmts>", record))
        return own_style(parts, "Overzicht", "B12", put(r'numFmtId="\d+"', 'numFmtId="199"'))

    return tamper


def font(record: str, sheet: str = "Overzicht", cell: str = "B8") -> Callable[[Parts], Parts]:
    """Return the tampering that gives a cell a font."""

    def tamper(parts: Parts) -> Parts:
        count = parts["xl/styles.xml"].decode().partition("</fonts>")[0].count("<font>")
        parts = changed(parts, styles=swap("</fonts>", f"<font>{record}</font></fonts>"))
        return own_style(parts, sheet, cell, put(r'fontId="\d+"', f'fontId="{count}"'))

    return tamper


def condition(change: str) -> Callable[[Parts], Parts]:
    """Return the tampering that adds a condition that always holds."""

    def tamper(parts: Parts) -> Parts:
        rule = (
            '<conditionalFormatting sqref="B8:F12"><cfRule type="expression" priority="1" dxfId="4"><formula>1=1</formula>'
            "</cfRule></conditionalFormatting><hyperlinks>"
        )
        return changed(
            parts, styles=swap("</dxfs>", f"<dxf>{change}</dxf></dxfs>"), Overzicht=swap("<hyperlinks>", rule)
        )

    return tamper


def added(name: str, content: str, **changes: Change) -> Callable[[Parts], Parts]:
    """Return the tampering that adds a part."""
    return lambda parts: {**changed(parts, **changes), name: content.encode()}


def reordered(parts: Parts) -> Parts:
    """Return the workbook with its second and third sheet in the other order."""
    second, third = (
        put(rf'.*(<sheet [^>]*name="{name}"[^>]*/>).*', r"\1") for name in ("Overzicht", "Begrotingswijziging")
    )
    text = parts["xl/workbook.xml"].decode()
    one, other = second(text), third(text)
    return changed(parts, book=lambda text: text.replace(one, "@").replace(other, one).replace("@", other))


def with_comment(parts: Parts) -> Parts:
    """Return the workbook with a comment on a total."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    comments = (
        f'<comments xmlns="{main}"><authors><author>x</author></authors><commentList><comment ref="B8" authorId="0">'
        "<text><r><t>nog niet definitief</t></r></text></comment></commentList></comments>"
    )
    listed = sheet_part(parts, "Overzicht").replace("worksheets/", "worksheets/_rels/") + ".rels"
    relation = f'<Relationship Type="{RELATIONS}/comments" Target="../comments1.xml" Id="rId9"/></Relationships>'
    relations = parts[listed].decode().replace("</Relationships>", relation)
    return {**parts, "xl/comments1.xml": comments.encode(), listed: relations.encode()}


def without_chart(parts: Parts) -> Parts:
    """Return the workbook without its chart."""
    return changed(parts, drawing=put("<oneCellAnchor>.*</oneCellAnchor>", ""))


WHITE = '<color rgb="FFFFFFFF"/><sz val="11"/><name val="Calibri"/>'
MADE: tuple[tuple[str, Callable[[str], Tampering]], ...] = (
    # found since the first version: what is stored
    ("a stored value alone", on("says 213,201", Overzicht=swap("<v>213200<", "<v>213201<"))),
    ("a formula by its value", on("should be the formula", Overzicht=put(r'(<c r="B12"[^>]*>)<f>.*?</f>', r"\1"))),
    ("a formula", on("its formula is", Overzicht=swap("<f>IF((ROUND", "<f>IF(1+(ROUND"))),
    ("an input", on("1 input changed", Maatregelen=swap("<v>300000<", "<v>250000<"))),
    ("a label", on("Overzicht!A8: says", Overzicht=swap("Gemeente Zevenaar<", "Gemeente Duiven<"))),
    ("PM by 0", on("says 0", Overzicht=put(r'(<c r="F8" s="\d+") t="str"(>.*?)<v>PM', r"\1\2<v>0"))),
    ("a value by an error", on("#REF!", Overzicht=put(r'(<c r="B8" s="\d+")(>.*?)<v>213200', r'\1 t="e"\2<v>#REF!'))),
    ("an extra cell far away", on("XFD900", VGR=swap("</sheetData>", '<row r="900"><c r="XFD900"><v>1</v></c></row></sheetData>'))),
    ("an extra formula", on("VGR!A900: says 2", VGR=swap("</sheetData>", '<row r="900"><c r="A900"><f>1+1</f><v>2</v></c></row></sheetData>'))),
    ("a name leads elsewhere", on("totaal_2023_incidenteel: says", book=swap("Overzicht!$B$12<", "Overzicht!$B$11<"))),
    ("a sheet hidden", on("sheet Aansluiting is hidden", book=put('(name="Aansluiting"[^>]*)state="visible"', r'\1state="hidden"'))),
    ("a sheet very hidden", on("sheet Aansluiting is hidden", book=put('(name="Aansluiting"[^>]*)state="visible"', r'\1state="veryHidden"'))),
    ("the order of sheets", lambda name: Tampering(name, reordered, "another order")),
    ("digits in a number format", lambda name: Tampering(name, number_format("&quot;999.999,00&quot;"), "shows another number")),
    ("the SHA-256 of a file", on("is not what it was", Uitgangspunten=put("<t>[0-9a-f]{64}<", f"<t>{'0' * 64}<"))),
    ("the recorded scenario", on("says", Uitgangspunten=swap("<t>raadsbrief<", "<t>none<"))),
    ("a recorded option", on("says", Uitgangspunten=swap("<t>ja<", "<t>nee<"))),
    ("an external link", lambda name: Tampering(name, added("xl/externalLinks/externalLink1.xml", "<x/>"), "links or macros")),
    ("an external relation", on("links or macros", of_book=swap("<Relationship ", '<Relationship TargetMode="External" '))),
    ("a macro", lambda name: Tampering(name, added("xl/vbaProject.bin", "x"), "links or macros")),
    # number formats
    ("thousands", lambda name: Tampering(name, number_format("#,##0.00,"), "shows another number")),
    ("PM for every amount", lambda name: Tampering(name, number_format("&quot;PM&quot;;-#,##0.00"), "number format")),
    ("nothing for every amount", lambda name: Tampering(name, number_format(";;;"), "number format: ;;;")),
    ("no minus", lambda name: Tampering(name, number_format("#,##0.00;#,##0.00"), "number format")),
    ("no mark of an assumption", on("number format", styles=swap("#,##0.00&quot;*&quot;;-", "#,##0.00;-"))),
    # conditions
    ("nothing under a condition", lambda name: Tampering(name, condition('<numFmt numFmtId="200" formatCode=";;;"/>'), "conditional formats")),
    ("white under a condition", lambda name: Tampering(name, condition('<font><color rgb="FFFFFFFF"/></font>'), "conditional formats")),
    ("the alarm of the guard gone", on("conditional formats", Overzicht=put("<conditionalFormatting.*?</conditionalFormatting>", ""))),
    ("another look for the alarm", on("conditional formats", styles=swap("FF9C0006", "FFFFC7CE"))),
    # letters and fills
    ("white letters", lambda name: Tampering(name, font(WHITE), "Overzicht!B8: colour of letters: FFFFFF")),
    ("white letters by the theme", lambda name: Tampering(name, font('<color theme="0"/><sz val="11"/><name val="Calibri"/>'), "colour of letters: FFFFFF")),
    ("the theme white", on("colour of letters", theme=put('lastClr="000000"', 'lastClr="FFFFFF"'))),
    ("letters of one point", lambda name: Tampering(name, font('<sz val="1"/><name val="Calibri"/>'), "font: Calibri 1")),
    ("symbols", lambda name: Tampering(name, font('<sz val="11"/><name val="Wingdings"/>'), "font: Wingdings 11")),
    ("struck through", lambda name: Tampering(name, font('<strike/><sz val="11"/><name val="Calibri"/>'), "strike")),
    ("PROVISIONAL in another style", on("Overzicht!A5: font", Overzicht=with_style("A5", 18))),
    ("a fill as dark as the letters", look("fill: 1F3A4D", "Overzicht", "B8", put(r'fillId="\d+"', 'fillId="2"'))),
    ("digits repeated over the cell", look("place in the cell", "Overzicht", "B8", swap('horizontal="right"', 'horizontal="fill"'))),
    ("a text on its side", look("place in the cell", "Overzicht", "A8", swap("<alignment ", '<alignment textRotation="90" '))),
    ("struck through in part", on("pieces of its text", Overzicht=swap("<is><t>Gemeente Zevenaar</t>", "<is><r><rPr><strike/></rPr><t>Gemeente Zevenaar</t></r>"))),
    # what is seen of rows, columns and sheets
    ("a row hidden", on("Overzicht!8:8: is hidden", Overzicht=swap('<row r="8"', '<row r="8" hidden="1"'))),
    ("a column hidden", on("Overzicht!C:C: is hidden", Overzicht=put('(<col [^>]*)min="3" max="3"', r'\1min="3" max="3" hidden="1"'))),
    ("a height of 0", on("Overzicht!8:8: height in points: 0", Overzicht=swap('<row r="8"', '<row r="8" ht="0" customHeight="1"'))),
    ("a width of 0", on("Overzicht!C:C: width in characters: 0", Overzicht=put('<col width="[0-9.]+"( customWidth="1" min="3")', r'<col width="0"\1'))),
    ("a group collapsed", on("Overzicht!9:9: is hidden", Overzicht=swap('<row r="9"', '<row r="9" outlineLevel="1" hidden="1"'))),
    ("a row filtered away", on("VGR!8:8: is hidden", VGR=put('<row r="8"', '<row r="8" hidden="1"'), table=put('<autoFilter ref="([^"]+)" />', r'<autoFilter ref="\1"><filterColumn colId="1"/></autoFilter>'))),
    ("all rows without a height hidden", on("zeroHeight", Overzicht=swap("<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" '))),
    ("cells merged over figures", on("merged cells: B8:F8", Overzicht=put("</mergeCells>", '<mergeCell ref="B8:F8"/></mergeCells>'))),
    ("zeros not shown", on("view: showZeros=0", Overzicht=swap("<sheetView ", '<sheetView showZeros="0" '))),
    ("formulas shown", on("view: showFormulas", Overzicht=swap("<sheetView ", '<sheetView showFormulas="1" '))),
    ("right to left", on("view: rightToLeft", Overzicht=swap("<sheetView ", '<sheetView rightToLeft="1" '))),
    ("the first rows out of reach", on("view: topLeftCell", Overzicht=swap("<sheetView ", '<sheetView topLeftCell="A5" '))),
    # drawings
    ("a text box over a figure", on("199.000,00 does not belong", drawing=swap("</wsDr>", f"{TEXT_BOX}</wsDr>"))),
    ("the cells of a chart", on("chart: series", chart=swap("Overzicht!$B$8,", "Overzicht!$B$9,"))),
    ("the title of a chart", on("chart: title", chart=swap("Bijdragen", "Besparingen"))),
    ("the axis of a chart", on("chart: axes", chart=swap('<orientation val="minMax" />', '<orientation val="maxMin" />'))),
    ("the chart elsewhere", on("chart: at A8", drawing=swap("<row>50</row>", "<row>7</row>"))),
    ("the chart removed", lambda name: Tampering(name, without_chart, "the chart is missing")),
    # calculation
    ("precision as displayed", on("fullPrecision=0", book=swap("<calcPr ", '<calcPr fullPrecision="0" '))),
    ("no calculation", on("calcMode=manual", book=swap("<calcPr ", '<calcPr calcMode="manual" '))),
    ("iteration", on("iterate=1", book=swap("<calcPr ", '<calcPr iterate="1" '))),
    ("days from 1904", on("date1904=1", book=swap("<workbookPr", '<workbookPr date1904="1"'))),
    # print
    ("the print area", on("print area: A1:I20", book=swap("'Overzicht'!$A$1:$I$68", "'Overzicht'!$A$1:$I$20"))),
    ("the page header", on("page header", Overzicht=swap("&amp;LRID", "&amp;LVASTGESTELD door de raad RID"))),
    ("the page footer", on("page footer", Overzicht=swap("&amp;P / &amp;N", "VASTGESTELD"))),
    ("another first page", on("other pages", Overzicht=swap("<headerFooter>", '<headerFooter differentFirst="1">'))),
    ("the title in the properties", on("property title", core=swap("<dc:title>RID", "<dc:title>Vastgesteld RID"))),
    # names, comments, rules and parts
    ("a name added", on("name extra does not belong", book=swap("<definedNames>", '<definedNames><definedName name="extra">Overzicht!$B$8</definedName>'))),
    ("a name that calls out", on("name extra does not belong", book=swap("<definedNames>", '<definedNames><definedName name="extra">WEBSERVICE("http://x")</definedName>'))),
    ("a comment", lambda name: Tampering(name, with_comment, "comments: B8: nog niet definitief")),
    ("what may be typed", on("data validation", Maatregelen=put("<dataValidations.*</dataValidations>", ""))),
    ("a password", on("protection: sheet password", Overzicht=swap("</sheetData>", '</sheetData><sheetProtection sheet="1" password="CC1A"/>'))),
    ("a table renamed", on("table: Anders", table=swap('displayName="Iv3"', 'displayName="Anders"'))),
    ("a link elsewhere", on("links lead elsewhere", Overzicht=swap("'Herleiding'!A7", "'Herleiding'!A8"))),
    ("custom XML", lambda name: Tampering(name, added("customXml/item1.xml", "<x/>"), "part customXml/item1.xml does not belong")),
    ("a macro by another name", lambda name: Tampering(name, added("xl/vbaProject.xml", "<x/>"), "part xl/vbaProject.xml does not belong")),
    ("a macro by its type", on("links or macros", types=swap("</Types>", '<Override PartName="/xl/x.xml" ContentType="application/vnd.ms-office.vbaProject"/></Types>'))),
)  # fmt: skip
TAMPERINGS = tuple(make(name) for name, make in MADE)


@pytest.mark.parametrize("tampering", one_of(8, TAMPERINGS), ids=lambda one: one.name)
def test_every_known_tampering_is_found(tampering: Tampering, ridcalc: Run, workbook: Path) -> None:
    write_parts(workbook, tampering.tamper(parts_of(workbook)))
    outcome = ridcalc("verify", workbook)
    assert outcome.status == 1
    assert tampering.found in outcome.out + outcome.err
