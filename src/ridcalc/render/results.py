"""The values that are rendered for other programs: the lines of an allocation, and whole results."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.iv3 import Iv3
from ridcalc.core.values.problems import Message, Problem
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import Language
from ridcalc.views.figures import RoundedTable
from ridcalc.views.sums import UnitRow

if TYPE_CHECKING:
    from ridcalc.core.analysis.benchmarks import BenchmarkComparison
    from ridcalc.core.analysis.calendar.calendar import Calendar
    from ridcalc.core.analysis.compare import Comparison
    from ridcalc.core.analysis.decisions.amendment import Amendment
    from ridcalc.core.analysis.explain import Explanation
    from ridcalc.core.analysis.outlook.outlook import Outlook
    from ridcalc.core.analysis.reconcile import Reconciliation
    from ridcalc.core.budget.model import Case, Scenario
    from ridcalc.views.checked import CheckedScenario
    from ridcalc.views.scenarios import Overview


class Lines(NamedTuple):
    """The lines of an allocation that a filter selects, with the marks of a CSV dialect."""

    allocation: Allocation
    selection: Filter
    progress: Progress
    separator: str = ","
    decimal_mark: str = "."
    """The mark before the decimals of amounts."""
    formula_safe: bool = False
    """Put an apostrophe before a value that a spreadsheet would read as a formula."""


class PerUnit(NamedTuple):
    """The totals of an allocation per unit of a driver."""

    driver: str
    rows: tuple[UnitRow, ...]


class AllocationResult(NamedTuple):
    """An allocation, the filter for its lines and totals, its input files, its warnings, and what stands beside it."""

    allocation: Allocation
    selection: Filter
    language: Language
    progress: Progress
    inputs: tuple[tuple[str, str], ...] = ()
    """For each file its name within the data folder, and the SHA-256 of its bytes in hexadecimal."""
    warnings: Sequence[Problem] = ()
    """The warnings of the allocation, with their places."""
    table: RoundedTable | None = None
    """The table in whole units, if the command has a unit."""
    per: PerUnit | None = None
    against: Allocation | None = None
    """The allocation of another scenario, whose totals stand beside those that are shown."""


class CheckResult(NamedTuple):
    """The outcome of a check: problems, warnings, and the scenarios without problems by id."""

    problems: Sequence[Problem]
    warnings: Sequence[Problem]
    scenarios: "Mapping[str, CheckedScenario]"
    talk: Language
    """The language of the messages."""


class Listed(NamedTuple):
    """A scenario of the list: its own file (None: the base files alone), its allocation and its changes."""

    file: "Scenario | None"
    overview: "Overview"


class ScenariosResult(NamedTuple):
    """The list of scenarios, with the input files and the warnings of all of them."""

    scenarios: Sequence[Listed]
    inputs: tuple[tuple[str, str], ...]
    """For each file its name within the data folder, and the SHA-256 of its bytes in hexadecimal."""
    warnings: Sequence[Problem]
    language: Language


class Analysis(NamedTuple):
    """What an analysis found, the files that it follows from, and the warnings of their allocations."""

    found: "Comparison | Explanation | Reconciliation"
    inputs: tuple[tuple[str, str], ...]
    """For each file its name within the data folder, and the SHA-256 of its bytes in hexadecimal."""
    warnings: Sequence[Problem]
    language: Language


class AmendmentResult(NamedTuple):
    """An amendment, the files that it follows from, and its warnings."""

    amendment: "Amendment"
    inputs: tuple[tuple[str, str], ...]
    """For each file its name within the data folder, and the SHA-256 of its bytes in hexadecimal."""
    warnings: Sequence[Problem]
    language: Language


class AmendmentLines(NamedTuple):
    """An amendment as rows for Iv3, in a language, with the lists that they are held against."""

    amendment: "Amendment"
    language: Language
    lists: Iv3


class OutlookResult(NamedTuple):
    """An outlook, the files that it follows from, and its warnings."""

    outlook: "Outlook"
    inputs: tuple[tuple[str, str], ...]
    """For each file its name within the data folder, and the SHA-256 of its bytes in hexadecimal."""
    warnings: Sequence[Problem]
    language: Language


class OutlookLines(NamedTuple):
    """An outlook as rows, in a language."""

    outlook: "Outlook"
    language: Language


class CalendarResult(NamedTuple):
    """A calendar, the files that it follows from, and its warnings."""

    calendar: "Calendar"
    inputs: tuple[tuple[str, str], ...]
    """For each file its name within the data folder, and the SHA-256 of its bytes in hexadecimal."""
    warnings: Sequence[Problem]
    language: Language


class CalendarLines(NamedTuple):
    """A calendar as rows, in a language."""

    calendar: "Calendar"
    language: Language


class BenchmarkResult(NamedTuple):
    """Benchmarks of a case, the files that they follow from, and their warnings."""

    case: "Case"
    comparisons: "Sequence[BenchmarkComparison]"
    prices_of: int | None
    """The year in whose prices figures are; None: each year in its own prices."""
    inputs: tuple[tuple[str, str], ...]
    """For each file its name within the data folder, and the SHA-256 of its bytes in hexadecimal."""
    warnings: Sequence[Problem]
    language: Language


class BenchmarkLines(NamedTuple):
    """Benchmarks as rows."""

    comparisons: "Sequence[BenchmarkComparison]"


class VerifiedInput(NamedTuple):
    """An input that was changed in a workbook, as JSON writes it."""

    path: str | None
    """Its path in the files; None for an input that is in no single place there."""
    before: str | None
    """What the files say: an amount with two decimals, or a weight; None: PM."""
    after: str | None
    setting: str | None
    """The text after `--set` that says the same; None if no single change of the files does."""


class Adoption(NamedTuple):
    """What was taken over from a workbook, and what was not."""

    file: str
    name: str
    """The id of the scenario."""
    changes: Sequence[VerifiedInput]
    ignored: Sequence[tuple[str | None, str | None, str]]
    """The sheet, the cell and the kind of each difference that was not taken over."""


class Verification(NamedTuple):
    """The outcome of a verification: what differs in a workbook."""

    file: str
    figures_hold: bool
    appearance_holds: bool
    inputs: Sequence[VerifiedInput]
    following: int
    """The cells whose formula holds and whose value follows from changed inputs."""
    findings: Sequence[tuple[str | None, str | None, str, Message]]
    """The sheet, the cell, the kind and the message of each difference."""
    language: Language
    """The language of the messages."""


Result: TypeAlias = (
    "AllocationResult | AmendmentResult | OutlookResult | CalendarResult | BenchmarkResult | CheckResult"
    " | ScenariosResult | Verification | Adoption | Analysis"
)

AnyLines: TypeAlias = "Lines | AmendmentLines | OutlookLines | CalendarLines | BenchmarkLines"
"""The lines that are rendered for spreadsheets."""
