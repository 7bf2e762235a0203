"""`ridcalc scenarios`."""

import typer

from ridcalc.catalogue import marked
from ridcalc.cli.edge import finish, problems_shown, request_of
from ridcalc.cli.options import Changes, Data, Lang

HELP = marked("Show which scenarios there are, what each changes, and its totals.")


def command(context: typer.Context, data: Data = "data", changes: Changes = None, lang: Lang = None) -> None:
    """Answer `ridcalc scenarios`."""
    with problems_shown(context):
        request = request_of(context, data, None, changes, lang, "table")
        from ridcalc.answers.scenarios import answer  # --help must not pay for it

        finish(context, request, lambda: answer(request))
