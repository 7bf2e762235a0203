"""`ridcalc report`: the page that a council reads, of the whole arrangement or of one participant."""

from collections.abc import Iterable
from typing import NamedTuple

from ridcalc.commands.amend import Asked, Found, found_for
from ridcalc.commands.shared import Outcome, Request, allocation_of, check_driver, check_names, language_of
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.benchmark_cautions import benchmark_cautions
from ridcalc.core.analysis.benchmarks import benchmark_comparison
from ridcalc.core.analysis.calendar.calendar import Calendar, calendar_of
from ridcalc.core.analysis.calendar.cautions import cautions_of
from ridcalc.core.analysis.compare import check_comparable, compare
from ridcalc.core.analysis.decisions.amendment import amend
from ridcalc.core.values.filter import ALL, Filter
from ridcalc.core.values.problems import InvalidValueError, Problem, each_once, refuse, say
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.reading.style_sheet import style_sheet
from ridcalc.views.report.blocks import page_of
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Page
from ridcalc.views.sums import unit_rows

_INHABITANTS = ("inhabitants", "inwoners")


class Options(NamedTuple):
    """The subject and the look of a page."""

    participant: str | None = None
    against: str | None = None
    """The scenario that is compared with; None: the decision before."""
    per: str | None = None
    """The driver of amounts per unit; None: that of inhabitants, if there is one with every value."""
    style: str | None = None
    """The path of a file of CSS."""


def run(request: Request, asked: Asked, options: Options, suffix: str) -> Outcome:
    """Return the page as the text of a file with this suffix.

    Raises:
        ProblemsFoundError: the files or the style have problems, or the options do not fit the budget.
    """
    style = style_sheet(options.style) if options.style else ""
    found = found_for(request, asked)
    budget = found.loaded.case.budget
    check_names(budget, (options.participant,) if options.participant else ())
    material = _material(request, found, options)
    try:
        page = page_of(material)
    except InvalidValueError as refusal:
        refuse(refusal.code, refusal.message, refusal.hint, place=f"--per {options.per}")
    warnings = _warnings(found, material)
    language = language_of(budget, request.language)
    texts = _Texts(found, options, page, warnings, language)
    return Outcome(texts.of(suffix, style), warnings, language=language.code)


def _material(request: Request, found: Found, options: Options) -> Material:
    """Return the material of the page.

    Raises:
        ProblemsFoundError: the budget does not have the driver, or the other scenario cannot be compared with.
    """
    allocation = found.decision.after.allocation
    if options.per:
        check_driver(allocation.case.budget, options.per)
    other = _other(request, found, options.against)
    return Material(
        allocation,
        amend(found.decision, options.participant),
        compare(other, allocation, request.progress) if other else None,
        options.participant,
        found.digests(),
        options.per or _inhabitants(allocation),
        _calendar(found),
        [benchmark_comparison(allocation, name) for name in allocation.case.budget.benchmarks],
    )


def _calendar(found: Found) -> Calendar | None:
    """Return the calendar of the stage that is shown; None if it has no dates."""
    decision = found.decision
    if decision.stage is None or decision.stage not in decision.after.budget.decisions:
        return None
    return calendar_of(
        decision.before.allocation if decision.before else None, decision.after.allocation, decision.stage
    )


def _warnings(found: Found, material: Material) -> list[Problem]:
    """Return the warnings about all that the page shows, with their places."""
    case = material.allocation.case
    cautions = [problem for one in material.benchmarks for problem in benchmark_cautions(case, one)]
    dates = cautions_of(material.calendar) if material.calendar else ()
    return each_once([*found.warnings(material.amendment), *found.loaded.placed([*cautions, *dates])])


def _other(request: Request, found: Found, against: str | None) -> Allocation | None:
    """Return the allocation that is compared with: of `against`, or else before the decision; None: there is none.

    Raises:
        ProblemsFoundError: `against` is what is shown, has problems, or cannot be compared.
    """
    if against is None:
        return found.decision.before.allocation if found.decision.before else None
    after = found.decision.after.allocation
    if against == after.case.scenario.id:
        message = say("'{id}' is the scenario that is shown; the difference would be zero everywhere", id=against)
        refuse("against-itself", message, say("name another scenario"), place=f"--against {against}")
    other = allocation_of(load(Folder(request.data, request.progress), against, request.changes, option="--against"))
    check_comparable(other, after)
    return other


def _inhabitants(allocation: Allocation) -> str | None:
    """Return the first driver of inhabitants that has every value for the budget's years; None: there is none."""
    budget = allocation.case.budget
    for name, driver in budget.drivers.items():
        if (driver.unit or name).lower() in _INHABITANTS:
            try:
                list(unit_rows(allocation, ALL, name))
            except InvalidValueError:
                continue
            return name
    return None


class _Texts(NamedTuple):
    """What the texts of a page are made of."""

    found: Found
    options: Options
    page: Page
    warnings: list[Problem]
    language: Language

    def of(self, suffix: str, style: str) -> Iterable[str]:
        """Return the text of a file with this suffix; a page in HTML ends with rules of `style`."""
        if suffix == ".json":
            from ridcalc.render.report import json  # loaded for this format only

            scenario = self.found.loaded.case.scenario
            return json.render(
                json.ReportResult(self.page, scenario, self.found.digests(), self.warnings), self.language
            )
        if suffix == ".md":
            from ridcalc.render.report import markdown

            return markdown.render(self.page, self.language)
        from ridcalc.render.report import html  # loads htpy, which no other command needs

        scenario_id = self.found.loaded.case.scenario.id
        return html.render(self.page, self.language, html.Extras(style, self._csv(), f"{scenario_id}.csv"))

    def _csv(self) -> str | None:
        """Return the lines of the allocation as CSV for a spreadsheet; None if the page has no download."""
        if not any(section.download for section in self.page.sections):
            return None
        from ridcalc.render import csv
        from ridcalc.render.formats import DIALECTS, STANDARD
        from ridcalc.render.results import Lines

        allocation = self.found.decision.after.allocation
        dialect = next((one for one in DIALECTS if one.name == self.language.code), STANDARD)
        selection = Filter((), (self.options.participant,) if self.options.participant else ())
        marks = dialect.separator, dialect.decimal_mark
        return "".join(csv.render(Lines(allocation, selection, self.found.loaded.progress, *marks, formula_safe=True)))
