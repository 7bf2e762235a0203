"""Charts as SVG: bars, a waterfall, a line and a timeline. Colours and letters are those of the page's style.

Each drawing has a title and a description that say in words what it shows. Lengths are in units of the drawing, which
is `_WIDTH` wide whatever its width on a page.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, assert_never

from htpy import Element, Node, svg

from ridcalc.core.values.problems import say
from ridcalc.language.sentences import Language
from ridcalc.render.layout import cell_text
from ridcalc.views.report.charts import Bar, Bars, Chart, Line, Series, Step, Timeline, Waterfall
from ridcalc.views.table import Money

_WIDTH = 480
_EDGE = 1
"""The room at either side for half of a line."""
_ROW = 46
"""The height of a label and the bar below it."""
_BAR_TOP = 23
_BAR = 16
_HEIGHT = 220
"""The height of a line chart."""
_KEY = 26
"""The height of the key above a chart with several lines."""
_LEFT = 128
"""The room of a line chart for the labels of its axis."""
_MOST_LETTERS = 52
"""The letters that fit on a line, also those of a wide font; the table has the whole label."""
_LEAST = 4
"""The width of a single day on a timeline, so that it is seen."""
_LABEL = 44
"""The least distance of the labels below a line chart."""

_rect, _text, _stroke = Element("rect"), Element("text"), Element("line")
_polyline, _circle, _title, _desc = Element("polyline"), Element("circle"), Element("title"), Element("desc")
_path = Element("path")


class _Drawing(NamedTuple):
    """A drawing: what it says, a phrase for each category; its height; its elements."""

    said: list[str]
    height: int
    body: list[Node]


def drawn(chart: Chart, name: str, language: Language) -> Element:
    """Return a chart as an element of a page; `name` is the id from which those of its title and description follow."""
    drawing = _drawing(chart, language)
    said = "; ".join([language.text(chart.titles.subtitle), *drawing.said])
    labels = f"{name}-title {name}-desc"
    return svg(viewBox=f"0 0 {_WIDTH} {drawing.height}", role="img", aria_labelledby=labels)[
        _title(id=f"{name}-title")[language.text(chart.titles.headline)],
        _desc(id=f"{name}-desc")[said],
        drawing.body,
    ]


def _drawing(chart: Chart, language: Language) -> _Drawing:
    match chart:
        case Bars():
            return _bars(chart, language)
        case Waterfall():
            return _waterfall(chart, language)
        case Line():
            return _points(chart, language)
        case Timeline():
            return _timeline(chart, language)
        case _:
            assert_never(chart)


def _scale(ticks: Sequence[int]) -> Callable[[int], int]:
    """Return the function from cents to a place from left to right."""
    low, high = ticks[0], ticks[-1]
    width = _WIDTH - 2 * _EDGE
    return lambda cents: _EDGE + (cents - low) * width // max(high - low, 1)


def _axis(ticks: Sequence[int], rows: int, language: Language) -> Iterator[Node]:
    """Yield a label for each tick, and its line, which is drawn beside the bars and not through their labels."""
    at, places = _scale(ticks), {0: "tick start", len(ticks) - 1: "tick end"}
    yield _verticals([at(tick) for tick in ticks if tick], rows, "grid")
    yield _verticals([at(tick) for tick in ticks if not tick], rows, "zero")
    for number, tick in enumerate(ticks):
        anchor = places.get(number, "tick")
        yield _text(x=at(tick), y=rows * _ROW + 17, class_=anchor)[_together(language.money(tick))]


def _verticals(places: Sequence[int], rows: int, kind: str) -> Node:
    """Return lines from the top to the bottom of each bar, at places from left to right."""
    pieces = (f"M{x} {row * _ROW + _BAR_TOP - 3}v{_BAR + 6}" for x in places for row in range(rows))
    return _path(d="".join(pieces), class_=kind)


def _grid(tick: int) -> str:
    return "grid" if tick else "zero"


def _together(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _cut(text: str, most: int = _MOST_LETTERS) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _amounts(amounts: Sequence[Money], language: Language) -> list[str]:
    """Return amounts as texts, with their marks and PM posts, all with cents if one has."""
    decimals = any(amount.cents % 100 for amount in amounts)
    return [cell_text(one, language, lambda cents: language.money(cents, decimals=decimals)) for one in amounts]


def _row(number: int, label: str, amount: str) -> Iterator[Node]:
    """Yield the label and the amount above a bar."""
    yield _text(x=0, y=number * _ROW + 16)[_cut(label, _MOST_LETTERS + 4 - len(amount) - len(amount) // 3)]
    yield _text(x=_WIDTH, y=number * _ROW + 16, class_="end")[_together(amount)]


def _bar(number: int, start: int, end: int, kind: str = "bar") -> Node:
    """Return a bar between two places from left to right."""
    return _rect(x=min(start, end), y=number * _ROW + _BAR_TOP, width=abs(end - start), height=_BAR, class_=kind)


def _bars(chart: Bars, language: Language) -> _Drawing:
    at, rows = _scale(chart.ticks), len(chart.bars)
    drawing = _Drawing([], rows * _ROW + 24, [*_axis(chart.ticks, rows, language)])
    amounts = _amounts([bar.amount for bar in chart.bars], language)
    for number, (bar, amount) in enumerate(zip(chart.bars, amounts, strict=True)):
        label = language.text(bar.label)
        drawing.said.append(f"{label}: {amount}")
        drawing.body.extend(_row(number, label, amount))
        drawing.body.append(_bar(number, at(0), at(bar.amount.cents)))
    return drawing


def _waterfall(chart: Waterfall, language: Language) -> _Drawing:
    at, rows = _scale(chart.ticks), len(chart.steps)
    drawing = _Drawing([], rows * _ROW + 24, [*_axis(chart.ticks, rows, language)])
    amounts = _amounts([step.shown for step in chart.steps], language)
    for number, (step, amount) in enumerate(zip(chart.steps, amounts, strict=True)):
        label, signed = language.text(step.label), f"+{amount}" if _kind(step) == "up" else amount
        drawing.said.append(f"{label}: {signed}")
        if number:
            joint, top = at(step.end if step.total else step.start), (number - 1) * _ROW + _BAR_TOP
            drawing.body.append(_stroke(x1=joint, x2=joint, y1=top, y2=top + _ROW + _BAR, class_="joint"))
        drawing.body.extend(_row(number, label, signed))
        drawing.body.append(_bar(number, at(step.start), at(step.end), _kind(step)))
    return drawing


def _kind(step: Step) -> str:
    if step.total:
        return "bar"
    return "up" if step.shown.cents > 0 else "down"


def _points(chart: Line, language: Language) -> _Drawing:
    top = _KEY if len(chart.series) > 1 else 0
    height, low, high = top + _HEIGHT, chart.ticks[0], chart.ticks[-1]

    def height_of(cents: int) -> int:
        return top + 12 + (high - cents) * (_HEIGHT - 42) // max(high - low, 1)

    drawing = _Drawing([], height, [])
    for tick in chart.ticks:
        y = height_of(tick)
        drawing.body.append(_stroke(x1=_LEFT, x2=_WIDTH, y1=y, y2=y, class_=_grid(tick)))
        drawing.body.append(_text(x=_LEFT - 8, y=y + 4, class_="tick end")[_together(language.money(tick))])
    labels = sorted({language.text(point.label) for one in chart.series for point in one.points})
    across = dict(zip(labels, _across(labels), strict=True))
    for number, one in enumerate(chart.series):
        places = [(across[language.text(point.label)], height_of(point.amount.cents)) for point in one.points]
        for run in _known_runs(one.points, places):
            drawing.body.append(_polyline(points=" ".join(f"{x},{y}" for x, y in run), class_=f"path p{number}"))
            drawing.body.extend(_circle(cx=x, cy=y, r=4, class_=f"dot p{number}") for x, y in run)
        drawing.said.extend(_said(one, language))
        if top:
            drawing.body.extend(_key(number, language.text(one.name)))
    shown = 2 * _WIDTH
    for label, x in reversed(across.items()):  # the last one always has a label
        if shown - x >= _LABEL:
            drawing.body.append(_text(x=x, y=height - 8, class_="tick")[label])
            shown = x
    return drawing


def _key(number: int, name: str) -> Iterator[Node]:
    """Yield a piece of the line of a series, and its name, above a drawing."""
    left = number * _WIDTH // 3
    yield _polyline(points=f"{left},10 {left + 36},10", class_=f"path p{number}")
    yield _circle(cx=left + 18, cy=10, r=4, class_=f"dot p{number}")
    yield _text(x=left + 44, y=15, class_="tick start")[name]


def _said(series: Series, language: Language) -> Iterator[str]:
    """Yield the amount at each point in words, after the name of the series if it has one."""
    amounts = _amounts([point.amount for point in series.points], language)
    for point, amount in zip(series.points, amounts, strict=True):
        yield f"{language.text(series.name)} {language.text(point.label)}: {amount}".strip()


def _across(labels: Sequence[str]) -> list[int]:
    """Return the places of points from left to right: years by their distance in time, others at equal distances."""
    dated = all(label.isdecimal() for label in labels)
    numbers = [int(label) for label in labels] if dated else list(range(len(labels)))
    first, width = numbers[0], max(numbers[-1] - numbers[0], 1)
    return [_LEFT + 20 + (number - first) * (_WIDTH - _LEFT - 40) // width for number in numbers]


def _known_runs(points: Sequence[Bar], places: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the places of points with an amount, in runs without a gap; a point of PM posts alone has none."""
    runs: list[list[tuple[int, int]]] = [[]]
    for point, place in zip(points, places, strict=True):
        if point.amount.cents or not point.amount.pm:
            runs[-1].append(place)
        else:
            runs.append([])
    return [run for run in runs if run]


def _timeline(chart: Timeline, language: Language) -> _Drawing:
    bottom, first = len(chart.rows) * _ROW, date(chart.years[0], 1, 1).toordinal()
    days = date(chart.years[-1], 12, 31).toordinal() - first + 1

    def at(day: date, later: int = 0) -> int:
        return (day.toordinal() + later - first) * _WIDTH // days

    drawing = _Drawing([], bottom + 24, [])
    starts = {month: [at(date(year, month, 1)) for year in chart.years] for month in (1, 4, 7, 10)}
    quarters = [x for month, places in starts.items() if month > 1 for x in places]
    for places, kind in ((quarters, "grid"), (starts[1], "zero")):
        drawing.body.append(_verticals(places, len(chart.rows), kind))
    for year, x in zip(chart.years, starts[1], strict=True):
        drawing.body.append(_text(x=x + 2, y=bottom + 17, class_="tick start")[str(year)])
    for number, row in enumerate(chart.rows):
        label = language.text(row.label)
        drawing.body.append(_text(x=0, y=number * _ROW + 16)[_cut(label)])
        drawing.body.extend(_bar(number, at(start), max(at(end, 1), at(start) + _LEAST)) for start, end in row.parts)
        periods = tuple(say("{first} to {last}", first=start, last=end) for start, end in row.parts)
        drawing.said.append(language.text(say("{label}: {periods}", label=label, periods=periods)))
    return drawing
