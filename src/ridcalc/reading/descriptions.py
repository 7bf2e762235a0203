"""The descriptions of all fields of the files, for the schemas that editors show. Units: euros, shares of 1, years."""

from ridcalc.core.budget.sections import OF_ORGANISATIONS
from ridcalc.core.values.problems import say
from ridcalc.reading.description import Description
from ridcalc.reading.description import field as _field
from ridcalc.reading.descriptions_of_amounts import AMOUNTS
from ridcalc.reading.descriptions_of_keys import KEYS

COMMON = {
    "name": _field(say("What it is called where it is shown; its id when left out.")),
    "description": _field(say("What it is, for whoever reads the file.")),
    "source": _field(say("Where it was found: a document, and the section and page in it.")),
    "assumption": _field(say("A choice that no source settles; amounts that rest on it are marked.")),
    "note": _field(say("A remark; it comes in the workbook, not in tables.")),
}
"""Field → description, for the fields of every named object."""

FIELDS: dict[str, dict[str, Description]] = {
    "FactSource": {
        "document": _field(say("The id of a document in measures.yaml.")),
        "section": _field(say("The section or paragraph."), "4.1"),
        "page": _field(say("The page, or pages."), 12, "12-14"),
    },
    "Document": {
        "title": _field(say("The document's title.")),
        "publisher": _field(say("Who published it.")),
        "date": _field(say("When, as the document says it."), "2023-01-20", 2023),
        "reference": _field(say("Its number or where it can be found.")),
    },
    "PcDocument": {
        "year": _field(say("The first year whose changes the planning document shows."), 2023),
        "date": _field(say("When it is decided; the documents stand in this order."), "2023-09-20"),
        "threshold": _field(say("From what change, in euros, a post is a line of its own."), 100000),
        "headings": _field(
            say("The headings under which changes stand, by id."), {"autonoom": "Autonome ontwikkelingen"}
        ),
    },
    "Stage": {
        "scenario": _field(say("The scenario that was decided; none for the base files.")),
        "date": _field(say("When it is decided; stages stand in this order."), "2023-07-05"),
        "body": _field(say("Who decides on it."), "AB SdL"),
        "number": _field(say("The number of the decision."), "2023-1"),
        "pc_document": _field(
            say("The planning document in which the change lands: one for all, or one per municipality."),
            "vgr2-2023",
            {"zevenaar": "vgr2-2023"},
        ),
    },
    "Reserve": {
        "of": _field(say("Whose reserve it is: the executor or a participant."), "zevenaar"),
        "balance": _field(say("Year → the balance on 1 January, in euros."), {"2023": 500000}),
        "floor": _field(say("The balance below which it should not come, in euros."), 0),
        "structural": _field(say("True if it pays for structural costs, such as capital charges.")),
        "booking": _field(say("Where additions and withdrawals are booked; taakveld 0.10 when left out.")),
    },
    "Current": {
        "stage": _field(say("The stage as of which the budget holds this; otherwise the stage that is counted from.")),
        "accounts": _field(say("The amounts per programma, taakveld and side.")),
    },
    "Incidental": {"threshold": _field(say("From what amount, in euros, a post is named."), 25000)},
    "Booking": {
        "programma": _field(say("The programma of the organisation's own budget.")),
        "taakveld": _field(say("The taakveld (Iv3), in quotation marks."), "0.4"),
        "category": _field(say("The economic category (Iv3), in quotation marks."), "3.8", "4.3.3"),
        "codes": _field(say("Codes of the organisation's own, by any name; they pass through unread.")),
        "overview": _field(say("The group beside the programmas in which it stands (BBV art. 17)."), "overhead"),
    },
    "Coverage": {
        "source": _field(say("What pays for it: the saldo, a reserve, the unforeseen item, or existing budget.")),
        "nature": _field(say("Of which nature it pays; first incidental, then structural, when left out.")),
        "amount": _field(say("The most that it pays, in euros; all that is left when left out."), 20000),
        "reserve": _field(say("The id of the reserve that pays."), "ict"),
        "booking": _field(say("Where the existing budget that pays is booked.")),
        "remark": _field(say("Which reserve or budget, or which decision.")),
    },
    "Participant": {
        "members": _field(say("The ids of a partnership's members; key says how its amount is divided over them.")),
        "key": _field(say("The id of the key that divides the partnership's amount over its members.")),
        "booking": _field(say("Where the contribution is booked.")),
        "layer": _field(say("What kind of body it is; an arrangement if it has members, else a municipality.")),
        "task_bookings": _field(
            say("Task → where the contribution to it is booked, before all else."), {"ict": {"taakveld": "0.4"}}
        ),
        "unforeseen": _field(say("Where the item for unforeseen expenses is booked.")),
        "coverage": _field(
            say("Per year what pays for the contribution: one source, or a list that is taken in order."),
            {"2023": [{"source": "reserve", "reserve": "ict", "nature": "incidental"}, {"source": "saldo"}]},
        ),
        "successor": _field(say("The participant that it becomes part of, and for which its counts count after that.")),
        "until": _field(say("The last year in which it stands by itself, with successor."), 2017),
    },
    **KEYS,
    "Measure": {
        "nature": _field(say("Incidental (once) or structural (every year).")),
        "key": _field(say("The id of the key that divides it.")),
        "side": _field(say("Expense (lasten), or income (baten), which lowers the contributions.")),
        "amounts": _field(
            say("Period → amount in euros, or PM for an unknown amount."), {"2023": 60000, "2024-H1": "PM"}
        ),
        "total": _field(say("One amount in euros for all periods of spread, instead of amounts; or PM.")),
        "spread": _field(say("Period → the share of total that falls in it; together exactly 1.")),
        "yearly": _field(
            say("From when → amount per year in euros, or PM; it holds until the next, and 0 ends it."),
            {"2024": 60000, "2026-H2": 90000},
        ),
        "ends": _field(say("The last year that has an amount, with yearly."), 2027),
        "tariff": _field(say("A price that each participant pays per unit of a driver; such a measure has no key.")),
        "parts": _field(
            say("Period → participant → the amount that was agreed, divided as written; such a measure has no key."),
            {"2025": {"noord": 500, "zuid": -300}},
        ),
        "surcharge": _field(say("A rate of what other measures come to in the year.")),
        "index": _field(say("The id of the index that raises its amounts, or none."), "none"),
        "price_level": _field(say("The year in whose prices its amounts are written."), 2024),
        "task": _field(say("The id of the task that it belongs to.")),
        "booking": _field(say("Where the executor books it.")),
        "reserve": _field(say("The reserve of the executor that it adds to (expense) or withdraws from (income).")),
        "heading": _field(say("The heading under which it stands in planning documents.")),
        "pc_document": _field(
            say("The planning document (P&C-document) in which the change lands: one for all years, or one per year."),
            "vgr2-2023",
            {"2023": "vgr2-2023"},
        ),
        "vat": _field(say("Whether its amounts hold VAT, if other than the budget says.")),
    },
    **AMOUNTS,
    "Task": {
        "booking": _field(say("Where participants book their contribution to it.")),
        "receives": _field(say("Where the executor, or a partnership, receives the contributions to it.")),
    },
    "Defaults": {
        "key": _field(say("The key of measures that name none.")),
        "nature": _field(say("The nature of measures that name none.")),
        "task": _field(say("The task of measures that name none.")),
        "booking": _field(say("The booking of measures that have none.")),
        "pc_document": _field(say("The planning documents of measures that name none, per year.")),
    },
    "Control": {
        "year": _field(say("The year that the published figure is of."), 2023),
        "amount": _field(say("The published figure in euros."), 410000),
        "participant": _field(say("Whose part was published; all together when left out.")),
        "nature": _field(say("Of which nature; both when left out.")),
        "measure": _field(say("Of which measure; all of them when left out.")),
        "rounded_to": _field(say("What the figure was rounded to, in euros."), 1000),
        "by_construction": _field(say("True if figures were chosen to meet it, so that meeting it proves nothing.")),
        "vat": _field(say("Whether the figure holds VAT, if other than the budget says.")),
    },
    "Executor": {
        "id": _field(say("The id of the body that spends the money and sends the contributions.")),
        "contributions": _field(say("Where it books the contributions that it receives, as far as no task says.")),
    },
    "Rounding": {
        "unit": _field(say("What every amount is a multiple of, in euros: 0.01, 1, 10, 100 or 1000."), 0.01, 1),
        "method": _field(say("Who takes the odd cents: the largest remainders, or the largest share.")),
        "level": _field(say("Per measure and period, or once for all of a year that is divided alike.")),
    },
    "Amendment": {
        "number": _field(say("The number of the budget amendment.")),
        "body": _field(say("Who decides on it."), "gemeenteraad"),
        "date": _field(say("When it is decided."), "2023-03-15"),
        "status": _field(say("Such as concept; until it is decided, the workbook says so."), "concept"),
        "unit": _field(say("What is booked in, in euros: 1 or 1000."), 1),
    },
    "CurrentLine": {
        "programma": _field(say("The programma that holds the amount now.")),
        "taakveld": _field(say("Its taakveld (Iv3), in quotation marks."), "0.4"),
        "side": _field(say("Expense (lasten) or income (baten).")),
        "amounts": _field(say("Year → what the budget holds now, in euros.")),
    },
    "Settings": {
        "years": _field(say("The years that the budget has."), [2023, 2024]),
        "date": _field(say("The date of the figures."), "2023-01-20"),
        "executor": _field(say("Who spends the money and sends the contributions.")),
        "currency": _field(say("The currency of all amounts."), "EUR"),
        "language": _field(say("The language of what is shown.")),
        "vat": _field(say("Whether amounts hold VAT.")),
        "default_scenario": _field(say("The scenario that is shown when none is asked for; none for the base files.")),
        "rounding": _field(say("To what, how and when amounts are rounded.")),
        "index": _field(say("The id of the index that raises structural costs, or none.")),
        "price_level": _field(
            say("The year in whose prices amounts are written, unless a measure says otherwise."), 2024
        ),
        "indexation": _field(say("How amounts are indexed.")),
        "defaults": _field(say("What holds for measures that do not say otherwise.")),
        "amendment": _field(say("What is known of the budget amendment.")),
        "current": _field(
            say("Organisation → the amounts that its budget holds now: a list, or a stage with such a list.")
        ),
        "structural_balance": _field(
            say("Municipality → year → the structural balance, and the stage as of which it holds."),
            {"zevenaar": {"stage": "primitief", "2024": 250000}},
        ),
        "incidental": _field(say("What the overview of incidental amounts names.")),
    },
    "Benchmark": {
        "unit": _field(say("What the figures are."), "euro per inwoner"),
        "driver": _field(say("The id of the driver that counts inhabitants; without it contributions are left out.")),
        "values": _field(say("Book year → the national figure, in euros per inhabitant."), {"2020": 93, "2021": 96}),
        "editions": _field(say("Book year → the year in which the figure was published."), {"2020": 2021}),
        "classes": _field(
            say("Size class → book year → the figure of that class, in euros per inhabitant."),
            {"60-100k": {"2020": 88}},
        ),
        "sizes": _field(
            say("Size class → how many inhabitants its organisations have."), {"60-100k": {"from": 60000, "to": 100000}}
        ),
        "class": _field(say("The size class to compare with; needed if there are more."), "60-100k"),
        "own": _field(
            say("Book year → the organisation's own cost as measured, in euros per inhabitant."), {"2020": 88}
        ),
        "index": _field(say("The id of the index that leads from the prices of one year to those of another."), "cpi"),
        "vat": _field(say("Whether the figures include VAT; not known when left out.")),
    },
    "ClassSize": {
        "from": _field(say("The least number of inhabitants."), 60000),
        "to": _field(say("The number of inhabitants below which they are."), 100000),
    },
    "DecisionDates": {
        "kind": _field(say("What is decided: a budget, an amendment of it, or the accounts of a year.")),
        "year": _field(say("The year that it is about; the first year of the budget when left out."), 2023),
        "exempt": _field(say("What the arrangement exempts from views: no-change, if no contribution changes.")),
        "recess": _field(say("The first and the last day of each recess of the councils."), ["2023-07-15/2023-08-27"]),
        OF_ORGANISATIONS: _field(say("When an organisation, by its id, decides: its meetings and its papers.")),
    },
    "OrganisationDates": {
        "meeting": _field(say("The day on which it decides."), "2023-07-05"),
        "meetings": _field(say("The meetings of a council, in order."), ["2023-05-24", "2023-06-28"]),
        "papers": _field(say("How many days before the meeting the papers go out; 0 when left out."), 14),
        "sent": _field(say("The day on which the draft was sent to the councils."), "2023-03-29"),
    },
    "Scenario": {
        "base": _field(say("The id of the scenario to start from; otherwise the base files.")),
        "only": _field(say("The measures that are taken, and no other.")),
        "without": _field(say("The measures that are left out.")),
        "assumptions": _field(say("What the scenario assumes; inherited along base.")),
        "patch": _field(say("Changes to the base files: mappings merge, all else is replaced, null removes.")),
        "controls": _field(say("Published figures of this scenario alone.")),
    },
    "Budget": {
        "budget": _field(say("The budget as a whole: years, date, language, rounding.")),
        "documents": _field(say("The published documents that facts were taken from, by id.")),
        "pc_documents": _field(say("The planning and control documents (P&C) in which changes land, by id.")),
        "participants": _field(say("Who bears cost, by id; the order decides ties in rounding.")),
        "groups": _field(say("Lists of participants by id, for among."), {"liemers": ["zevenaar", "duiven"]}),
        "stages": _field(say("The decisions on the budget, by id, in the order of deciding.")),
        "tasks": _field(say("What is done, by id; it decides where contributions are booked.")),
        "reserves": _field(say("The reserves of the executor and of municipalities, by id.")),
        "indices": _field(say("Indices of wages and prices, by id.")),
        "benchmarks": _field(say("Figures per inhabitant to compare with, by id.")),
        "decisions": _field(say("Stage → what is decided, and when each organisation decides on it.")),
        "drivers": _field(say("Counted quantities that keys divide by, such as inhabitants, by id.")),
        "keys": _field(say("The distribution keys (verdeelsleutels), by id.")),
        "measures": _field(say("What costs or yields money, by id.")),
        "controls": _field(say("Published figures that the result is held against, by id.")),
    },
}
"""Object name → field → description, for the fields of one object."""


def described(kinds: tuple[str, ...], field: str) -> Description:
    """Return the description of a field. `kinds` are the names of the object's model and of its base models.

    Raises:
        LookupError: the field has no description.
    """
    for kind in kinds:
        if field in FIELDS.get(kind, {}):
            return FIELDS[kind][field]
    if field not in COMMON:
        raise LookupError(f"the field '{field}' of {kinds[0]} has no description")
    return COMMON[field]
