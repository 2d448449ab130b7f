"""The four themes of the desk and the colour variables that its stylesheets use."""

from __future__ import annotations

from textual.theme import Theme

_NAMES = (
    "bg",
    "ink",
    "muted",
    "accent",
    "danger",
    "warn",
    "dangerbg",
    "ondanger",
    "dangertint",
    "say",
    "sel",
    "field",
    "rule",
)
_DAY = (
    "#F8F6F1",
    "#1E2326",
    "#5B636A",
    "#0B5D66",
    "#A81E18",
    "#7A4E00",
    "#A81E18",
    "#FFFFFF",
    "#F6DFDB",
    "#E3ECEA",
    "#D5E3E3",
    "#FFFFFF",
    "#C9C6BC",
)
_NIGHT = (
    "#14181A",
    "#D9D6CD",
    "#9CA3A5",
    "#7CC4BE",
    "#FF8F80",
    "#E0B568",
    "#A8261E",
    "#FFFFFF",
    "#341B19",
    "#1D2B2C",
    "#26383A",
    "#20282B",
    "#3A4245",
)
_CONTRAST = (
    "#000000",
    "#FFFFFF",
    "#D0D0D0",
    "#FFE94A",
    "#FF9C8F",
    "#FFE94A",
    "#C80000",
    "#FFFFFF",
    "#000000",
    "#000000",
    "#003A8C",
    "#000000",
    "#FFFFFF",
)
_PLAIN = (
    "#000000",
    "#FFFFFF",
    "#C0C0C0",
    "#00FFFF",
    "#FFFF00",
    "#FFFF00",
    "#800000",
    "#FFFFFF",
    "#000000",
    "#000000",
    "#000080",
    "#000080",
    "#808080",
)


def _theme(name: str, colours: tuple[str, ...], *, dark: bool) -> Theme:
    use = dict(zip(_NAMES, colours, strict=True))
    return Theme(
        name=name,
        primary=use["accent"],
        secondary=use["muted"],
        accent=use["accent"],
        foreground=use["ink"],
        background=use["bg"],
        surface=use["say"],
        panel=use["sel"],
        warning=use["warn"],
        error=use["danger"],
        success=use["muted"],
        dark=dark,
        variables={f"d-{colour}": value for colour, value in use.items()},
    )


THEMES: dict[str, Theme] = {
    "day": _theme("day", _DAY, dark=False),
    "night": _theme("night", _NIGHT, dark=True),
    "contrast": _theme("contrast", _CONTRAST, dark=True),
    "plain": _theme("plain", _PLAIN, dark=True),
}
"""The themes by name, in the order in which the desk offers them."""


def variable_defaults() -> dict[str, str]:
    """Return the day's colour variables, for `App.get_theme_variable_defaults`."""
    return dict(THEMES["day"].variables)
