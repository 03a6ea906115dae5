"""No store at all: a secret is typed at each start, and gone with the process."""

from lmo_tui.domain.secrets import StoreKind


class MemoryStore:
    """Fits SecretStore."""

    kind = StoreKind.MEMORY

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def keep(self, name: str, secret: str) -> None:
        """Keep it until the process ends."""
        self._secrets[name] = secret

    def fetch(self, name: str) -> str | None:
        """What was kept in this process."""
        return self._secrets.get(name)

    def forget(self, name: str) -> None:
        """Drop it."""
        self._secrets.pop(name, None)
