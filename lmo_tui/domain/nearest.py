"""What somebody may have meant who typed something else."""

from collections.abc import Iterable


def nearest(typed: str, known: Iterable[str]) -> str:
    """The question whether the likeliest of the known names was meant; empty if none is like it."""
    from difflib import get_close_matches  # 4 ms, for what is seldom wrong.

    near = get_close_matches(typed, list(known), n=1, cutoff=0.65)
    return f"Did you mean {near[0]}?" if near else ""
