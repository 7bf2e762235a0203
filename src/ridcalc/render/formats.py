"""The output formats and the dialects of CSV, one record each.

The records determine the choices of `--format` and `--csv-dialect`, the format of an output file, the file names that
are refused, and the function that renders. Each function imports its renderer, so that a run loads only one renderer.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, assert_never

if TYPE_CHECKING:
    from ridcalc.language.sentences import Language
    from ridcalc.render.results import AnyLines, Result
    from ridcalc.views.table import Outline, Section, Table


class Screen(NamedTuple):
    """What text is written on: a width in columns, and whether it is a terminal, and one with colour."""

    width: int
    terminal: bool = False
    colour: bool = False


PAPER = Screen(100)
"""A pipe or a file."""


class ViewFormat(NamedTuple):
    """A format for readers. Renders a table or an outline."""

    name: str
    suffixes: tuple[str, ...]
    render: "Callable[[Table | Outline, Language, Screen], str]"
    render_section: "Callable[[Section, Language, Screen], str] | None" = None
    """Renders a section without a table; None if the format has no such form."""


class LinesFormat(NamedTuple):
    """A format for spreadsheets. Renders the lines of an allocation, a row each."""

    name: str
    suffixes: tuple[str, ...]
    render: "Callable[[AnyLines], Iterator[str]]"


class ResultFormat(NamedTuple):
    """A format for other programs. Renders the whole result of a command."""

    name: str
    suffixes: tuple[str, ...]
    render: "Callable[[Result], Iterator[str]]"


Format = ViewFormat | LinesFormat | ResultFormat


def _table(view: "Table | Outline", language: "Language", screen: Screen) -> str:
    if not screen.terminal:
        from ridcalc.render import text

        return text.render(view, language, screen.width)
    from ridcalc.render import terminal  # loads rich, which is slow

    return terminal.render(view, language, width=screen.width, colour=screen.colour)


def _section(section: "Section", language: "Language", screen: Screen) -> str:
    from ridcalc.render import layout, text

    return text.render_section(section, language, min(screen.width, layout.WIDEST))


_JSON = {
    "AllocationResult": "json",
    "CheckResult": "json",
    "AmendmentResult": "json_amendment",
    "OutlookResult": "json_outlook",
    "CalendarResult": "json_calendar",
    "BenchmarkResult": "json_benchmark",
    "ScenariosResult": "json_scenarios",
    "Verification": "json_verification",
    "Adoption": "json_adoption",
    "Analysis": "json_analyses",
}
"""Class of a result → the module that writes it as JSON."""
_CSV = {
    "Lines": "csv",
    "AmendmentLines": "csv_amendment",
    "OutlookLines": "csv_outlook",
    "CalendarLines": "csv_calendar",
    "BenchmarkLines": "csv_benchmark",
}
"""Class of lines → the module that writes them as CSV."""


def _json(result: "Result") -> "Iterator[str]":
    texts: Iterator[str] = import_module(f"ridcalc.render.{_JSON[type(result).__name__]}").render(result)
    return texts


def _github(result: "Result") -> "Iterator[str]":
    from ridcalc.render import github
    from ridcalc.render.results import CheckResult

    if not isinstance(result, CheckResult):  # only a check offers this format
        raise TypeError(result)
    return github.render(result)


def _csv(lines: "AnyLines") -> "Iterator[str]":
    texts: Iterator[str] = import_module(f"ridcalc.render.{_CSV[type(lines).__name__]}").render(lines)
    return texts


def _markdown(view: "Table | Outline", language: "Language", _screen: Screen) -> str:
    from ridcalc.render import markdown

    return markdown.render(view, language)


def _sentences(view: "Table | Outline", language: "Language", _screen: Screen) -> str:
    from ridcalc.render import as_sentences

    return as_sentences.render(view, language)


TABLE = ViewFormat("table", (".txt",), _table, _section)
"""The default format."""

FORMATS: tuple[Format, ...] = (
    TABLE,
    ResultFormat("json", (".json",), _json),
    LinesFormat("csv", (".csv",), _csv),
    ViewFormat("markdown", (".md",), _markdown),
    ViewFormat("sentences", (), _sentences),
)
"""All formats, in the order of the help. An allocation has each of them."""

ANALYSIS_FORMATS = tuple(form for form in FORMATS if not isinstance(form, LinesFormat))
"""The formats of comparisons, explanations, reconciliations and the list of scenarios, which have no lines."""

CHECK_FORMATS = (
    *(form for form in ANALYSIS_FORMATS if isinstance(form, ResultFormat) or form.render_section is not None),
    ResultFormat("github", (), _github),
)
"""The formats of a check, which has sections instead of a table, and annotations."""


VERIFY_FORMATS: tuple[Format, ...] = (TABLE, *(form for form in FORMATS if isinstance(form, ResultFormat)))
"""The formats of a verification: sentences, and JSON."""


def format_named(name: str, offered: Sequence[Format]) -> Format:
    """Return the format in `offered` with this name."""
    return next(form for form in offered if form.name == name)


def format_of_file(path: str, offered: Sequence[Format]) -> Format:
    """Return the format in `offered` with the suffix of this path, in any case; TABLE if no format has the suffix."""
    return next((form for form in offered if path.lower().endswith(form.suffixes)), TABLE)


def suffixes_of(offered: Sequence[Format]) -> list[str]:
    """Return the suffixes of formats for readers, then of those for spreadsheets, then of those for programs."""
    return [suffix for form in sorted(offered, key=_rank) for suffix in form.suffixes]


def _rank(form: Format) -> int:
    match form:
        case ViewFormat():
            return 0
        case LinesFormat():
            return 1
        case ResultFormat():
            return 2
        case _:
            assert_never(form)


class Dialect(NamedTuple):
    """A dialect of CSV: the mark between its fields, the mark before decimals, and whether formulas are made safe."""

    name: str
    separator: str
    decimal_mark: str
    formula_safe: bool
    """The default: whether a value that a spreadsheet would read as a formula gets an apostrophe in front."""


STANDARD = Dialect("plain", ",", ".", formula_safe=False)
DIALECTS = (STANDARD, Dialect("nl", ";", ",", formula_safe=True))
"""All dialects, in the order of the help."""


def dialect_named(name: str) -> Dialect:
    """Return the dialect with this name."""
    return next(dialect for dialect in DIALECTS if dialect.name == name)
