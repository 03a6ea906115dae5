"""What a piece of text is, which a theme turns into how it looks."""

from enum import StrEnum


class Role(StrEnum):
    """One meaning, one look: `styles/base.tcss` gives each its color and attributes."""

    TEXT = "text"
    DIM = "dim"
    STRONG = "strong"
    ACCENT = "accent"
    KEY = "key"
    OFF = "off"
    RULE = "rule"
    HEADER = "header"
    SORTED = "sorted"
    ACTIVE = "active"
    TRIAL = "trial"
    SUSPENDED = "suspended"
    UNINSTALLED = "uninstalled"
    PROBLEM = "problem"
    WARNING = "warning"
    PENDING = "pending"
    TAB_ON = "tab-on"
    CURSOR = "cursor"
    CURSOR_BLURRED = "cursor-blurred"
    BADGE_PROD = "badge-prod"
    BADGE_DEMO = "badge-demo"
    BADGE_OTHER = "badge-other"
    WRITING = "writing"

    @property
    def css_class(self) -> str:
        """The component class that carries the look."""
        return f"role--{self}"


CSS_CLASSES = frozenset(role.css_class for role in Role)
"""The component classes of every widget that paints spans."""

FILLED = frozenset(
    {Role.CURSOR, Role.CURSOR_BLURRED, Role.BADGE_PROD, Role.BADGE_DEMO, Role.BADGE_OTHER, Role.WRITING, Role.TAB_ON}
)
"""Roles with a background of their own, where a blank is not just a blank."""
