"""What each field of the files means, for an editor to show while someone types. Units: euros, shares of 1, years."""

from typing import NamedTuple

from ridcalc.core.values.problems import Message, say


class Description(NamedTuple):
    """What a field means, and a few values that it may have."""

    text: Message
    examples: tuple[object, ...] = ()


def _is(text: Message, *examples: object) -> Description:
    return Description(text, examples)


COMMON = {
    "name": _is(say("What it is called where it is shown; its id when left out.")),
    "description": _is(say("What it is, for whoever reads the file.")),
    "source": _is(say("Where it was found: a document, and the section and page in it.")),
    "assumption": _is(say("A choice that no source settles; amounts that rest on it are marked.")),
    "note": _is(say("A remark; it comes in the workbook, not in tables.")),
}
"""The fields that every named object may have."""

FIELDS: dict[str, dict[str, Description]] = {
    "FactSource": {
        "document": _is(say("The id of a document in measures.yaml.")),
        "section": _is(say("The section or paragraph."), "4.1"),
        "page": _is(say("The page, or pages."), 12, "12-14"),
    },
    "Document": {
        "title": _is(say("The document's title.")),
        "publisher": _is(say("Who published it.")),
        "date": _is(say("When, as the document says it."), "2023-01-20", 2023),
        "reference": _is(say("Its number or where it can be found.")),
    },
    "PcDocument": {"year": _is(say("The budget year that the planning document is of."), 2023)},
    "Booking": {
        "programma": _is(say("The programma of the organisation's own budget.")),
        "taakveld": _is(say("The taakveld (Iv3), in quotation marks."), "0.4"),
        "category": _is(say("The economic category (Iv3), in quotation marks."), "3.8", "4.3.3"),
        "codes": _is(say("Codes of the organisation's own, by any name; they pass through unread.")),
    },
    "Coverage": {
        "source": _is(say("What pays for it: the saldo, a reserve, the unforeseen item, or existing budget.")),
        "remark": _is(say("Which reserve or budget, or which decision.")),
    },
    "Participant": {
        "members": _is(say("The ids of a partnership's members; key says how its amount is divided over them.")),
        "key": _is(say("The id of the key that divides the partnership's amount over its members.")),
        "booking": _is(say("Where the contribution is booked.")),
        "coverage": _is(say("Per year what pays for the contribution.")),
    },
    "Driver": {
        "unit": _is(say("What is counted."), "inwoners", "werkplekken"),
        "values": _is(say("Reference year, then participant, then the number counted; never negative.")),
    },
    "Definition": {
        "shares": _is(say("Participant → share; together exactly 1. Percentages may be written."), {"a": "52%"}),
        "weights": _is(say("Participant → number, not negative; the amount is divided in proportion to them.")),
        "driver": _is(say("The id of a driver, in proportion to whose numbers the amount is divided.")),
        "among": _is(say("The participants over whom a driver divides.")),
        "lag": _is(say("How many years before the amount's year the driver's values are taken, 0 to 100."), 2),
        "blend": _is(say("Key → share; together exactly 1: a mix of other keys."), {"rid": "70%", "andere": "30%"}),
    },
    "Key": {"versions": _is(say("Period → definition, in force from the start of that period until the next."))},
    "Measure": {
        "nature": _is(say("Incidental (once) or structural (every year).")),
        "key": _is(say("The id of the key that divides it.")),
        "side": _is(say("Expense (lasten), or income (baten), which lowers the contributions.")),
        "amounts": _is(say("Period → amount in euros, or PM for an unknown amount."), {"2023": 60000, "2024-H1": "PM"}),
        "total": _is(say("One amount in euros for all periods of spread, instead of amounts; or PM.")),
        "spread": _is(say("Period → the share of total that falls in it; together exactly 1.")),
        "booking": _is(say("Where the executor books it.")),
        "pc_document": _is(say("Year → the planning document (P&C-document) in which the change lands.")),
        "vat": _is(say("Whether its amounts hold VAT, if other than the budget says.")),
    },
    "Control": {
        "year": _is(say("The year that the published figure is of."), 2023),
        "amount": _is(say("The published figure in euros."), 410000),
        "participant": _is(say("Whose part was published; all together when left out.")),
        "nature": _is(say("Of which nature; both when left out.")),
        "measure": _is(say("Of which measure; all of them when left out.")),
        "rounded_to": _is(say("What the figure was rounded to, in euros."), 1000),
        "by_construction": _is(say("True if figures were chosen to meet it, so that meeting it proves nothing.")),
        "vat": _is(say("Whether the figure holds VAT, if other than the budget says.")),
    },
    "Executor": {"id": _is(say("The id of the body that spends the money and sends the contributions."))},
    "Rounding": {
        "unit": _is(say("What every amount is a multiple of, in euros: 0.01, 1, 10, 100 or 1000."), 0.01, 1),
        "method": _is(say("Who takes the odd cents: the largest remainders, or the largest share.")),
        "level": _is(say("Per measure and period, or once for all of a year that is divided alike.")),
    },
    "Amendment": {
        "number": _is(say("The number of the budget amendment.")),
        "body": _is(say("Who decides on it."), "gemeenteraad"),
        "date": _is(say("When it is decided."), "2023-03-15"),
        "status": _is(say("Such as concept; until it is decided, the workbook says so."), "concept"),
        "unit": _is(say("What is booked in, in euros: 1 or 1000."), 1),
    },
    "CurrentLine": {
        "programma": _is(say("The programma that holds the amount now.")),
        "taakveld": _is(say("Its taakveld (Iv3), in quotation marks."), "0.4"),
        "side": _is(say("Expense (lasten) or income (baten).")),
        "amounts": _is(say("Year → what the budget holds now, in euros.")),
    },
    "Settings": {
        "years": _is(say("The years that the budget has."), [2023, 2024]),
        "date": _is(say("The date of the figures."), "2023-01-20"),
        "executor": _is(say("Who spends the money and sends the contributions.")),
        "currency": _is(say("The currency of all amounts."), "EUR"),
        "language": _is(say("The language of what is shown.")),
        "vat": _is(say("Whether amounts hold VAT.")),
        "default_scenario": _is(say("The scenario that is shown when none is asked for; none for the base files.")),
        "rounding": _is(say("To what, how and when amounts are rounded.")),
        "amendment": _is(say("What is known of the budget amendment.")),
        "current": _is(say("Organisation → the amounts that its budget holds now.")),
    },
    "Scenario": {
        "base": _is(say("The id of the scenario to start from; otherwise the base files.")),
        "only": _is(say("The measures that are taken, and no other.")),
        "without": _is(say("The measures that are left out.")),
        "assumptions": _is(say("What the scenario assumes; inherited along base.")),
        "patch": _is(say("Changes to the base files: mappings merge, all else is replaced, null removes.")),
        "controls": _is(say("Published figures of this scenario alone.")),
    },
    "Budget": {
        "budget": _is(say("The budget as a whole: years, date, language, rounding.")),
        "documents": _is(say("The published documents that facts were taken from, by id.")),
        "pc_documents": _is(say("The planning and control documents (P&C) in which changes land, by id.")),
        "participants": _is(say("Who bears cost, by id; the order decides ties in rounding.")),
        "drivers": _is(say("Counted quantities that keys divide by, such as inhabitants, by id.")),
        "keys": _is(say("The distribution keys (verdeelsleutels), by id.")),
        "measures": _is(say("What costs or yields money, by id.")),
        "controls": _is(say("Published figures that the result is held against, by id.")),
    },
}
"""By the name of the object, each field of its own."""


def described(kinds: tuple[str, ...], field: str) -> Description:
    """Return the description of a field of an object, given the names of the object and of what it extends."""
    for kind in kinds:
        if field in FIELDS.get(kind, {}):
            return FIELDS[kind][field]
    return COMMON[field]
