"""Stand-ins for the palettes Windows hands over, so that a Linux screen, a picture or a test can be judged by them."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from desktop.views.kit.look import mix

#: Window, base, text, button, accent and the text on it.
_PALETTES = {
    "light": ("#f3f3f3", "#ffffff", "#1b1b1b", "#fdfdfd", "#005fb8", "#ffffff"),
    "dark": ("#202020", "#292929", "#f5f5f5", "#353535", "#4cc2ff", "#000000"),
    "contrast": ("#000000", "#000000", "#ffffff", "#000000", "#1aebff", "#000000"),
}

PALETTES = tuple(_PALETTES)


def stand_in(name: str) -> QPalette:
    """The palette called `light`, `dark` or `contrast`."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    window, base, text, button, accent, on_accent = (QColor(colour) for colour in _PALETTES[name])
    palette = QPalette(button, window)
    for each in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
        palette.setColor(each, text)
    for each in (role.Base, role.ToolTipBase):
        palette.setColor(each, base)
    for each in (role.Highlight, role.Accent, role.Link):
        palette.setColor(each, accent)
    palette.setColor(role.AlternateBase, window)
    palette.setColor(role.HighlightedText, on_accent)
    palette.setColor(role.PlaceholderText, mix(text, base, 0.35))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, each, mix(text, base, 0.55))
    if name == "contrast":
        for each in (role.Light, role.Mid, role.Dark, role.Midlight, role.Shadow):
            palette.setColor(each, text)
    return palette
