"""Drawings and charts of a sheet: each as a list of what it draws, to compare with the chart of an export."""

from collections.abc import Iterator

from ridcalc.core.values.column_letters import letters
from ridcalc.language.sentences import visible
from ridcalc.reading.workbook.book import StoredBook
from ridcalc.reading.workbook.trees import NO_NODE, Node, trees
from ridcalc.render.excel.cells import Chart, at
from ridcalc.render.excel.looks import COLOURS, FILLS

_MOST_BYTES = 10_000_000
"""Bytes of a drawing or a chart."""
_ANCHORS = ("xdr:oneCellAnchor", "xdr:twoCellAnchor", "xdr:absoluteAnchor")
_OF_SERIES = {"c:idx", "c:order", "c:tx", "c:spPr", "c:invertIfNegative", "c:dLbls", "c:cat", "c:val", "c:extLst"}
"""What a series of an export may have in it after any program saved it."""
_OF_CHART = {
    *("c:date1904", "c:lang", "c:roundedCorners", "c:style", "c:clrMapOvr", "c:pivotFmts", "c:protection"),
    *("c:chart", "c:spPr", "c:txPr", "c:externalData", "c:printSettings", "c:extLst", "mc:AlternateContent"),
}
_LEAST, _MOST = 3, 40
"""Rows that a chart of nine centimetres covers, whatever their heights."""


def expected_chart(chart: Chart, sheet: str) -> list[str]:
    """Return what a chart should draw."""
    lines = [f"at {chart.anchor}", f"title {visible(chart.title)}", "bar col stacked 100"]
    for index, series in enumerate(chart.series):
        heads, cells = (
            ",".join(at(column, row, sheet) for column in chart.columns) for row in (chart.heading_row, series.row)
        )
        references = ("series", at(1, series.row, sheet), heads, cells)
        lines.append(" ".join((*map(_plain, references), _filled(FILLS[index % len(FILLS)]))))
    return [*lines, "axes shown shown"]


def drawn(book: StoredBook, sheet: str) -> Iterator[list[str]]:
    """Yield what each drawing of a sheet draws.

    Raises:
        ProblemsFoundError: a drawing or a chart is damaged.
    """
    part = book.sheets[sheet].part
    for relation in book.relations.get(part, {}).values():
        if relation.kind == "drawing":
            for _, anchor in trees(book.archive, relation.target, 2, _MOST_BYTES):
                yield _anchored(book, relation.target, anchor)


def _anchored(book: StoredBook, part: str, anchor: Node) -> list[str]:
    frame = anchor.child("xdr:graphicFrame")
    reference = frame.child("a:graphic", "a:graphicData", "c:chart").get("r:id")
    relation = book.relations.get(part, {}).get(reference)
    others = [
        child.tag
        for child in anchor.children
        if child.tag not in {"xdr:from", "xdr:to", "xdr:ext", "xdr:pos", "xdr:graphicFrame", "xdr:clientData"}
    ]
    if anchor.tag not in _ANCHORS or others or relation is None:
        texts = [node.text for node in anchor.walk() if node.tag == "a:t"]
        return ["drawing", *others, *texts]
    if frame.child("xdr:nvGraphicFramePr", "xdr:cNvPr").is_on("hidden"):
        return ["hidden chart"]
    lines = [f"at {_place(anchor)}"]
    for _, root in trees(book.archive, relation.target, 1, _MOST_BYTES):
        lines += _chart(root)
    return lines


def _place(anchor: Node) -> str:
    """Return the cell at which a drawing begins, with what is odd about its size."""
    start, end = anchor.child("xdr:from"), anchor.child("xdr:to")
    column, row = (_number(start, name) for name in ("xdr:col", "xdr:row"))
    place = f"{letters(min(column, 20_000) + 1)}{row + 1}"
    if end is NO_NODE:
        height = anchor.child("xdr:ext").get("cy")
        return place if height == "3240000" else f"{place} height {height}"
    rows, columns = _number(end, "xdr:row") - row, _number(end, "xdr:col") - column
    return place if _LEAST <= rows <= _MOST and columns >= 1 else f"{place} rows {rows} columns {columns}"


def _number(node: Node, name: str) -> int:
    text = node.child(name).text.strip()
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _chart(root: Node) -> list[str]:
    """Return what a chart draws; the letters, lines and colours of axes and texts are each program's own."""
    chart = root.child("c:chart")
    plot = chart.child("c:plotArea")
    title = "".join(node.text for node in chart.child("c:title").walk() if node.tag == "a:t")
    lines = [f"title {title}"]
    for kind in plot.children:
        if kind.tag == "c:barChart":
            direction, grouping, overlap = (kind.value(f"c:{name}") for name in ("barDir", "grouping", "overlap"))
            lines.append(f"bar {direction} {grouping} {overlap}")
            lines += map(_series, kind.all("c:ser"))
        elif kind.tag.endswith("Chart"):
            lines.append(kind.tag)
    axes = [_axis(node) for node in plot.children if node.tag in {"c:catAx", "c:valAx", "c:dateAx", "c:serAx"}]
    lines.append(" ".join(("axes", *axes)))
    lines += [child.tag for child in root.children if child.tag not in _OF_CHART]
    return lines


def _axis(node: Node) -> str:
    scaling = node.child("c:scaling")
    odd = [f"{one.tag} {one.get('val')}" for one in scaling.children if one.tag in {"c:min", "c:max", "c:logBase"}]
    if scaling.value("c:orientation") not in {"", "minMax"}:
        odd.append(scaling.value("c:orientation"))
    return " ".join(("shown" if node.value("c:delete") in {"", "0", "false"} else "removed", *odd))


def _series(node: Node) -> str:
    name = node.child("c:tx", "c:strRef", "c:f").text or node.child("c:tx", "c:v").text
    heads = node.child("c:cat", "c:strRef", "c:f").text or node.child("c:cat", "c:numRef", "c:f").text
    cells = node.child("c:val", "c:numRef", "c:f").text
    odd = [child.tag for child in node.children if child.tag not in _OF_SERIES]
    labels = node.child("c:dLbls")
    odd += [one.tag for one in labels.children if one.tag.startswith("c:show") and _shows(one)]
    odd += [one.tag for one in labels.all("c:dLbl")]
    return " ".join(("series", *map(_plain, (name, heads, cells)), _fill(node.child("c:spPr")), *odd))


def _shows(node: Node) -> bool:
    return node.tag != "c:showLeaderLines" and node.is_on("val")


def _fill(node: Node) -> str:
    solid, pattern = node.child("a:solidFill"), node.child("a:pattFill")
    if solid is not NO_NODE:
        return solid.value("a:srgbClr").upper() or "theme"
    return "none" if pattern is NO_NODE else "pattern"


def _filled(fill: str) -> str:
    """Return a colour as it is, or that there is a pattern: programs have each their own patterns."""
    return fill if fill in COLOURS else "pattern"


def _plain(reference: str) -> str:
    return reference.strip("()").replace("$", "").replace("'", "").replace(" ", "_")
