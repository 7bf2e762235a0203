"""Charts of a workbook, as objects of openpyxl.

save.py imports this module after it has chosen how openpyxl writes XML.
"""

from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties

from ridcalc.render.excel.cells import Chart, at

_SERIES = ("1F3A4D", "E69F00", "7FB2D9", "B3B3B3", "009E73", "CC79A7", "F0E442", "D55E00")
"""Colours (RGB) that differ in hue and in lightness, for colour-blind readers and for print in black and white."""


def chart_of(worksheet: Any, chart: Chart) -> BarChart:  # noqa: ANN401  openpyxl's sheet
    """Return openpyxl's chart of stacked columns over cells of a sheet."""
    drawn = BarChart()
    drawn.type = "col"
    drawn.grouping = "stacked"
    drawn.overlap = 100
    drawn.gapWidth = 60
    drawn.title = chart.title
    drawn.height, drawn.width = 8.5, 20
    drawn.y_axis.title = chart.money
    drawn.y_axis.numFmt = "#,##0"
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.legend.position = "r"
    for index, row in enumerate(chart.rows):
        drawn.series.append(_series(worksheet, chart, row, _SERIES[index % len(_SERIES)]))
    return drawn


def _series(worksheet: Any, chart: Chart, row: int, colour: str) -> Any:  # noqa: ANN401  openpyxl's sheet
    """Return openpyxl's series over the cells of a row, which need not be adjacent."""

    def cells(number: int) -> str:
        return ",".join(at(column, number, worksheet.title) for column in chart.columns)

    def united(text: str) -> str:
        return f"({text})" if "," in text else text

    series = Series(Reference(worksheet, min_col=1, min_row=row), title=None)
    series.val = NumDataSource(numRef=NumRef(f=united(cells(row))))
    series.cat = AxDataSource(strRef=StrRef(f=united(cells(chart.heading_row))))
    series.tx = SeriesLabel(strRef=StrRef(f=at(1, row, worksheet.title)))
    series.graphicalProperties = GraphicalProperties(solidFill=colour)
    series.graphicalProperties.line.solidFill = "1F3A4D"
    return series
