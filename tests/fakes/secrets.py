"""Secret stores for tests: one in memory, and one in a file that two processes can share."""

import json
from pathlib import Path

from lmo_tui.domain.secrets import StoreKind


class MemorySecrets:
    """Fits SecretStore, and calls itself what the test says."""

    def __init__(self, kind: StoreKind = StoreKind.KEYRING) -> None:
        self.kind = kind
        self.held: dict[str, str] = {}

    def keep(self, name: str, secret: str) -> None:
        self.held[name] = secret

    def fetch(self, name: str) -> str | None:
        return self.held.get(name)

    def forget(self, name: str) -> None:
        self.held.pop(name, None)


class SharedSecrets:
    """Fits SecretStore: in a file, for tests with two processes."""

    kind = StoreKind.FILE

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, name: str, secret: str) -> None:
        unfinished = self._path.with_suffix(".new")
        unfinished.write_text(json.dumps({**self._all(), name: secret}))
        unfinished.replace(self._path)

    def fetch(self, name: str) -> str | None:
        return self._all().get(name)

    def forget(self, name: str) -> None:
        self._path.write_text(json.dumps({key: value for key, value in self._all().items() if key != name}))

    def _all(self) -> dict[str, str]:
        return dict(json.loads(self._path.read_text())) if self._path.exists() else {}
