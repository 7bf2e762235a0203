"""The command line of `ridcalc adopt`."""

import os
from typing import Annotated

import typer

from ridcalc.cli.arguments import chosen_format, request_of
from ridcalc.cli.options import Data, Force, Lang, VerifyFormat
from ridcalc.cli.output import language_of_run, reporting_problems, write_output, write_stderr
from ridcalc.cli.progress import progress_shown
from ridcalc.language.catalogue import marked
from ridcalc.render.formats import TABLE, VERIFY_FORMATS

HELP = marked("Take over what was changed in a workbook, as a scenario.")


def command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.xlsx", help=marked("A workbook that ridcalc export wrote."))],
    name: Annotated[str, typer.Option("--as", metavar="NAME", help=marked("The id of the new scenario."))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=marked("Only list the changes; write nothing."))] = False,
    data: Data = "data",
    form: VerifyFormat = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Run `ridcalc adopt`; write the changes to stdout, and the scenario to its file."""
    with reporting_problems(context):
        chosen = chosen_format(VERIFY_FORMATS, form, None)
        request = request_of(context, data, None, None, lang, chosen)
        from ridcalc.commands.adopt import Asked, run  # slow; --help does not need it
        from ridcalc.files import folders_of, write_file

        language = language_of_run(context)
        with progress_shown(request.progress, lambda: language):
            adopted = run(request, Asked(file, name, dry_run, force), language)
        if adopted.content is not None and not dry_run:
            with folders_of([adopted.path]):
                write_file(adopted.path, [adopted.content.encode()], force=force)
        write_output(adopted.texts)
        if adopted.content is not None and not dry_run and chosen is TABLE:
            _advise(language, name, os.path.normpath(adopted.path))


def _advise(language: str, name: str, path: str) -> None:
    """Write the path of the new scenario, and how to see what it comes to, to stderr."""
    from ridcalc.core.values.problems import say
    from ridcalc.language.sentences import Language

    advice = say("{path}; to see what it comes to: {command}", path=path, command=f"ridcalc allocate --scenario {name}")
    write_stderr(f"{Language(language).text(advice)}\n")
