"""The command line of `ridcalc import`."""

import os
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ridcalc.cli.arguments import usage_error
from ridcalc.cli.options import Force, Lang, Output
from ridcalc.cli.output import print_problems, reporting_problems, write_output, write_stderr
from ridcalc.language.catalogue import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridcalc.reading.spreadsheets.words import Field

HELP = marked("Turn a spreadsheet into measures, drivers or a current budget.")

Section = Annotated[
    Literal["measures", "driver", "current"],
    typer.Argument(help=marked("What the sheet holds: measures, counts of a driver, or the current budget.")),
]


def command(
    context: typer.Context,
    section: Section,
    file: Annotated[str, typer.Argument(metavar="FILE", help=marked("A workbook (.xlsx) or a CSV file."))],
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help=marked("The sheet, if several have amounts."))
    ] = None,
    header: Annotated[
        int | None, typer.Option("--header", metavar="ROW", min=1, help=marked("The row with the headings."))
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help=marked(
                "What a column is, by its letter or heading: name, key, nature, side, year, period, amount, programma, "
                "taakveld, category, participant, task or source."
            ),
        ),
    ] = None,
    decimal: Annotated[
        Literal["comma", "point"] | None, typer.Option("--decimal", help=marked("The mark of decimals in texts."))
    ] = None,
    nature: Annotated[
        Literal["incidental", "structural"] | None,
        typer.Option("--nature", help=marked("The nature of posts for which the sheet says none.")),
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="ID", help=marked("The key of posts for which the sheet says none."))
    ] = None,
    output: Output = None,
    summary: Annotated[
        str | None,
        typer.Option("--summary", metavar="FILE", help=marked("Write what was read and left out as JSON too.")),
    ] = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc import`; write the YAML to stdout or a file, and what was read to stderr."""
    del lang  # context.obj has it, or that of the locale
    parsed = _parsed_maps(context, maps or ())
    for name, given in (("--nature", nature), ("--key", key)):
        if given is not None and section != "measures":
            raise usage_error(context, name, marked("only measures have one"))
    with reporting_problems(context):
        from ridcalc.commands.import_ import run  # slow; --help does not need it
        from ridcalc.files import check_target, write_files
        from ridcalc.language.sentences import Language
        from ridcalc.reading.spreadsheets.options import Options

        _check_apart(file, output, summary)
        for target in (output, summary):
            if target is not None:
                check_target(target, force=force)
        options = Options(section, header, tuple(parsed), decimal, nature, _checked_key(key))
        language = Language(context.obj)
        outcome = run(file, options, sheet, language)
        files = [(output, outcome.texts)] if output is not None else []
        if summary is not None:
            files.append((summary, [outcome.summary(language)]))
        write_files(((path, (text.encode() for text in texts)) for path, texts in files), force=force)
        if output is None:
            write_output(outcome.texts)
        else:
            write_output([f"{os.path.normpath(output)}\n"])
        write_stderr(outcome.report(language))
        print_problems(language.code, outcome.warnings, "warning")


def _check_apart(file: str, *targets: str | None) -> None:
    """Check that the sheet stays as it is, and that no two files are one.

    Raises:
        ProblemsFoundError: a file to write is the sheet itself, or the other file to write.
    """
    from ridcalc.core.values.problems import refuse, say

    taken = {os.path.realpath(file)}
    for target in targets:
        if target is not None and os.path.realpath(target) in taken:
            hint = say("write to a file of another name; --force does not help here")
            refuse("file-exists", say("this file is read or written already"), hint, place=target)
        taken |= {os.path.realpath(target)} if target is not None else set()


def _parsed_maps(context: typer.Context, texts: "Sequence[str]") -> "list[tuple[Field, str]]":
    """Return the field and the column of each `--map`.

    Raises:
        BadParameter: a text is not of the form FIELD=COLUMN, or its field is unknown or has another column already.
    """
    parsed: list[tuple[Field, str]] = []
    for text in texts:
        field, column = _parsed_map(context, text)
        if field != "amount" and field in dict(parsed):
            raise usage_error(context, "--map", marked("'{field}' stands there twice"), field=field)
        parsed.append((field, column))
    return parsed


def _parsed_map(context: typer.Context, text: str) -> "tuple[Field, str]":
    """Return the field and the column of `--map`.

    Raises:
        BadParameter: the text is not of the form FIELD=COLUMN, or the field is unknown.
    """
    from ridcalc.reading.spreadsheets.words import FIELDS  # not needed without --map

    field, equals, column = text.partition("=")
    if not equals or not column.strip():
        raise usage_error(context, "--map", marked("write FIELD=COLUMN, such as name=A or amount=Bedrag"))
    if field not in FIELDS:
        advice = marked("'{given}' is no field; the fields are {fields}")
        raise usage_error(context, "--map", advice, given=field, fields=", ".join(FIELDS))
    return field, column.strip()


def _checked_key(key: str | None) -> str | None:
    """Return the id of `--key`.

    Raises:
        ProblemsFoundError: the text cannot be an id.
    """
    if key is not None:
        from ridcalc.core.budget.parsers import check_id
        from ridcalc.core.values.problems import InvalidValueError, refuse

        try:
            check_id(key)
        except InvalidValueError as refusal:
            refuse(refusal.code, refusal.message, refusal.hint, place=f"--key {key}")
    return key
