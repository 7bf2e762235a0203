"""Weights as a reader recognises them: in the numbers that stand in the key."""

import json
from pathlib import Path
from typing import Any

import pytest

from builders import write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.keys.display_weights import DisplayWeights
from ridcalc.core.keys.plans import Stage
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

DRIVERS = {"inwoners": {"values": {"2023": {"a": "44154.5", "b": 25060}, "2025": {"a": 2, "b": 4}}}}
JULY = {"b": {"date": "2024-07-01", "by": "month"}}


@pytest.mark.parametrize(
    ("key", "weights"),
    [
        ({"shares": {"a": "52%", "b": "48%"}}, (52, 48)),
        ({"shares": {"a": "50%", "b": "50%"}}, (50, 50)),
        ({"shares": {"a": "52.5%", "b": "47.5%"}}, (525, 475)),
        ({"shares": {"a": "1/8", "b": "7/8"}}, (125, 875)),
        ({"shares": {"a": "1/3", "b": "2/3"}}, (1, 2)),
        ({"shares": {"a": "3/32", "b": "29/32"}}, (9375, 90625)),
        ({"shares": {"a": "1/4096", "b": "4095/4096"}}, (244140625, 999755859375)),
        ({"shares": {"a": "1/7", "b": "6/7"}}, (1, 6)),
        ({"shares": {"a": "1/28", "b": "27/28"}}, (1, 27)),
        ({"weights": {"a": 4, "b": 6}}, (4, 6)),
        ({"weights": {"a": "0.5", "b": "0.25"}}, (50, 25)),
        ({"weights": {"a": "1/3", "b": 1}}, (1, 3)),
        ({"driver": "inwoners", "among": ["a", "b"]}, (441545, 250600)),
        ({"blend": {"half": "50%", "vier": "50%"}}, (9, 11)),
        ({"blend": {"half": "70%", "drie": "30%"}}, (7 * 5 * 3 + 3 * 1 * 10, 7 * 5 * 3 + 3 * 2 * 10)),
        # b joins in July: of 1/2 × 50% + 6/10 × 50% = 55% it has the half, beside the 45% of a
        ({"blend": {"half": "50%", "vier": "50%"}, "joins": JULY}, (18, 11)),
        # half of that blend and half of 5 : 5: a 47.5%, and of the 52.5% of b the half
        ({"blend": {"mix": "50%", "half": "50%"}, "joins": JULY}, (38, 21)),
        ({"versions": {"2020": {"weights": {"a": 1, "b": 1}}, "2024": {"weights": {"a": 2, "b": 6}}}}, (2, 6)),
    ],
)
def test_weights_come_as_they_are_written(key: dict[str, Any], weights: tuple[int, ...], tmp_path: Path) -> None:
    display, stage = displayed(key, tmp_path, 10**15)
    assert display.of(stage.versions).weights == dict(zip("ab", weights, strict=True))
    assert weights[0] * stage.weights[1] == weights[1] * stage.weights[0]


def test_weights_of_a_blend_come_in_lowest_terms_where_their_sum_is_too_large(tmp_path: Path) -> None:
    # 5 : 5 and 2 : 2 in twentieths are 5 × 2 + 2 × 5 = 20 for each, together 40
    blend = {"blend": {"half": "50%", "twee": "50%"}}
    for below, weights in ((41, {"a": 20, "b": 20}), (40, {"a": 1, "b": 1})):
        display, stage = displayed(blend, tmp_path, below)
        assert display.of(stage.versions).weights == weights


def displayed(key: dict[str, Any], folder: Path, below: int) -> tuple[DisplayWeights, Stage]:
    """Return the weights of a budget with a key, and the stage in which the key divides."""
    others = {
        "half": {"weights": {"a": 5, "b": 5}},
        "vier": {"weights": {"a": 4, "b": 6}},
        "drie": {"weights": {"a": 1, "b": 2}},
        "twee": {"weights": {"a": 2, "b": 2}},
        "mix": {"blend": {"half": "50%", "vier": "50%"}},
    }
    keys = {"participants": {"a": {}, "b": {}}, "drivers": DRIVERS, "keys": {"key": key, **others}}
    measure = {"nature": "structural", "key": "key", "amounts": {"2024": 100}}
    files = {"keys.yaml": keys, "measures.yaml": {"budget": {"years": [2024]}, "measures": {"m": measure}}}
    write_folder(folder, {name: json.dumps(document) for name, document in files.items()})
    allocation = allocate(load(Folder(str(folder))).case)
    (division,) = allocation.divisions
    return DisplayWeights(allocation.case.budget, allocation.driver_values, below), division.plan.stages[0]
