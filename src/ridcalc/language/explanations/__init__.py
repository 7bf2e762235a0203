"""An explanation of every problem code, in groups; `ridcalc problem` and docs/problems.md show them.

`examples.json` holds an example of each code in every language; `python tools/problems_page.py` writes the file.
"""

from ridcalc.language.explanations import (
    amounts,
    benchmarks,
    calendar,
    cautions,
    changing,
    decisions,
    fields,
    files,
    iv3,
    key_amounts,
    limits,
    rules,
    scenarios,
    sharing,
    spreadsheets,
    tables,
    values,
    yaml_form,
)
from ridcalc.language.explanations.explanation import Explanation, Group

GROUPS: tuple[Group, ...] = tuple(
    module.GROUP
    for module in (
        files,
        yaml_form,
        values,
        fields,
        sharing,
        changing,
        key_amounts,
        amounts,
        rules,
        scenarios,
        decisions,
        calendar,
        benchmarks,
        iv3,
        limits,
        tables,
        spreadsheets,
        cautions,
    )
)
"""The groups in the order of the list."""

EXPLANATIONS: dict[str, Explanation] = {
    explanation.code: explanation for group in GROUPS for explanation in group.explanations
}
"""Code → explanation."""
