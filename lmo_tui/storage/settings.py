"""The settings file: TOML that a person may edit; what they wrote beside our settings stays."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lmo_tui.domain.columns import Columns, spelled_columns
from lmo_tui.domain.errors import StorageError
from lmo_tui.domain.feature_sets import UNSET, FeatureSet
from lmo_tui.domain.filters.saved import SavedView
from lmo_tui.domain.filters.sorts import spelled_sort
from lmo_tui.domain.filters.view import Sort
from lmo_tui.domain.network import CA_BUNDLE, NETWORK
from lmo_tui.domain.settings import (
    COLUMNS,
    FEATURE_SETS,
    VIEWS,
    CheckKeys,
    Problem,
    Settings,
    keys_unchecked,
    settings_from,
)
from lmo_tui.domain.text import clean
from lmo_tui.storage.folders import stamp

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT

LONGEST: Final = 1_000_000
"""Bytes that are read: a file beyond it is not ours."""


class SettingsFile:
    """Fits SettingsStore. Without a file it costs one question to the disk."""

    def __init__(self, path: Path, check_keys: CheckKeys = keys_unchecked) -> None:
        self._path = path
        self._check_keys = check_keys

    def load(self) -> Settings:
        """The settings; what is wrong in the file is told in their problems, and never raised."""
        as_it_is = stamp(str(self._path))  # Before it is read: what is written meanwhile is another state.
        return self._read()._replace(stamp=as_it_is)

    def _read(self) -> Settings:
        try:
            text = self._text()
        except StorageError as error:
            return Settings(problems=(Problem(str(error)),))
        if not text:
            return Settings()
        import tomllib

        try:
            values = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            return Settings(problems=(Problem(str(self._no_toml(error))),))
        settings = settings_from(values, self._check_keys)
        problems = (*settings.problems, *_unreadable(settings))
        told = tuple(Problem(f"{self._place(text, each)}: {each.told}", table=each.table) for each in problems)
        return settings._replace(problems=told)

    def keep_view(self, view: SavedView) -> None:
        """Add a view, or put it in the place of the one of its name; raises StorageError."""

        def change(document: "TOMLDocument") -> None:
            import tomlkit

            views = _views(document)
            texts = {"name": view.name, "filter": view.filter, "sort": _sort(view)}
            values: dict[str, str | list[str]] = {**texts, COLUMNS: spelled_columns(view.columns)}
            place = _index(views, view.name)
            if place is None:
                table = tomlkit.table()
                views.append(table)
            else:
                table = views[place]
            for key, value in values.items():
                if value:
                    table[key] = value
                else:
                    table.pop(key, None)

        self._change(change)

    def keep_columns(self, columns: Columns) -> None:
        """Set the columns of all views that have none of their own; raises StorageError."""

        def change(document: "TOMLDocument") -> None:
            if columns:
                document[COLUMNS] = spelled_columns(columns)
            else:
                document.pop(COLUMNS, None)

        self._change(change)

    def forget_view(self, name: str) -> None:
        """Take a view out; raises StorageError."""

        def change(document: "TOMLDocument") -> None:
            views = _views(document)
            if (place := _index(views, name)) is not None:
                del views[place]

        self._change(change)

    def keep_feature_set(self, feature_set: FeatureSet) -> None:
        """Add a feature set, or put it in the place of the one of its name; raises StorageError."""

        def change(document: "TOMLDocument") -> None:
            import tomlkit

            sets = _tables(document, FEATURE_SETS)
            place = _index(sets, feature_set.name)
            if place is None:
                table = tomlkit.table()
                table["name"] = feature_set.name
                sets.append(table)
            else:
                table = sets[place]
            if feature_set.package:
                table["package"] = feature_set.package
            values = table.setdefault("values", tomlkit.table())
            for name in [name for name in values if name not in feature_set.values]:
                del values[name]
            for name, content in feature_set.values.items():
                values[name] = UNSET if content is None else content

        self._change(change)

    def forget_feature_set(self, name: str) -> None:
        """Take a feature set out; raises StorageError."""

        def change(document: "TOMLDocument") -> None:
            sets = _tables(document, FEATURE_SETS)
            if (place := _index(sets, name)) is not None:
                del sets[place]

        self._change(change)

    def _change(self, change: Callable[["TOMLDocument"], None]) -> None:
        """Write the file anew, whole or not at all; what is no TOML is left to its author."""
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        from lmo_tui.storage.exports import write_whole

        text = self._text()
        try:
            document = tomlkit.parse(text)
            change(document)
        except (TOMLKitError, RecursionError) as error:
            raise self._no_toml(error) from None
        except TypeError as error:
            raise StorageError(
                f"{self._path} was left as it is.", f"{error}.", f"Write [[{error.args[0].split()[0]}]] there."
            ) from None
        target = self._path.resolve()  # A link to where one keeps one's dot files stays a link.
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageError(f"{target.parent} cannot be made.", f"{error.strerror}.") from None
        write_whole(target, (tomlkit.dumps(document),), replace=True)

    def _text(self) -> str:
        try:
            with self._path.open("rb") as file:
                data = file.read(LONGEST + 1)
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise StorageError(f"{self._path} cannot be read.", f"{error.strerror}.", "Mend or remove it.") from None
        try:
            if len(data) <= LONGEST:
                return data.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            pass
        raise StorageError(f"{self._path} is no text of at most 1 MB.", remedy="Mend or remove it.")

    def _no_toml(self, error: Exception) -> StorageError:
        return StorageError(f"{self._path} is no TOML.", f"{clean(str(error), 200)}.", "Mend or remove it.")

    def _place(self, text: str, problem: Problem) -> str:
        """The file, and the line as far as it can be told."""
        lines = text.split("\n")
        head = f"[[{problem.table or VIEWS}]]"
        heads = [number for number, line in enumerate(lines) if line.replace(" ", "").startswith(head)]
        tables = [number for number, line in enumerate(lines) if problem.table and _heads(line, problem.table)]
        start, end = 0, len(lines)
        if problem.view is not None and problem.view < len(heads):
            start = heads[problem.view]
            end = [*heads, len(lines)][problem.view + 1]
        elif tables:
            start = tables[0] + 1
        for number in range(start, end):
            if lines[number].partition("=")[0].strip().strip("\"'") == problem.key:
                return f"{self._path}, line {number + 1}"
        return str(self._path) if problem.view is None and not tables else f"{self._path}, line {start + 1}"


def _unreadable(settings: Settings) -> list[Problem]:
    """The file of the authorities, if it is not there: it still counts, so that nothing is sent without it."""
    path = settings.network.ca_bundle
    if not path or Path(path).expanduser().is_file():
        return []
    return [Problem(f"There is no file {clean(path, 200)}.", CA_BUNDLE, table=NETWORK)]


def _heads(line: str, table: str) -> bool:
    return line.replace(" ", "").partition("#")[0].strip() == f"[{table}]"


def _sort(view: SavedView) -> str:
    return "" if view.sort == Sort() else spelled_sort(view.sort)


def _views(document: "TOMLDocument") -> "AoT":
    return _tables(document, VIEWS)


def _tables(document: "TOMLDocument", name: str) -> "AoT":
    import tomlkit
    from tomlkit.items import AoT

    tables = document.setdefault(name, tomlkit.aot())
    if not isinstance(tables, AoT):
        raise TypeError(f"{name} are not written as [[{name}]]")
    return tables


def _index(views: "AoT", name: str) -> int | None:
    named = (str(each.get("name", "")).strip().casefold() for each in views)
    return next((place for place, each in enumerate(named) if each == name.casefold()), None)
