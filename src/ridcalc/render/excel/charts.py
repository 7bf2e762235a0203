"""Charts of a workbook, as objects of openpyxl, with the values that programs show that do not calculate.

save.py imports this module after it has chosen how openpyxl writes XML.
"""

from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

from ridcalc.language.sentences import visible
from ridcalc.render.excel.cells import Chart, ChartSeries, at
from ridcalc.render.excel.looks import COLOURS, FILLS

_INK = FILLS[0]


def chart_of(worksheet: Any, chart: Chart) -> BarChart:  # noqa: ANN401  openpyxl's sheet
    """Return openpyxl's chart of stacked columns over cells of a sheet."""
    drawn = BarChart()
    drawn.type = "col"
    drawn.grouping = "stacked"
    drawn.overlap = 100
    drawn.gapWidth = 60
    drawn.title = _title(chart.title)
    drawn.height, drawn.width = 9, 24
    drawn.y_axis.numFmt = "#,##0"
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.legend.position = "b"
    drawn.x_axis.txPr = drawn.y_axis.txPr = drawn.legend.txPr = _letters()
    for index, series in enumerate(chart.series):
        drawn.series.append(_series(worksheet, chart, series, FILLS[index % len(FILLS)]))
    return drawn


def _letters() -> Any:  # noqa: ANN401  openpyxl's own
    """Return the look of texts in the chart: as large as those of cells, so that they stay legible in print."""
    look = ParagraphProperties(defRPr=CharacterProperties(sz=1100))
    return RichText(p=[Paragraph(pPr=look, endParaRPr=CharacterProperties(sz=1100))])


def _title(text: str) -> Any:  # noqa: ANN401  openpyxl's own
    look = CharacterProperties(sz=1200, b=True)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=visible(text))])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _series(worksheet: Any, chart: Chart, series: ChartSeries, fill: str) -> Any:  # noqa: ANN401  openpyxl's sheet
    """Return openpyxl's series over the cells of a row, which need not be adjacent."""

    def cells(number: int) -> str:
        listed = ",".join(at(column, number, worksheet.title) for column in chart.columns)
        return f"({listed})" if "," in listed else listed

    drawn = Series(Reference(worksheet, min_col=1, min_row=series.row), title=None)
    known = ((position, value) for position, value in enumerate(series.values) if not isinstance(value, str))
    numbers = [NumVal(idx=position, v=str(value)) for position, value in known]
    cache = NumData(formatCode="General", ptCount=len(series.values), pt=numbers)
    drawn.val = NumDataSource(numRef=NumRef(f=cells(series.row), numCache=cache))
    drawn.cat = AxDataSource(strRef=StrRef(f=cells(chart.heading_row), strCache=_texts(*map(str, chart.headings))))
    drawn.tx = SeriesLabel(strRef=StrRef(f=at(1, series.row, worksheet.title), strCache=_texts(series.name)))
    drawn.graphicalProperties = _filled(fill)
    drawn.graphicalProperties.line.solidFill = _INK
    return drawn


def _texts(*texts: str) -> Any:  # noqa: ANN401  openpyxl's own
    return StrData(
        ptCount=len(texts), pt=[StrVal(idx=position, v=visible(text)) for position, text in enumerate(texts)]
    )


def _filled(fill: str) -> Any:  # noqa: ANN401  openpyxl's own
    """Return the fill of a series: a colour, or a pattern."""
    if fill in COLOURS:
        return GraphicalProperties(solidFill=fill)
    pattern: Any = PatternFillProperties()
    pattern.prst, pattern.fgClr, pattern.bgClr = fill, _colour(_INK), _colour("FFFFFF")
    return GraphicalProperties(pattFill=pattern)


def _colour(rgb: str) -> Any:  # noqa: ANN401  openpyxl's own
    colour: Any = ColorChoice()
    colour.srgbClr = rgb
    return colour
