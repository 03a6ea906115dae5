"""What this machine's database of terminals says."""


def colors_of(term: str) -> int | None:
    """How many colors the terminal of that name has, -1 for none; None where it is not listed, or there is no list."""
    try:
        import curses
    except ImportError:  # Windows has none.
        return None
    try:
        curses.setupterm(term, 2)
        return curses.tigetnum("colors")
    except (curses.error, OSError, ValueError):
        return None
