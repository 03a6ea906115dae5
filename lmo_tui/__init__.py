"""lmo-tui: a terminal desk for the License Management Org."""

__version__ = "0.1.0"
