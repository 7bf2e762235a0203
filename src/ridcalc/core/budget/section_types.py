"""The types of the fields of decisions and benchmarks, apart from those that other sections have too."""

from typing import Annotated, Literal, get_args

from ridcalc.core.budget import references, section_parsers
from ridcalc.core.budget.parsers import parse_choice
from ridcalc.core.budget.section_parsers import Days
from ridcalc.core.budget.types import Reference, parsed

DecisionKind = Literal["budget", "amendment", "accounts"]
"""What a board decides: a budget, an amendment of it, or the accounts of a year."""
ExemptionName = Literal["no-change"]
"""What an arrangement exempts from views: a decision by which no contribution changes."""

DecisionKindChoice = Annotated[DecisionKind, parsed(lambda word: parse_choice(word, get_args(DecisionKind)))]
Exemption = Annotated[ExemptionName, parsed(lambda word: parse_choice(word, get_args(ExemptionName)))]
Recess = Annotated[Days, parsed(section_parsers.parse_days)]
Papers = Annotated[int, parsed(section_parsers.parse_papers)]
CouncilId = Annotated[str, Reference("organisations", references.council)]
