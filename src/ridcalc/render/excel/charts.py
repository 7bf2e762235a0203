"""Charts of a workbook, as openpyxl draws them.

Imported by save.py, after that has chosen how openpyxl writes XML.
"""

from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties

from ridcalc.render.excel.cells import Chart, at

_SERIES = ("1F3A4D", "E69F00", "7FB2D9", "B3B3B3", "009E73", "CC79A7", "F0E442", "D55E00")
"""Colours apart in hue and in lightness, for the colour-blind and for black and white."""


def chart_of(written: Any, chart: Chart) -> BarChart:  # noqa: ANN401  openpyxl's sheet
    """Return a chart of stacked columns over cells of the sheet."""
    made = BarChart()
    made.type = "col"
    made.grouping = "stacked"
    made.overlap = 100
    made.gapWidth = 60
    made.title = chart.title
    made.height, made.width = 8.5, 20
    made.y_axis.title = chart.money
    made.y_axis.numFmt = "#,##0"
    made.x_axis.delete = made.y_axis.delete = False
    made.legend.position = "r"
    for index, row in enumerate(chart.rows):
        made.series.append(_series(written, chart, row, _SERIES[index % len(_SERIES)]))
    return made


def _series(written: Any, chart: Chart, row: int, colour: str) -> Any:  # noqa: ANN401  openpyxl's sheet
    """Return a series over cells that do not stand side by side."""

    def cells(on: int) -> str:
        return ",".join(at(column, on, written.title) for column in chart.columns)

    def together(text: str) -> str:
        return f"({text})" if "," in text else text

    made = Series(Reference(written, min_col=1, min_row=row), title=None)
    made.val = NumDataSource(numRef=NumRef(f=together(cells(row))))
    made.cat = AxDataSource(strRef=StrRef(f=together(cells(chart.heading_row))))
    made.tx = SeriesLabel(strRef=StrRef(f=at(1, row, written.title)))
    made.graphicalProperties = GraphicalProperties(solidFill=colour)
    made.graphicalProperties.line.solidFill = "1F3A4D"
    return made
