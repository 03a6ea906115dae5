"""Views under a name: a person's own, kept in the settings, and those built in."""

from collections.abc import Sequence
from dataclasses import replace

from lmo_tui.domain.columns import Columns
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.feature_sets import FeatureSet, find_set
from lmo_tui.domain.filters import SavedView, View
from lmo_tui.domain.filters.saved import find_view, known_views
from lmo_tui.domain.keeping import SettingsStore
from lmo_tui.domain.ports import Runner
from lmo_tui.domain.settings import Problem, Settings
from lmo_tui.services.bookmark import PLAIN, Bookmark


class SavedViews:
    """What has a name; the settings are read when they are first asked for."""

    def __init__(self, store: SettingsStore, *, runner: Runner) -> None:
        self._store = store
        self._runner = runner
        self._settings: Settings | None = None

    @property
    def settings(self) -> Settings:
        """What is set, as it was read or kept last."""
        if self._settings is None:
            self._settings = self._store.load()
        return self._settings

    @property
    def own(self) -> Sequence[SavedView]:
        """A person's own, in the order of their keys."""
        return self.settings.views

    @property
    def known(self) -> Sequence[SavedView]:
        """All: own ones first."""
        return known_views(self.own)

    def tabs(self, here: View) -> Sequence[str]:
        """The names that stand beside the tabs that are always there: one's own, and the view that is open."""
        names = [view.name for view in self.own]
        return [*names, here.name] if here.name and here.name not in names else names

    def find(self, name: str) -> SavedView:
        """The view of that name, or the only one that begins so; raises BadEntryError."""
        return find_view(self.known, name)

    def again(self, mark: Bookmark) -> Bookmark:
        """The bookmark with what its saved view holds now; in the plain tab where that view is no more."""
        name = mark.view.name
        if not name:
            return mark
        view = next((each for each in self.known if each.name == name), None)
        if view is None:
            return replace(mark, view=PLAIN, window=(), from_top=True)
        return replace(mark, view=replace(mark.view, base=view.filter))

    def is_own(self, name: str) -> bool:
        """Whether it is a person's own view."""
        return any(view.name == name for view in self.own)

    def own_columns(self, name: str) -> Columns:
        """The columns that the view of that name has of its own."""
        return next((view.columns for view in self.own if view.name == name), ())

    def columns_of(self, name: str) -> Columns:
        """The columns that a view shows: its own, or else those that are set for all."""
        return self.own_columns(name) or self.settings.columns

    async def keep_columns(self, name: str, columns: Columns) -> None:
        """Keep the columns with the view of that name, or without one for all that have none of their own."""
        if name:
            await self.keep(self.find(name)._replace(columns=columns))
        else:
            await self._runner(lambda: self._store.keep_columns(columns))
            await self._read_again()

    async def keep(self, view: SavedView) -> None:
        """Keep it under its name, in the place of one that is called so; raises StorageError."""
        await self._runner(lambda: self._store.keep_view(view))
        await self._read_again()

    async def forget(self, name: str) -> SavedView:
        """Drop the own view of that name, and return it; raises BadEntryError or StorageError."""
        view = self.find(name)
        if not self.is_own(view.name):
            raise BadEntryError(f"“{view.name}” is built in: it cannot be forgotten.")
        await self._runner(lambda: self._store.forget_view(view.name))
        await self._read_again()
        return view

    @property
    def feature_sets(self) -> Sequence[FeatureSet]:
        """The settings of licenses that are kept under a name."""
        return self.settings.feature_sets

    async def keep_feature_set(self, feature_set: FeatureSet) -> None:
        """Keep it under its name, in the place of one that is called so; raises StorageError."""
        await self._runner(lambda: self._store.keep_feature_set(feature_set))
        await self._read_again()

    async def forget_feature_set(self, name: str) -> FeatureSet:
        """Drop the set of that name, and return it; raises BadEntryError or StorageError."""
        found = find_set(self.feature_sets, name)
        await self._runner(lambda: self._store.forget_feature_set(found.name))
        await self._read_again()
        return found

    async def _read_again(self) -> None:
        # From the file, which another desk may have written to meanwhile.
        self._settings = await self._runner(self._store.load)


class SettingsInMemory:
    """Fits SettingsStore where no file is wanted: nothing outlives the run."""

    def __init__(self, *views: SavedView, problems: Sequence[str] = (), reason_required: bool = False) -> None:
        self._reason_required = reason_required
        self._views = {view.name: view for view in views}
        self._problems = tuple(map(Problem, problems))
        self._columns: Columns = ()
        self._sets: dict[str, FeatureSet] = {}

    def load(self) -> Settings:
        """What was kept so far."""
        views, sets = tuple(self._views.values()), tuple(self._sets.values())
        return Settings(views, self._columns, self._problems, self._reason_required, sets)

    def keep_feature_set(self, feature_set: FeatureSet) -> None:
        """Remember it."""
        self._sets[feature_set.name] = feature_set

    def forget_feature_set(self, name: str) -> None:
        """Forget it."""
        self._sets.pop(name, None)

    def keep_view(self, view: SavedView) -> None:
        """Remember it."""
        self._views[view.name] = view

    def keep_columns(self, columns: Columns) -> None:
        """Remember them."""
        self._columns = columns

    def forget_view(self, name: str) -> None:
        """Forget it."""
        self._views.pop(name, None)
