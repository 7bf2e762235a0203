"""The descriptions of the fields of drivers and keys."""

from ridcalc.core.values.problems import say
from ridcalc.reading.description import Description, field

KEYS: dict[str, dict[str, Description]] = {
    "Driver": {
        "unit": field(say("What is counted."), "inwoners", "werkplekken"),
        "values": field(say("Reference year, then participant, then the number counted; never negative.")),
        "from": field(
            say("Other drivers, each with the number by which it is multiplied; they are added up."),
            {"uitrukken": 1, "inwoners": "1/100"},
        ),
        "average": field(say("Over how many calendar years, up to the reference year, each of these is averaged."), 5),
        "round": field(say("To what each of these is rounded before they are added up."), 0.1, 1),
    },
    "Definition": {
        "shares": field(say("Participant → share; together exactly 1. Percentages may be written."), {"a": "52%"}),
        "weights": field(say("Participant → number, not negative; the amount is divided in proportion to them.")),
        "driver": field(say("The id of a driver, in proportion to whose numbers the amount is divided.")),
        "among": field(say("The participants over whom a driver divides: a list, a group, or all."), ["a", "b"], "all"),
        "lag": field(say("How many years before the amount's year the driver's values are taken, 0 to 100."), 2),
        "blend": field(say("Key → share; together exactly 1: a mix of other keys."), {"rid": "70%", "andere": "30%"}),
        "transition": field(
            say("From one key to another: per year the share of the new one; the old one has the rest."),
            {"from": "oud", "to": "nieuw", "path": {"2026": "50%", "2027": "100%"}},
        ),
        "joins": field(
            say("Participant → the date on which it joins; in that year it counts for the part that is left."),
            {"doesburg": {"date": "2026-04-15", "by": "month"}},
        ),
        "fixed": field(
            say("Participant → amount per year in euros that it pays, and no part of the rest."), {"mgr": 12000}
        ),
        "tariff": field(say("Participant → a price per unit that it pays, and no part of the rest.")),
        "leaves": field(say("Participant → what it still pays after it has left, and no part of the rest.")),
        "base": field(
            say("An amount per year in euros for each who shares the rest, or participant → amount; the rest follows."),
            20000,
            {"noord": 20000},
        ),
        "minimum": field(
            say("Participant → the least that it pays per year in euros, base included."), {"zuid": 90000}
        ),
        "maximum": field(
            say("Participant → the most that it pays per year in euros, base included."), {"noord": 200000}
        ),
    },
    "Transition": {
        "from": field(say("The id of the key that holds before.")),
        "to": field(say("The id of the key that takes its place.")),
        "path": field(say("Year → the share of the new key, from that year on; it never falls."), {"2026": "50%"}),
    },
    "Join": {
        "date": field(say("The day from which it takes part."), "2026-04-15"),
        "by": field(say("What counts of its first year: whole months, whole quarters, or days.")),
    },
    "KeyTariff": {
        "driver": field(say("The id of the driver that counts the units; or give quantity.")),
        "quantity": field(say("The number of units; or give driver."), 17),
        "price": field(say("The price of a unit in euros."), 1250),
        "factor": field(say("What the price is multiplied by; 1 when left out."), 1.1),
    },
    "Leaving": {
        "last": field(say("The last contribution before it left, in euros."), 73711.57),
        "path": field(say("Year → the part of last that it pays."), {"2026": "100%", "2027": "80%"}),
    },
    "Key": {
        "versions": field(
            say("Period → definition, in force from its start until the next; with split also from a day.")
        ),
        "split": field(say("Divides an amount whose period spans versions over these first, by days."), "days"),
    },
}
"""Object name → field → description."""
