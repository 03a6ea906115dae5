"""Secrets that are held for this run alone."""

from lmo_tui.domain.secrets import StoreKind


class Held:
    """Fits SecretStore: what one types at a start, gone at its end."""

    kind = StoreKind.MEMORY

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def keep(self, name: str, secret: str) -> None:
        """Hold it."""
        self._secrets[name] = secret

    def fetch(self, name: str) -> str | None:
        """The secret of this name; None if there is none."""
        return self._secrets.get(name)

    def forget(self, name: str) -> None:
        """Drop it; no error if there is none."""
        self._secrets.pop(name, None)
