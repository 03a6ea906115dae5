"""How the C library hands out memory: as little as can be kept, for a program that is open all day."""

from typing import Final

_ARENAS: Final = (-8, 1)
"""M_ARENA_MAX: one heap for all threads. Each further one keeps what it once needed: 70 MB after a load by eight."""

_APART: Final = (-3, 64 * 1024)
"""M_MMAP_THRESHOLD: from so many bytes on, such as a page of an answer, memory goes back to the system at once."""

_TRIMMED: Final = (-1, 128 * 1024)
"""M_TRIM_THRESHOLD: more than so many free bytes at the end of the heap go back as well."""


def keep_memory_small() -> bool:
    """Ask glibc to keep no more than is needed; elsewhere nothing happens, and False is returned."""
    try:
        import ctypes

        mallopt = ctypes.CDLL(None).mallopt
    except (ImportError, OSError, AttributeError, TypeError):
        return False
    return [mallopt(*each) for each in (_ARENAS, _APART, _TRIMMED)] == [1, 1, 1]
