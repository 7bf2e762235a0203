"""The command line of `ridcalc allocate`."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ridcalc.cli.arguments import chosen_format, parsed_years, request_of, unit_option, usage_error
from ridcalc.cli.options import (
    AgainstScenario,
    AllocationFormat,
    By,
    Changes,
    CsvDialect,
    Data,
    Depth,
    Force,
    Lang,
    Matrix,
    Notes,
    Output,
    Participants,
    Per,
    Scenario,
    Shares,
    Sides,
    Total,
    Unit,
    Width,
    Years,
    Zeros,
)
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import (
    FORMATS,
    STANDARD,
    TABLE,
    Format,
    LinesFormat,
    ResultFormat,
    ViewFormat,
    dialect_named,
    suffixes_of,
)

if TYPE_CHECKING:
    from ridcalc.views.view import View

NO_TEXT = (".xlsx", ".xlsm", ".xls", ".ods", ".pdf", ".docx", ".doc", ".odt", ".html")
"""Suffixes of files that are not text. A format with one of these suffixes takes precedence."""

HELP = marked("Show who pays what, per year.")

_LEAST_WIDTH = 40
"""The least width of a table, in columns of a terminal."""


def command(
    context: typer.Context,
    data: Data = "data",
    scenario: Scenario = None,
    changes: Changes = None,
    by: By = None,
    matrix: Matrix = False,
    depth: Depth = None,
    sides: Sides = False,
    year: Years = None,
    participant: Participants = None,
    total: Total = False,
    share: Shares = False,
    per: Per = None,
    against: AgainstScenario = None,
    unit: Unit = None,
    zeros: Zeros = False,
    notes: Notes = False,
    width: Width = None,
    form: AllocationFormat = None,
    csv_dialect: CsvDialect = None,
    csv_harmless: Annotated[
        bool | None,
        typer.Option(
            "--csv-harmless/--csv-exact",
            help=marked(
                "Prefix values that look like formulas with an apostrophe (default unless --csv-dialect is plain)."
            ),
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc allocate`."""
    _check_suffix(context, output or "")
    if width is not None and width < _LEAST_WIDTH:
        raise usage_error(context, "--width", marked("a table takes at least {least} columns"), least=str(_LEAST_WIDTH))
    chosen = chosen_format(FORMATS, form, output)
    figures = {"--by": by is not None, "--matrix": matrix, "--total": total}
    beside = {"--per": per is not None, "--against": against is not None}
    tables = {
        "--depth": depth is not None,
        "--sides": sides,
        "--share": share,
        "--zeros": zeros,
        "--notes": notes,
    }
    csv = {"--csv-dialect": csv_dialect is not None, "--csv-harmless": csv_harmless is not None}
    given = _Given(figures, unit is not None, beside, tables, csv, width is not None)
    _check_format(context, chosen, given)
    with reporting_problems(context):
        request = request_of(context, data, scenario, changes, lang, chosen, output, width)
        from ridcalc.commands.allocate import run  # slow; --help does not need it
        from ridcalc.core.values.filter import Filter
        from ridcalc.views.view import View

        dialect = dialect_named(csv_dialect or STANDARD.name)
        if csv_harmless is not None:
            dialect = dialect._replace(formula_safe=csv_harmless)
        view = View(
            by or ("nature" if sides else "participant"),
            matrix,
            depth or "all",
            Filter(parsed_years(context, year), tuple(participant or ())),
            unit_option(unit),
            sides,
            total,
            zeros,
            notes,
            share,
            per,
            against,
        )
        _check_view(context, view, by=by is not None, depth=depth is not None)
        options = _repeated(data, scenario, changes)
        complete(context, request, lambda: run(request, view, dialect, options), output, force=force)


def _check_suffix(context: typer.Context, output: str) -> None:
    """Check that the suffix of the output file is not one of NO_TEXT, unless a format has this suffix.

    Raises:
        BadParameter: the suffix is refused; the message lists the suffixes of the formats.
    """
    *suffixes, last = suffixes_of(FORMATS)
    name = output.lower()
    if name.endswith(NO_TEXT) and not name.endswith((*suffixes, last)):
        text = marked("a table is text; choose {suffixes} or {last}")
        raise usage_error(context, "--output", text, suffixes=", ".join(suffixes), last=last)


class _Given(NamedTuple):
    """The options that not every format takes: option → whether it is given."""

    figures: dict[str, bool]
    """The options that choose the figures of a table; JSON has these only in whole units."""
    unit: bool
    beside: dict[str, bool]
    """The options that ask for figures beside the amounts."""
    tables: dict[str, bool]
    csv: dict[str, bool]
    width: bool


def _check_format(context: typer.Context, chosen: Format, given: _Given) -> None:
    """Check that the format takes the options.

    Raises:
        BadParameter: the format would leave out what an option asks for.
    """
    match chosen:
        case ViewFormat():
            refused = {marked("this is for tables, not for {format}"): {"--width": given.width and chosen != TABLE}}
        case LinesFormat():
            booked = {**given.figures, **given.beside, **given.tables, "--unit": given.unit, "--width": given.width}
            refused = {marked("{format} has a row for each line, as it is booked"): booked}
        case ResultFormat():
            refused = {
                marked("this is for tables, not for {format}"): {**given.tables, "--width": given.width},
                marked("{format} has this only with --unit"): {} if given.unit else given.figures,
            }
    if not isinstance(chosen, LinesFormat):
        refused[marked("this is for csv, not for {format}")] = given.csv
    for text, options in refused.items():
        for option in (name for name, is_given in options.items() if is_given):
            raise usage_error(context, option, text, format=chosen.name)


def _check_view(context: typer.Context, view: "View", *, by: bool, depth: bool) -> None:
    """Check that the options of a table fit together; `by` and `depth` tell whether these are given.

    Raises:
        BadParameter: two options do not fit together.
    """
    if view.matrix and by:
        raise usage_error(context, "--matrix", marked("a matrix has measures as rows; leave --by out"))
    rows = "--matrix" if view.matrix else f"--by {view.by}"
    if view.sides and (view.matrix or view.by not in {"nature", "period"}):
        raise usage_error(context, "--sides", marked("this does not go with {rows}"), rows=rows)
    if depth and not view.matrix and view.by_item:
        raise usage_error(context, "--depth", marked("this does not go with {rows}"), rows=rows)
    beside = {
        "--total": view.total,
        "--share": view.share,
        "--per": view.per is not None,
        "--against": view.against is not None,
    }
    if view.by == "step":
        beside["--unit"] = bool(view.unit)
    if view.matrix or view.by in {"period", "step"}:
        for option in (name for name, given in beside.items() if given):
            raise usage_error(context, option, marked("this does not go with {rows}"), rows=rows)


def _repeated(data: str, scenario: str | None, changes: list[str] | None) -> str:
    """Return the options that say which figures are shown, as a shell takes them after a command."""
    from shlex import quote  # not needed by other commands

    options = [] if data == "data" else ["--data", data]
    options += ["--scenario", scenario] if scenario else []
    for change in changes or ():
        options += ["--set", change]
    return "".join(f" {quote(option)}" for option in options)
