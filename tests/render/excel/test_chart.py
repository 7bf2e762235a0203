"""The chart of the overview."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from builders import ROOT, Run, write_folder
from engines import rows_of


def chart_in(path: Path) -> Any:  # noqa: ANN401  openpyxl's own
    """Return the chart of the overview, as openpyxl reads it."""
    book: Any = openpyxl.load_workbook(path)
    return book["Overzicht"]._charts[0]  # noqa: SLF001  nothing public reads charts


def title_of(chart: Any) -> str:  # noqa: ANN401  openpyxl's own
    """Return the title of a chart."""
    return "".join(run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r)


def cached(chart: Any) -> dict[str, list[float]]:  # noqa: ANN401  openpyxl's own
    """Return the values that a chart carries, by the name of the series."""
    return {
        series.tx.strRef.strCache.pt[0].v: [float(point.v) for point in series.val.numRef.numCache.pt]
        for series in chart.series
    }


def test_the_title_says_what_is_shown_its_unit_the_pm_posts_and_the_budget(workbook: Path) -> None:
    assert title_of(chart_in(workbook)) == (
        "Bijdragen per deelnemer en jaar, in EUR (incidenteel), exclusief 2 PM"
        " – RID De Liemers, toekomstbestendige samenwerking"
    )


def test_the_chart_carries_its_values_for_programs_that_do_not_calculate(workbook: Path) -> None:
    assert cached(chart_in(workbook)) == {
        "Gemeente Zevenaar": [213_200, 26_000],  # 2025 is PM, and has no value
        "Gemeente Duiven (voorlopig)": [123_088.43, 15_010.78],
        "Gemeente Westervoort (voorlopig)": [73_711.57, 8_989.22],
    }
    years = chart_in(workbook).series[0].cat.strRef.strCache
    assert [point.v for point in years.pt] == ["2023", "2024", "2025"]


@pytest.mark.slow
def test_more_than_eight_participants_are_seven_and_the_others(ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    folder = ROOT / "src/ridcalc/examples/veiligheidsregio"
    assert ridcalc("export", path, "--data", folder, "--lang", "nl").status == 0
    series = cached(chart_in(path))
    assert len(series) == 8
    assert list(series)[-1] == "Overige (3)"
    row = next(row for row in rows_of(path, "Overzicht") if row[0] == "Overige (3)")
    assert series["Overige (3)"] == row[1:10:2]


@pytest.mark.parametrize(("count", "series"), [(8, 8), (9, 8)])
def test_eight_participants_have_a_series_each(count: int, series: int, ridcalc: Run, tmp_path: Path) -> None:
    names = [f"g{number}" for number in range(count)]
    files = {
        "keys.yaml": f"participants: {{{', '.join(f'{name}: {{}}' for name in names)}}}\n"
        f"keys: {{k: {{weights: {{{', '.join(f'{name}: 1' for name in names)}}}}}}}",
        "measures.yaml": "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 90}}}",
    }
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", files)).status == 0
    assert len(chart_in(path).series) == series


def test_series_differ_without_colours(workbook: Path) -> None:
    with ZipFile(workbook) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert 'prst="ltUpDiag"' in chart
