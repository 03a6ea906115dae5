"""A file for text that could not be copied."""

from pathlib import Path

from lmo_tui.domain.errors import StorageError
from lmo_tui.storage.exports import write_whole


class ClipFile:
    """Fits Clip: one file, which holds what was shown last."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, text: str) -> str:
        """Write it where only this user can read it; where that is."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageError(f"{self._path.parent} cannot be made.", f"{error.strerror}.") from None
        write_whole(self._path, (text, "\n"), replace=True)
        return str(self._path)
