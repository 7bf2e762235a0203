"""Charts as SVG: bars, a waterfall, a line and a timeline. Colours and letters are those of the page's style.

Each drawing has a title and a description that say in words what it shows.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import assert_never

from htpy import Element, Node, svg

from ridcalc.core.values.problems import say
from ridcalc.language.sentences import Language
from ridcalc.views.report.charts import Bar, Bars, Chart, Line, Step, Timeline, Waterfall
from ridcalc.views.table import Label

_WIDTH = 480
_EDGE = 48
"""The room at either side for half of a label of the axis."""
_ROW = 46
_BAR = 16
_HEIGHT = 220
"""The height of a line chart."""
_MOST_LETTERS = 34
"""The most letters of a label beside its amount; the table has the whole label."""

_rect, _text, _line, _group = Element("rect"), Element("text"), Element("line"), Element("g")
_polyline, _circle, _title, _desc = Element("polyline"), Element("circle"), Element("title"), Element("desc")


def drawn(chart: Chart, name: str, language: Language) -> Node:
    """Return a chart as an element of a page; `name` is the id from which those of its title and description follow."""
    body: Sequence[Node]
    match chart:
        case Bars():
            said, height, body = _bars(chart, language)
        case Waterfall():
            said, height, body = _waterfall(chart, language)
        case Line():
            said, height, body = _points(chart, language)
        case Timeline():
            said, height, body = _timeline(chart, language)
        case _:
            assert_never(chart)
    return svg(
        viewBox=f"0 0 {_WIDTH} {height}", role="img", aria_labelledby=f"{name}-title {name}-desc"
    )[
        _title(id=f"{name}-title")[language.text(chart.titles.headline)],
        _desc(id=f"{name}-desc")["; ".join([language.text(chart.titles.subtitle), *said])],
        body,
    ]


Drawing = tuple[list[str], int, list[Node]]
"""What a drawing says, a phrase for each category; its height; its elements."""


def _scale(ticks: Sequence[int]) -> Callable[[int], int]:
    """Return the function from cents to a place from left to right."""
    low, high = ticks[0], ticks[-1]
    width = _WIDTH - 2 * _EDGE
    return lambda cents: _EDGE + (cents - low) * width // max(high - low, 1)


def _axis(ticks: Sequence[int], bottom: int, language: Language) -> Iterator[Node]:
    """Yield a line and a label for each tick."""
    at = _scale(ticks)
    for tick in ticks:
        yield _line(x1=at(tick), x2=at(tick), y1=0, y2=bottom, class_="zero" if tick == 0 else "grid")
        yield _text(x=at(tick), y=bottom + 16, class_="tick")[_spaced(language.money(tick))]


def _spaced(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


def _row(number: int, label: str, amount: str) -> Iterator[Node]:
    """Yield the label and the amount above a bar."""
    yield _text(x=0, y=number * _ROW + 16)[_cut(label)]
    yield _text(x=_WIDTH, y=number * _ROW + 16, class_="end")[_spaced(amount)]


def _span(number: int, start: int, end: int, kind: str) -> Node:
    """Return a bar between two places from left to right."""
    left, right = min(start, end), max(start, end)
    return _rect(x=left, y=number * _ROW + 23, width=max(right - left, 1), height=_BAR, class_=kind)


def _bars(chart: Bars, language: Language) -> Drawing:
    at, bottom = _scale(chart.ticks), len(chart.bars) * _ROW
    said, body = [], [*_axis(chart.ticks, bottom, language)]
    decimals = any(bar.amount.cents % 100 for bar in chart.bars)
    for number, bar in enumerate(chart.bars):
        label, amount = language.text(bar.label), language.money(bar.amount.cents, decimals=decimals)
        said.append(f"{label}: {amount}")
        body += [*_row(number, label, amount), _span(number, at(0), at(bar.amount.cents), "bar")]
    return said, bottom + 24, body


def _waterfall(chart: Waterfall, language: Language) -> Drawing:
    at, bottom = _scale(chart.ticks), len(chart.steps) * _ROW
    said, body = [], [*_axis(chart.ticks, bottom, language)]
    decimals = any(step.shown % 100 for step in chart.steps)
    for number, step in enumerate(chart.steps):
        label, amount = language.text(step.label), language.money(step.shown, decimals=decimals)
        amount = f"+{amount}" if not step.total and step.shown > 0 else amount
        said.append(f"{label}: {amount}")
        body += [*_row(number, label, amount), _span(number, at(step.start), at(step.end), _kind(step))]
        if number:
            joint = at(step.start if not step.total else step.end)
            body.append(_line(x1=joint, x2=joint, y1=number * _ROW - _ROW + 23, y2=number * _ROW + 39, class_="joint"))
    return said, bottom + 24, body


def _kind(step: Step) -> str:
    if step.total:
        return "bar"
    return "up" if step.shown > 0 else "down"


def _points(chart: Line, language: Language) -> Drawing:
    low, high = chart.ticks[0], chart.ticks[-1]
    bottom, left = _HEIGHT - 30, 96

    def height_of(bar_or_tick: int) -> int:
        return 12 + (high - bar_or_tick) * (bottom - 12) // max(high - low, 1)

    body: list[Node] = []
    for tick in chart.ticks:
        y = height_of(tick)
        body.append(_line(x1=left, x2=_WIDTH, y1=y, y2=y, class_="zero" if tick == 0 else "grid"))
        body.append(_text(x=left - 8, y=y + 4, class_="tick end")[_spaced(language.money(tick))])
    places = _places(chart.points, left + 16, height_of)
    body.append(_polyline(points=" ".join(f"{x},{y}" for x, y in places), class_="path"))
    every = -(-len(places) // 8)
    for number, ((x, y), point) in enumerate(zip(places, chart.points, strict=True)):
        body.append(_circle(cx=x, cy=y, r=4, class_="bar"))
        if number % every == 0:
            body.append(_text(x=x, y=_HEIGHT - 8, class_="tick")[language.text(point.label)])
    said = [f"{language.text(point.label)}: {language.money(point.amount.cents)}" for point in chart.points]
    return said, _HEIGHT, body


def _places(points: Sequence[Bar], left: int, height_of: Callable[[int], int]) -> list[tuple[int, int]]:
    """Return the place of each point of a line, at equal distances."""
    width = _WIDTH - left - 16
    return [
        (left + number * width // max(len(points) - 1, 1), height_of(point.amount.cents))
        for number, point in enumerate(points)
    ]


def _timeline(chart: Timeline, language: Language) -> Drawing:
    bottom, first = len(chart.rows) * _ROW, date(chart.years[0], 1, 1).toordinal()
    days = date(chart.years[-1], 12, 31).toordinal() - first + 1

    def at(day: int) -> int:
        return (day - first) * _WIDTH // days

    body: list[Node] = []
    for year in chart.years:
        for month in (1, 4, 7, 10):
            x = at(date(year, month, 1).toordinal())
            body.append(_line(x1=x, x2=x, y1=0, y2=bottom, class_="zero" if month == 1 else "grid"))
        body.append(_text(x=at(date(year, 1, 1).toordinal()) + 2, y=bottom + 16, class_="tick start")[str(year)])
    said = []
    for number, row in enumerate(chart.rows):
        label = language.text(row.label)
        body.append(_text(x=0, y=number * _ROW + 16)[_label(label)])
        for start, end in row.parts:
            body.append(_span(number, at(start.toordinal()), at(end.toordinal() + 1), "bar"))
        periods = tuple(say("{first} to {last}", first=start, last=end) for start, end in row.parts)
        said.append(language.text(say("{label}: {periods}", label=label, periods=periods)))
    return said, bottom + 24, body


def _label(text: str | Label) -> str:
    """Return a label that has the whole width."""
    words = str(text)
    return words if len(words) <= 2 * _MOST_LETTERS else f"{words[: 2 * _MOST_LETTERS - 1]}…"
