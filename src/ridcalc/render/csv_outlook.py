"""CSV of an outlook: a row for each amount of each list, in Dutch, with semicolons and decimal commas."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.analysis.decisions.accounts import RowSide
from ridcalc.core.analysis.outlook.incidental import IncidentalRow
from ridcalc.core.analysis.outlook.mutations import RowKind
from ridcalc.core.budget.types import NatureName
from ridcalc.language.numbers import canonical_money
from ridcalc.language.sentences import visible
from ridcalc.render.results import OutlookLines
from ridcalc.views.amendment_words import description_of, organisation_name

HEADER = ("Overzicht", "Organisatie", "Programma", "Taakveld", "Soort", "I/S", "Post", "Boekjaar", "Bedrag", "PM")
_KINDS: dict[RowSide, str] = {
    "expense": "Lasten",
    "income": "Baten",
    "addition": "Toevoeging",
    "withdrawal": "Onttrekking",
}
_NATURES: dict[NatureName, str] = {"incidental": "I", "structural": "S"}
_ROWS: dict[RowKind, str] = {
    "stage": "eerste besluit",
    "document": "",
    "none": "in geen P&C-document",
    "total": "totaal",
}
_FORMULA = ("=", "+", "-", "@", "\t")


class _Row(NamedTuple):
    """A row, with its amount in cents."""

    overview: str
    organisation: str
    post: str
    year: int
    cents: int | None
    pm: int = 0
    programma: str | None = None
    taakveld: str | None = None
    kind: str = ""
    nature: str = ""


def render(lines: OutlookLines) -> Iterator[str]:
    """Yield CSV in pieces: the header, then a row for each amount."""
    yield ";".join(HEADER) + "\n"
    for row in _rows(lines):
        texts = (row.overview, row.organisation, row.programma, row.taakveld, row.kind, row.nature, row.post)
        amount = "" if row.cents is None else canonical_money(row.cents).replace(".", ",")
        yield ";".join((*(_text(text or "") for text in texts), str(row.year), amount, str(row.pm))) + "\n"


def _rows(lines: OutlookLines) -> Iterator[_Row]:
    outlook, budget = lines.outlook, lines.outlook.decision.after.budget

    def name(organisation: str | None) -> str:
        """Return the name of an organisation."""
        return lines.language.text(organisation_name(outlook.decision, organisation))

    for one in outlook.structural:
        parts = (
            ("saldo voor deze wijziging", one.before),
            ("structurele bijdrage", one.contribution),
            ("structurele dekking", one.coverage),
            ("structureel saldo", one.after),
        )
        for post, cents in parts:
            unknown = len(one.unknown) if post != parts[0][0] else 0
            yield _Row("structureel saldo", name(one.participant), post, one.year, cents, unknown, nature="S")
    for incidental in outlook.incidental:
        yield from _incidental(lines, incidental, name(incidental.organisation))
    for mutation in outlook.mutations:
        document = budget.names.of("pc_documents", mutation.document) if mutation.document else ""
        yield _Row(
            "mutaties",
            name(mutation.organisation),
            document or _ROWS[mutation.row],
            mutation.year,
            mutation.cents,
            len(mutation.unknown),
            kind=_KINDS[mutation.side],
        )
    for reserve in outlook.reserves:
        entry = budget.reserves[reserve.reserve]
        course = (
            ("stand 1 januari", reserve.opening),
            ("toevoegingen", reserve.added),
            ("onttrekkingen", reserve.withdrawn),
            ("stand 31 december", reserve.closing),
        )
        for kind, cents in course:
            yield _Row("reserves", name(entry.of), entry.name_or(reserve.reserve), reserve.year, cents, kind=kind)


def _incidental(lines: OutlookLines, row: IncidentalRow, organisation: str) -> Iterator[_Row]:
    """Yield the posts of the incidental overview on an account in a year, and the others together."""
    posts = [
        (lines.language.text(description_of(lines.outlook.decision, post.post)), post.cents, len(post.unknown))
        for post in row.posts
    ]
    for post, cents, unknown in (*posts, *((("overige", row.other, 0),) if row.other else ())):
        yield _Row(
            "incidenteel",
            organisation,
            post,
            row.year,
            cents,
            unknown,
            row.programma,
            row.taakveld,
            _KINDS[row.kind],
            _NATURES[row.nature],
        )


def _text(text: str) -> str:
    """Return a text as a value of CSV; a text that a spreadsheet would read as a formula gets an apostrophe."""
    text = visible(f"'{text}" if text.startswith(_FORMULA) else text)
    return '"' + text.replace('"', '""') + '"' if ";" in text or '"' in text else text
