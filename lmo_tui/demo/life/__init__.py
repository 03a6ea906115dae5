"""What happens in a demo LMO by itself: customers install, upgrade and leave, and colleagues edit."""

from lmo_tui.demo.life.happenings import Event, Happenings

__all__ = ["Event", "Happenings"]
