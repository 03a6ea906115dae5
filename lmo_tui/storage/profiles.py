"""The file of the stored orgs: TOML, only for this user's eyes; comments in it stay, and no secret is ever in it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.profiles import Profile, Profiles, profiles_from, values_of
from lmo_tui.domain.text import clean
from lmo_tui.storage.files import make_private_folder
from lmo_tui.storage.locks import alone

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

LONGEST: Final = 1_000_000
"""Bytes that are read: a file beyond it is not ours."""


class ProfilesFile:
    """Keeps the orgs that one has logged in to."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Profiles:
        """All that are there; raises StorageError for a file that cannot be read at all."""
        text = self._text()
        if not text:
            return Profiles()
        import tomllib

        try:
            return profiles_from(tomllib.loads(text))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise self._no_toml(error) from None

    def keep(self, profile: Profile, *, default: bool = False) -> None:
        """Add a profile, or put it in the place of the one of its alias; the first one becomes the default."""

        def change(document: "TOMLDocument") -> None:
            import tomlkit

            orgs = document.setdefault("orgs", tomlkit.table(is_super_table=True))
            table = orgs.setdefault(profile.alias, tomlkit.table())
            values = values_of(profile)
            for name in [name for name in table if name not in values]:
                del table[name]
            for name, value in values.items():
                if table.get(name) != value:
                    table[name] = value
            if default or not document.get("default"):
                _set_default(document, profile.alias)

        self._change(change)

    def forget(self, alias: str) -> None:
        """Take a profile out."""

        def change(document: "TOMLDocument") -> None:
            document.get("orgs", {}).pop(alias, None)
            if document.get("default") == alias:
                del document["default"]

        self._change(change)

    def make_default(self, alias: str) -> None:
        """Let this one be meant where none is named."""
        self._change(lambda document: _set_default(document, alias))

    def _change(self, change: Callable[["TOMLDocument"], None]) -> None:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        from lmo_tui.storage.exports import write_whole

        target = self._path.resolve()  # A link to where one keeps one's dot files stays a link.
        try:
            make_private_folder(target.parent)
        except OSError as error:
            raise StorageError(f"{target.parent} cannot be made.", f"{error.strerror}.") from None
        with alone(target.with_name(f"{target.name}.lock")):  # Two logins at once must both be kept.
            try:
                document = tomlkit.parse(self._text())
                change(document)
            except (TOMLKitError, RecursionError, AttributeError, TypeError) as error:
                raise self._no_toml(error) from None
            write_whole(target, (tomlkit.dumps(document),), replace=True)

    def _text(self) -> str:
        try:
            with self._path.open("rb") as file:
                data = file.read(LONGEST + 1)
            if len(data) <= LONGEST:
                return data.decode("utf-8").replace("\r\n", "\n")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise StorageError(f"{self._path} cannot be read.", f"{error.strerror}.", "Mend or remove it.") from None
        except UnicodeDecodeError:
            pass
        raise StorageError(f"{self._path} is no text of at most 1 MB.", remedy="Mend or remove it.")

    def _no_toml(self, error: Exception) -> StorageError:
        return StorageError(f"{self._path} is not as it was written.", f"{clean(str(error), 200)}.", "Mend it.")


def _set_default(document: "TOMLDocument", alias: str) -> None:
    document["default"] = alias
