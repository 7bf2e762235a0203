"""Random budgets with keys that hold amounts but no bounds, and the same with other amounts."""

import json

from hypothesis import strategies as st

from strategies import Document
from strategies_of_batches import batch_budgets

Files = tuple[Document, Document]
EUROS, PRICES, PARTS, COUNTS = ["0", "1", "17"], ["0.35", "2", "0"], ["80%", "25%", "0%"], ["0", "5"]


@st.composite
def changed_amounts(draw: st.DrawFn) -> tuple[Files, Files]:
    """Draw what the two files hold, and the same with other amounts of keys."""
    before = draw(batch_budgets())
    for definition in _definitions(before[0]):
        definition.pop("minimum", None)
        definition.pop("maximum", None)
    keys, measures = json.loads(json.dumps(before))

    def other(numbers: Document, values: list[str], *names: str) -> None:
        """Change some of the numbers; no names: any of them."""
        for name in names or tuple(numbers):
            if draw(st.booleans()):
                numbers[name] = draw(st.sampled_from(values))

    for definition in _definitions(keys):
        other(definition.get("fixed", {}), EUROS)
        for tariff in definition.get("tariff", {}).values():
            other(tariff, PRICES, "price")
        for leaving in definition.get("leaves", {}).values():
            other(leaving["path"], PARTS)
            other(leaving, ["0", "12.34", "7"], "last")
        if isinstance(definition.get("base"), dict):
            other(definition["base"], EUROS)
        elif "base" in definition:
            other(definition, EUROS, "base")
    other(keys["drivers"]["aanvragen"]["values"]["2024"], COUNTS)
    return before, (keys, measures)


def _definitions(keys: Document) -> list[Document]:
    """Return the definitions of keys that may hold amounts."""
    return [keys["keys"]["een"], *keys["keys"]["twee"]["versions"].values()]
