"""The contrast table of the four themes, computed from the themes themselves."""

from __future__ import annotations

import pytest

from deskapp.tui.look.palette import THEMES, variable_defaults

GROUNDS = ("bg", "say", "sel", "field", "dangertint")
TABLE = {
    ("day", "ink"): (14.7, 13.2, 12.0, 15.9, 12.5),
    ("day", "muted"): (5.7, 5.1, 4.6, 6.1, 4.8),
    ("day", "accent"): (7.0, 6.3, 5.7, 7.6, 6.0),
    ("day", "danger"): (6.8, 6.1, 5.6, 7.3, 5.8),
    ("day", "warn"): (6.7, 6.0, 5.5, 7.2, 5.7),
    ("night", "ink"): (12.3, 10.1, 8.5, 10.3, 11.0),
    ("night", "muted"): (7.0, 5.7, 4.8, 5.9, 6.2),
    ("night", "accent"): (8.9, 7.3, 6.1, 7.5, 8.0),
    ("night", "danger"): (8.1, 6.6, 5.6, 6.8, 7.2),
    ("night", "warn"): (9.3, 7.7, 6.4, 7.8, 8.3),
}
TEXTS = ("ink", "muted", "accent", "danger", "warn")


def colour(theme: str, name: str) -> str:
    return THEMES[theme].variables[f"d-{name}"]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2, of a colour written #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text: str, ground: str) -> float:
    """Contrast ratio by WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(text), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "text"), TABLE)
def test_the_contrast_of_text_is_what_the_table_says(theme: str, text: str) -> None:
    found = tuple(contrast(colour(theme, text), colour(theme, ground)) for ground in GROUNDS)
    assert found == pytest.approx(TABLE[theme, text], abs=0.06)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_all_text_can_be_read_on_every_ground(theme: str, text: str, ground: str) -> None:
    assert contrast(colour(theme, text), colour(theme, ground)) >= 4.5


@pytest.mark.parametrize(
    ("theme", "ratio"), [("day", 7.3), ("night", 7.1), ("contrast", 6.1), ("plain", 10.9)]
)
def test_the_danger_bar_can_be_read(theme: str, ratio: float) -> None:
    bar = contrast(colour(theme, "ondanger"), colour(theme, "dangerbg"))
    assert bar == pytest.approx(ratio, abs=0.06)


@pytest.mark.parametrize(("theme", "lowest"), [("contrast", 5.2), ("plain", 8.8)])
def test_the_weakest_pair_of_the_dark_themes_is_known(theme: str, lowest: float) -> None:
    pairs = [contrast(colour(theme, t), colour(theme, g)) for t in TEXTS for g in GROUNDS]
    assert min(pairs) == pytest.approx(lowest, abs=0.06)


def test_every_theme_names_the_same_colours() -> None:
    names = {frozenset(theme.variables) for theme in THEMES.values()}
    assert names == {frozenset(variable_defaults())}
