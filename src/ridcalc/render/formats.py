"""The formats of the output, one record each, and the dialects of CSV.

From the records follow the choices of `--format` and `--csv-dialect`, the format that a file name asks for, the file
names that are refused, and the function that renders. Each function imports its renderer itself, so that a run loads
only the renderer that it uses.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, assert_never

if TYPE_CHECKING:
    from ridcalc.language.sentences import Language
    from ridcalc.render.results import Lines, Result
    from ridcalc.views.table import Outline, Section, Table


class Screen(NamedTuple):
    """The terminal that is written to: its width in columns, and whether it shows colour."""

    width: int
    colour: bool


class ViewFormat(NamedTuple):
    """A format for readers. It renders a table or an outline, for a screen or (None) for a pipe or a file."""

    name: str
    suffixes: tuple[str, ...]
    render: "Callable[[Table | Outline, Language, Screen | None], str]"
    render_section: "Callable[[Section, Language, Screen | None], str] | None" = None
    """Renders a section without a table; None if the format cannot."""


class LinesFormat(NamedTuple):
    """A format for spreadsheets. It renders the lines of an allocation, a row each."""

    name: str
    suffixes: tuple[str, ...]
    render: "Callable[[Lines], Iterator[str]]"


class ResultFormat(NamedTuple):
    """A format for other programs. It renders everything that a command found."""

    name: str
    suffixes: tuple[str, ...]
    render: "Callable[[Result], Iterator[str]]"


Format = ViewFormat | LinesFormat | ResultFormat


def _table(view: "Table | Outline", language: "Language", screen: Screen | None) -> str:
    if screen is None:
        from ridcalc.render import text

        return text.render(view, language)
    from ridcalc.render import terminal  # rich is costly

    return terminal.render(view, language, width=screen.width, colour=screen.colour)


def _section(section: "Section", language: "Language", screen: Screen | None) -> str:
    from ridcalc.render import layout, text

    width = layout.WIDEST if screen is None else min(screen.width, layout.WIDEST)
    return text.render_section(section, language, width)


def _json(result: "Result") -> "Iterator[str]":
    from ridcalc.render.results import AllocationResult, CheckResult

    if isinstance(result, AllocationResult | CheckResult):
        from ridcalc.render import json

        return json.render(result)
    from ridcalc.render import json_analyses

    return json_analyses.render(result)


def _csv(lines: "Lines") -> "Iterator[str]":
    from ridcalc.render import csv

    return csv.render(lines)


def _markdown(view: "Table | Outline", language: "Language", _screen: Screen | None) -> str:
    from ridcalc.render import markdown

    return markdown.render(view, language)


TABLE = ViewFormat("table", (".txt",), _table, _section)
"""The format where no other is asked for."""

FORMATS: tuple[Format, ...] = (
    TABLE,
    ResultFormat("json", (".json",), _json),
    LinesFormat("csv", (".csv",), _csv),
    ViewFormat("markdown", (".md",), _markdown),
)
"""All formats, in the order of the help. An allocation can be shown in each of them."""

ANALYSIS_FORMATS = tuple(one for one in FORMATS if not isinstance(one, LinesFormat))
"""The formats of comparisons, explanations and reconciliations, which have no lines."""

CHECK_FORMATS = tuple(
    one for one in ANALYSIS_FORMATS if isinstance(one, ResultFormat) or one.render_section is not None
)
"""The formats of a check, which has sections instead of a table."""


def format_named(name: str, offered: Sequence[Format]) -> Format:
    """Return the offered format with this name."""
    return next(one for one in offered if one.name == name)


def format_of_file(path: str, offered: Sequence[Format]) -> Format:
    """Return the offered format with the suffix of this path, whatever its case; TABLE if there is none."""
    return next((one for one in offered if path.lower().endswith(one.suffixes)), TABLE)


def suffixes_of(offered: Sequence[Format]) -> list[str]:
    """Return the suffixes of formats for readers, then of those for spreadsheets, then of those for programs."""
    return [suffix for one in sorted(offered, key=_rank) for suffix in one.suffixes]


def _rank(one: Format) -> int:
    match one:
        case ViewFormat():
            return 0
        case LinesFormat():
            return 1
        case ResultFormat():
            return 2
        case _:
            assert_never(one)


class Dialect(NamedTuple):
    """A dialect of CSV: what separates its fields, what its decimals, and whether formulas are made safe by default."""

    name: str
    separator: str
    decimal_mark: str
    formula_safe: bool
    """By default an apostrophe stands before what a spreadsheet would take for a formula."""


PLAIN = Dialect("plain", ",", ".", formula_safe=False)
DIALECTS = (PLAIN, Dialect("nl", ";", ",", formula_safe=True))
"""All dialects, in the order of the help."""


def dialect_named(name: str) -> Dialect:
    """Return the dialect with this name."""
    return next(one for one in DIALECTS if one.name == name)
