"""`ridcalc export`: the workbooks for the progress report and the budget amendment."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.commands.amend import Asked, Found, found_for
from ridcalc.commands.shared import Request, check_names, language_of
from ridcalc.core.analysis.decisions.amendment import amend
from ridcalc.core.analysis.decisions.undated import undated
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.progress import Progress
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.language.sentences import Language
from ridcalc.reading.iv3_lists import iv3_lists
from ridcalc.render.excel.cells import Book
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.selection import Basis, Options
from ridcalc.render.excel.workbook import workbook


class Exported(NamedTuple):
    """The workbooks of an export, and the warnings. Each workbook is built when the iterator reaches it."""

    paths: tuple[str, ...]
    files: Iterator[tuple[str, bytes]]
    """The path and the bytes of each workbook, in the order of `paths`."""
    warnings: list[Problem]
    language: str
    """The code of the language of the workbooks."""


class Target(NamedTuple):
    """Where to write: the path of a workbook, or of a folder for a workbook of each municipality."""

    path: str
    per_municipality: bool = False


def run(request: Request, asked: Asked, target: Target, options: Options, since: str | None = None) -> Exported:
    """Return the workbook of a decision, or one for each municipality.

    `since` is the path of another workbook, from which the inputs that changed are listed.

    Raises:
        ProblemsFoundError: the files have problems, or the options do not fit the budget.
    """
    found = found_for(request, asked, passed=True)
    budget = found.loaded.case.budget
    check_names(budget, (options.participant,) if options.participant else ())
    _check_document(budget, options.pc_document)
    language = language_of(budget, request.language)
    targets = [(target.path, options)]
    if target.per_municipality:
        targets = [
            (os.path.join(target.path, f"{municipality}.xlsx"), options._replace(participant=municipality))
            for municipality in found.decision.after.allocation.tree.municipalities
        ]
    if since is not None:
        from ridcalc.commands.since import changes_since, read_old  # without an older workbook none is read

        old = read_old(since)
        targets = [
            (path, own._replace(since=changes_since(old, layout_of(found, own, language)))) for path, own in targets
        ]
    books = [(path, book_of(found, own, language)) for path, own in targets]
    paths = tuple(path for path, _ in targets)
    warnings = [*found.warnings(amend(found.decision)), *found.loaded.placed(list(undated(found.decision)))]
    return Exported(paths, _saved(books, request.progress), warnings, language.code)


def layout_of(found: Found, options: Options, language: Language) -> Layout:
    """Return the rows of the workbook of a decision."""
    basis = Basis(found.digests(), iv3_lists())
    return Layout(amend(found.decision, options.participant, zeros=True), options, basis, language)


def book_of(found: Found, options: Options, language: Language) -> Book:
    """Return the workbook of a decision.

    Raises:
        ProblemsFoundError: rows that a spreadsheet cannot hold, with their places.
    """
    try:
        return workbook(layout_of(found, options, language))
    except ProblemsFoundError as error:
        raise ProblemsFoundError(found.loaded.placed(error.problems)) from None


def _saved(books: list[tuple[str, Book]], progress: Progress) -> Iterator[tuple[str, bytes]]:
    from ridcalc.render.excel.save import save  # openpyxl is slow to load; problems are reported before

    for path, book in books:
        yield path, save(book, progress)


def _check_document(budget: Budget, document: str | None) -> None:
    if document is not None and document not in budget.pc_documents:
        message = say("P&C document '{id}' is not in measures.yaml", id=document)
        known = say("the P&C documents are {ids}", ids=tuple(budget.pc_documents)) if budget.pc_documents else None
        hint = did_you_mean(document, budget.pc_documents) or known
        refuse("unknown-pc-document", message, hint, place=document)
