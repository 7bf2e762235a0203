"""The options that commands share, with their help texts."""

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from ridcalc.core.values.languages import LanguageCode
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import ANALYSIS_FORMATS, CHECK_FORMATS, DIALECTS, FORMATS, VERIFY_FORMATS

if TYPE_CHECKING:  # mypy takes no computed Literal; typer needs it to list the names of the formats and dialects
    _AllocationFormat: TypeAlias = str
    _AnalysisFormat: TypeAlias = str
    _CheckFormat: TypeAlias = str
    _Dialect: TypeAlias = str
    _VerifyFormat: TypeAlias = str
else:
    _AllocationFormat = Literal[tuple(record.name for record in FORMATS)]
    _AnalysisFormat = Literal[tuple(record.name for record in ANALYSIS_FORMATS)]
    _CheckFormat = Literal[tuple(record.name for record in CHECK_FORMATS)]
    _Dialect = Literal[tuple(record.name for record in DIALECTS)]
    _VerifyFormat = Literal[tuple(record.name for record in VERIFY_FORMATS)]

Data = Annotated[
    str,
    typer.Option(
        "--data", metavar="DIR", envvar="RIDCALC_DATA", help=marked("The folder with keys.yaml and measures.yaml.")
    ),
]
Scenario = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        metavar="NAME",
        help=marked("A file in the folder's scenarios/, or none; otherwise the budget's default."),
    ),
]
ScenarioOrAll = Annotated[
    str | None,
    typer.Option("--scenario", metavar="NAME", help=marked("Only this scenario, or none; otherwise all of them.")),
]
ScenarioOrBase = Annotated[
    str | None,
    typer.Option("--scenario", metavar="NAME", help=marked("Of this scenario; otherwise of the base files.")),
]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help=marked("Change a value for this run, such as measures.NAME.amounts.2023=250000."),
    ),
]
Lang = Annotated[
    LanguageCode | None,
    typer.Option(
        "--lang", envvar="RIDCALC_LANG", help=marked("The language of what is shown; otherwise the budget's.")
    ),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help=marked("Write to a file instead of the screen."))
]
Force = Annotated[bool, typer.Option("--force", help=marked("Replace an existing file."))]
By = Annotated[
    Literal["participant", "nature", "measure", "period", "task", "step"] | None,
    typer.Option("--by", help=marked("What the rows are; otherwise participants.")),
]
Depth = Annotated[
    Literal["leaf", "top", "all"] | None, typer.Option("--depth", help=marked("Members, their partnerships, or both."))
]
Years = Annotated[
    list[str] | None, typer.Option("--year", metavar="YEAR", help=marked("Only this year; can be given again."))
]
Participants = Annotated[
    list[str] | None,
    typer.Option("--participant", metavar="NAME", help=marked("Only this participant; can be given again.")),
]
Unit = Annotated[
    str | None,
    typer.Option("--unit", metavar="EUROS", help=marked("Whole units, such as 1000 euros, that still add up.")),
]
_FORMAT = typer.Option("--format", help=marked("The form of what is shown; otherwise by the file's name, or a table."))
AllocationFormat = Annotated[_AllocationFormat | None, _FORMAT]
AnalysisFormat = Annotated[_AnalysisFormat | None, _FORMAT]
CheckFormat = Annotated[
    _CheckFormat, typer.Option("--format", help=marked("json: for other programs; github: annotations."))
]
VerifyFormat = Annotated[_VerifyFormat | None, _FORMAT]
CsvDialect = Annotated[
    _Dialect | None, typer.Option("--csv-dialect", help=marked("nl: semicolons and decimal commas."))
]
Width = Annotated[
    int | None, typer.Option("--width", metavar="COLUMNS", help=marked("The width of what is shown; 40 or more."))
]
Matrix = Annotated[
    bool, typer.Option("--matrix", help=marked("Measures as rows, participants as columns; a table per year."))
]
Sides = Annotated[bool, typer.Option("--sides", help=marked("Expense and income apart, with --by nature or period."))]
Total = Annotated[bool, typer.Option("--total", help=marked("A column that adds up the years."))]
Shares = Annotated[bool, typer.Option("--share", help=marked("The percentage of the total beside each amount."))]
Per = Annotated[str | None, typer.Option("--per", metavar="DRIVER", help=marked("Show amounts per unit of a driver."))]
AgainstScenario = Annotated[
    str | None,
    typer.Option("--against", metavar="NAME", help=marked("The difference with another scenario beside each amount.")),
]
Zeros = Annotated[bool, typer.Option("--zeros", help=marked("Show rows and columns that are zero everywhere too."))]
Notes = Annotated[bool, typer.Option("--notes", help=marked("Show the assumptions, keys and rounding in full."))]
Stage = Annotated[
    str | None,
    typer.Option("--stage", metavar="NAME", help=marked("The decision; counted from the one before it.")),
]
Since = Annotated[
    str | None, typer.Option("--from", metavar="NAME", help=marked("Count from this scenario, to --scenario."))
]
Annex = Annotated[bool, typer.Option("--annex", help=marked("Show what the figures are made of too."))]
OnlyParticipant = Annotated[
    str | None,
    typer.Option(
        "--participant", metavar="NAME", help=marked("The block of this participant, or of the executor, alone.")
    ),
]
