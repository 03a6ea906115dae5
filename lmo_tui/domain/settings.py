"""What a person has set: read from plain values, where each wrong one is told and the rest counts."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from lmo_tui.domain.columns import Columns, parse_columns
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.feature_sets import FeatureSet, set_from
from lmo_tui.domain.filters.language import parse
from lmo_tui.domain.filters.saved import SavedView, checked_name
from lmo_tui.domain.filters.sorts import sort_of

VIEWS: Final = "views"
COLUMNS: Final = "columns"
REASON: Final = "reason"
FEATURE_SETS: Final = "feature_sets"
REQUIRED, OPTIONAL = "required", "optional"
_TEXTS: Final = ("name", "filter", "sort")


class Settings(NamedTuple):
    """The settings, with the program's own where nothing is set."""

    views: tuple[SavedView, ...] = ()
    """A person's own, in the order of their keys."""
    columns: Columns = ()
    """Of every view that has none of its own; none means those that the width has room for."""
    problems: tuple["Problem", ...] = ()
    """What in the settings means nothing."""
    reason_required: bool = False
    """Whether nothing is changed without a reason for the journal."""
    feature_sets: tuple[FeatureSet, ...] = ()
    """Settings of licenses under names."""
    stamp: str = ""
    """What tells whether they are still as they were read."""


class Problem(NamedTuple):
    """Something that was set and means nothing."""

    told: str
    """What is wrong, and what to do, in whole sentences."""
    key: str = ""
    """Where it is: the name of a setting."""
    view: int | None = None
    """In which of the views, from 0."""


def settings_from(values: Mapping[str, object]) -> Settings:
    """The settings that these values are."""
    reading = _Reading()
    reading.keys(values, (VIEWS, COLUMNS, REASON, FEATURE_SETS))
    columns = reading.columns(values.get(COLUMNS, []))
    required = reading.required(values.get(REASON, OPTIONAL))
    views, sets = reading.views(values.get(VIEWS, [])), reading.feature_sets(values.get(FEATURE_SETS, []))
    return Settings(views, columns, tuple(reading.problems), required, sets)


class _Reading:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._view: int | None = None

    def keys(self, values: Mapping[str, object], known: Iterable[str]) -> None:
        """Tell of what is not known; it stays in the file."""
        names = list(known)
        for key in values:
            if key not in names:
                from difflib import get_close_matches

                near = get_close_matches(key, names, n=1, cutoff=0.6)
                self._tell(key, f"There is no setting “{key}”. {f'Did you mean {near[0]}?' if near else ''}".strip())

    def required(self, value: object) -> bool:
        """Whether a reason must be given; what means nothing is taken for yes, which loses nothing."""
        if value not in {REQUIRED, OPTIONAL}:
            self._tell(REASON, f'The reason of a change is "{REQUIRED}" or "{OPTIONAL}"; it is required until then.')
        return value != OPTIONAL

    def columns(self, values: object) -> Columns:
        """The columns, if they are all right."""
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            self._tell(COLUMNS, 'Columns are written as ["name", "customer:30", "seats"].')
            return ()
        try:
            return parse_columns(values)
        except BadEntryError as error:
            self._tell(COLUMNS, f"The columns are left as they come: {error}")
        return ()

    def views(self, values: object) -> tuple[SavedView, ...]:
        """The views that are right, each name once."""
        if not isinstance(values, list) or not all(isinstance(each, Mapping) for each in values):
            self._tell(VIEWS, "Views are written below [[views]], with a name and a filter each.")
            return ()
        found: dict[str, SavedView] = {}
        for self._view, each in enumerate(values):
            self.keys(each, (*_TEXTS, COLUMNS))
            view = self._view_of(each)
            if view is None:
                continue
            if view.name.casefold() in found:
                self._tell("name", f"There are two views “{view.name}”. Rename one; the first counts.")
            else:
                found[view.name.casefold()] = view
        self._view = None
        return tuple(found.values())

    def feature_sets(self, values: object) -> tuple[FeatureSet, ...]:
        """The sets that are right, each name once."""
        if not isinstance(values, list) or not all(isinstance(each, Mapping) for each in values):
            self._tell(FEATURE_SETS, "Feature sets are written below [[feature_sets]], with a name and values each.")
            return ()
        found: dict[str, FeatureSet] = {}
        for each in values:
            try:
                feature_set = set_from(each)
            except BadEntryError as error:
                self._tell(FEATURE_SETS, f"A feature set is left out: {error}")
                continue
            if feature_set.name.casefold() in found:
                told = f"There are two feature sets “{feature_set.name}”. Rename one; the first counts."
                self._tell(FEATURE_SETS, told)
            else:
                found[feature_set.name.casefold()] = feature_set
        return tuple(found.values())

    def _view_of(self, values: Mapping[str, object]) -> SavedView | None:
        texts = {key: values.get(key, "") for key in _TEXTS}
        for key, value in texts.items():
            if not isinstance(value, str):
                self._tell(key, f"The {key} of a view is a text in quotes.")
                return None
        name, filter_, sort = map(str, texts.values())
        for key, check in (("name", checked_name), ("filter", parse), ("sort", sort_of)):
            try:
                check(str(texts[key]))
            except BadEntryError as error:
                self._tell(key, f"View “{name}” is left out: {error}")
                return None
        columns = self.columns(values.get(COLUMNS, []))
        return SavedView(checked_name(name), filter_.strip(), sort_of(sort), columns=columns)

    def _tell(self, key: str, told: str) -> None:
        self.problems.append(Problem(told, key, self._view))
