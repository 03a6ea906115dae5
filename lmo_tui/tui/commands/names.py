"""What keys are called: by Textual, and by people."""

import string
import unicodedata
from typing import Final

_OTHERWISE: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
    "commercial_at": "at",
}
"""What Textual calls a character by another name than Unicode does."""


def sign_name(character: str) -> str:
    """Textual's name of the key that types this character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _OTHERWISE.get(name, name)


NAMES: Final = {
    **{sign_name(sign): sign for sign in string.punctuation},
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "ctrl+l": "Ctrl+L",
    "ctrl+p": "Ctrl+P",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "Esc",
}
"""Textual's key names, as people write them."""
