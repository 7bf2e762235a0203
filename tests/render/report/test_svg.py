"""Charts as SVG, each as it was looked at, and each with its figures in words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from builders import GOLDEN
from ridcalc.core.values.problems import Euros, say
from ridcalc.language.sentences import Language
from ridcalc.render.report.svg import drawn
from ridcalc.views.report.charts import (
    Bar,
    Bars,
    Chart,
    Line,
    Series,
    Span,
    Step,
    Timeline,
    Titles,
    Waterfall,
    ticks_for,
)
from ridcalc.views.table import Money

TITLES = Titles(
    say("{name} pays {amounts}.", name="Duiven", amounts=Euros(12308843)),
    say("Contribution per participant in {year}", year="2023"),
)
POINTS = (
    Bar("2023", Money(213_200_00)),
    Bar("2024", Money(26_000_00, assumed=True)),
    Bar("2025", Money(0, pm=2)),
    Bar("2026", Money(-40_000_00, pm=1)),
    Bar("2027", Money(0)),
)
LONG = "A name that is far too long for one line of a drawing, so that it has to be cut"
CHARTS: dict[str, Chart] = {
    "bars": Bars(TITLES, (*POINTS[:2], Bar(LONG, Money(-1_50, 3))), ticks_for([213_200_00, -1_50])),
    "waterfall": Waterfall(
        TITLES,
        (
            Step("before", 0, 100_00, Money(100_00)),
            Step("scope", 100_00, 130_00),
            Step("key", 130_00, 90_00),
            Step("after", 0, 90_00, Money(90_00, 1)),
        ),
        ticks_for([130_00]),
    ),
    "line": Line(TITLES, (Series("", POINTS),), ticks_for([213_200_00, -40_000_00])),
    "lines": Line(
        TITLES,
        (
            Series("national", (Bar("2004", Money(70_00)), Bar("2021", Money(95_00)))),
            Series("own", (Bar("2020", Money(88_00)),)),
            Series("index alone", (Bar("2004", Money(70_00)), Bar("2020", Money(90_20)), Bar("2023", Money(105_78)))),
        ),
        ticks_for([70_00, 105_78]),
    ),
    "timeline": Timeline(
        TITLES,
        (
            Span("hiring", ((date(2023, 1, 1), date(2023, 12, 31)),)),
            Span(LONG, ((date(2023, 7, 1), date(2023, 9, 30)), (date(2024, 1, 1), date(2024, 6, 30)))),
        ),
        (2023, 2024),
    ),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_as_it_was_looked_at(name: str, golden: Callable[[Path, str], None]) -> None:
    svg = "".join(drawn(CHARTS[name], name, Language("nl")).iter_chunks())
    golden(GOLDEN / "report" / f"{name}.svg", svg.replace("><", ">\n<") + "\n")
    assert len(svg) < 3_000


def test_an_unknown_amount_is_no_point_of_a_line_and_no_zero() -> None:
    svg = "".join(drawn(CHARTS["line"], "line", Language("nl")).iter_chunks())
    assert svg.count("<circle") == 4
    assert "2025: 2 PM;" in svg
    assert "2026: € -40.000 + 1 PM;" in svg


def test_a_change_upwards_has_a_plus_besides_its_colour() -> None:
    svg = "".join(drawn(CHARTS["waterfall"], "waterfall", Language("nl")).iter_chunks())
    assert "scope: +€ 30; key: € -40; after: € 90 + 1 PM" in svg
