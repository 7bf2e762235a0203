"""What a municipality reports: its changes per P&C document, and those that are in none."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.lines import ChangeLine
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.budget.model import Budget, PcDocument
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.values.grouping import grouped

SIDES_REPORTED: tuple[SideName, ...] = ("income", "expense")
"""The sides in the order of a report: baten, then lasten."""


class DocumentLine(NamedTuple):
    """A line of a report in a year: a post, or all posts below the threshold together."""

    heading: str | None
    post: Post | None
    """None for the posts below the threshold."""
    side: SideName
    nature: NatureName | None
    """The nature; None for posts of both."""
    year: int
    change: int
    """In cents."""
    posts: tuple[Post, ...]
    """The posts that it adds up."""


class DocumentRows(NamedTuple):
    """The lines of a P&C document; of no document if its id is None."""

    document: str | None
    lines: tuple[DocumentLine, ...]


def documents_of(decision: Decision, municipality: str | None, lines: Sequence[ChangeLine]) -> Iterator[DocumentRows]:
    """Yield the documents that carry changes of a municipality in the order of their date, and what is in none."""
    carried: dict[str | None, list[ChangeLine]] = {}
    for line in lines:
        if line.changes:
            carried.setdefault(document_of(decision, str(municipality), line), []).append(line)
    documents = decision.after.budget.pc_documents
    for name in dated_documents(decision.after.budget):
        if name in carried:
            yield DocumentRows(name, tuple(lines_in(decision, documents[name], carried[name])))
    if None in carried:
        yield DocumentRows(None, tuple(lines_in(decision, None, carried[None])))


def dated_documents(budget: Budget) -> list[str]:
    """Return the ids of the P&C documents in the order of their date; those without one stand last."""
    documents = budget.pc_documents
    return sorted(documents, key=lambda name: (documents[name].date is None, documents[name].date or ""))


def document_of(decision: Decision, municipality: str, line: ChangeLine) -> str | None:
    """Return the document of a change: that of the stage or, without a stage, that of the measure in the year."""
    budget = decision.after.budget
    if decision.stage is not None:
        return budget.stages[decision.stage].document_of(municipality)
    measure = decision.measure_of(line.post.measure)
    return measure.document_in(line.year) if measure is not None else None


def first_year_of(decision: Decision, document: PcDocument | None) -> int:
    """Return the first year that a document shows; changes of the years before it stand in that year's column."""
    years = decision.years
    return min(max(document.year, years[0]), years[-1]) if document else years[0]


def _most(decision: Decision, document: PcDocument | None, lines: Sequence[ChangeLine]) -> int:
    """Return the largest change of a post in a column of a document, in cents without sign."""
    first = first_year_of(decision, document)
    shown: dict[int, int] = {}
    for line in lines:
        year = max(line.year, first)
        shown[year] = shown.get(year, 0) + line.change
    return max(map(abs, shown.values()))


def lines_in(decision: Decision, document: PcDocument | None, lines: Sequence[ChangeLine]) -> Iterator[DocumentLine]:
    """Yield the lines of a document: baten, then lasten, by heading; those below the threshold in each year as one."""
    posts = grouped(lines, lambda line: line.post)
    order = {heading: position for position, heading in enumerate(document.headings if document else ())}
    threshold = document.threshold if document else 0
    headings = {post: getattr(decision.measure_of(post.measure), "heading", None) for post in posts}
    for side in SIDES_REPORTED:
        named, others = [], list[ChangeLine]()
        for post, own in posts.items():
            if post.side != side:
                continue
            if any(line.changes for line in own) and _most(decision, document, own) >= threshold:
                named.append(post)
            else:
                others += own
        named.sort(key=lambda post: order.get(headings[post] or "", len(order)))
        for post in named:
            for line in posts[post]:
                yield DocumentLine(headings[post], post, side, post.nature, line.year, line.change, (post,))
        natures = {line.post.nature for line in others}
        nature = natures.pop() if len(natures) == 1 else None
        for year in sorted({line.year for line in others}):
            change = sum(line.change for line in others if line.year == year)
            together = tuple(dict.fromkeys(line.post for line in others))
            yield DocumentLine(None, None, side, nature, year, change, together)
