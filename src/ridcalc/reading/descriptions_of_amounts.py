"""The descriptions of the fields of what amounts follow from: indices, tariffs and surcharges."""

from ridcalc.core.values.problems import say
from ridcalc.reading.description import Description, field

AMOUNTS: dict[str, dict[str, Description]] = {
    "Index": {
        "rates": field(say("Year → the change of prices in that year, as a percentage."), {"2025": "3.2%"}),
        "values": field(say("Year → the value of a series, instead of rates."), {"2024": 850.3}),
        "mix": field(
            say("Index → weight; together exactly 1: a mix of other indices."), {"loon": "2/3", "prijs": "1/3"}
        ),
        "precision": field(say("What the rate of a mix is rounded to; exact when left out."), "0.01%"),
        "corrections": field(say("Year → corrections of its rate afterwards."), {"2024": ["4.6%"]}),
        "correction": field(say("Whether corrections are added to the rate (additive) or multiplied (compound).")),
        "provisional": field(say("True as long as its rates may still change.")),
    },
    "IndexationRules": {
        "method": field(say("Rounded year by year (yearly), or once at the end (cumulative).")),
        "prices": field(say("Prices of each year (current), or of one year (constant).")),
        "constant_from": field(say("The year at whose prices later years stay, with constant prices."), 2025),
    },
    "Tariff": {
        "driver": field(say("The id of the driver that counts the units.")),
        "among": field(say("Who pays: a list of participants, a group, or all.")),
        "price": field(say("From which year → the price of a unit in euros, or PM."), {"2024": 1250}),
        "factor": field(say("What the price is multiplied by; 1 when left out."), "1/2"),
        "lag": field(say("How many years before the amount's year the units are counted, 0 to 100."), 1),
        "price_decimals": field(say("The decimals to which an indexed price is rounded; 2 when left out."), 2),
    },
    "Surcharge": {
        "rate": field(say("The rate as a percentage, or from which year → rate."), "30%", {"2024": "30%"}),
        "of": field(say("What it is over: a list of measures, or those with a key or of a task."), ["beheer"]),
    },
    "Over": {
        "key": field(say("The measures with this key.")),
        "task": field(say("The measures of this task.")),
    },
}
"""Object name → field → description."""
