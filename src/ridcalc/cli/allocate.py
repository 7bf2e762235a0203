"""The command line of `ridcalc allocate`."""

from typing import Annotated

import typer

from ridcalc.cli.arguments import chosen_format, request_of, unit_option, usage_error
from ridcalc.cli.options import (
    AllocationFormat,
    By,
    Changes,
    CsvDialect,
    Data,
    Depth,
    Force,
    Lang,
    Output,
    Participants,
    Scenario,
    Unit,
    Years,
)
from ridcalc.cli.output import complete, reporting_problems
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import FORMATS, STANDARD, LinesFormat, dialect_named, suffixes_of

NO_TEXT = (".xlsx", ".xlsm", ".xls", ".ods", ".pdf", ".docx", ".doc", ".odt", ".html")
"""Suffixes of files that are not text. A format with one of these suffixes takes precedence."""

HELP = marked("Show who pays what, per year.")


def command(
    context: typer.Context,
    data: Data = "data",
    scenario: Scenario = None,
    changes: Changes = None,
    by: By = "participant",
    depth: Depth = "all",
    year: Years = None,
    participant: Participants = None,
    unit: Unit = None,
    form: AllocationFormat = None,
    csv_dialect: CsvDialect = STANDARD.name,
    csv_harmless: Annotated[
        bool | None,
        typer.Option(
            "--csv-harmless/--csv-exact",
            help=marked("Prefix values that look like formulas with an apostrophe (default with --csv-dialect nl)."),
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc allocate`."""
    _check_suffix(context, output or "")
    with reporting_problems(context):
        chosen = chosen_format(FORMATS, form, output)
        request = request_of(context, data, scenario, changes, lang, chosen, output)
        if unit is not None and isinstance(chosen, LinesFormat):
            text = marked("{format} holds the amounts as they are booked")
            raise usage_error(context, "--unit", text, format=chosen.name)
        from ridcalc.commands.allocate import run  # slow; --help does not need it
        from ridcalc.core.values.filter import Filter
        from ridcalc.views.allocation import View

        dialect = dialect_named(csv_dialect)
        formula_safe = dialect.formula_safe if csv_harmless is None else csv_harmless
        selection = Filter(tuple(sorted({*(year or ())})), tuple(participant or ()))
        view = View(by, depth, selection, unit_option(unit))
        complete(
            context,
            request,
            lambda: run(request, view, dialect, formula_safe=formula_safe),
            output,
            force=force,
        )


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
