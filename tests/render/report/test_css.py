"""The look of a page: its colours have the contrast of WCAG AA, on paper and on panels, also where more is asked."""

import re

import pytest

from ridcalc.render.report.css import CSS

PLAIN, MORE = (
    dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6})", part))
    for part in (CSS.split("@media")[0], CSS.split("prefers-contrast: more")[1].split("@media")[0])
)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as #154f7d, from 0 to 1 (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_all_contrast_and_a_known_grey_just_enough() -> None:
    assert round(contrast("#000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#fff"), 2) == 4.54


@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "up", "down"])
def test_texts_and_bars_stand_out_on_every_ground(ink: str, ground: str) -> None:
    assert contrast(PLAIN[ink], PLAIN[ground]) >= 4.5
    assert contrast(MORE[ink], MORE[ground]) >= 7


def test_every_colour_is_a_property_that_a_house_can_set() -> None:
    rules = re.sub(r"--[a-z-]+:[^;]*;", "", CSS)
    assert re.findall(r"#[0-9a-f]{3,6}\b", rules) == []
    assert set(re.findall(r"var\(--([a-z-]+)\)", CSS)) <= set(re.findall(r"--([a-z-]+):", CSS))
