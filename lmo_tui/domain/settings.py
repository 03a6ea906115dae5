"""What a person has set: read from plain values, where each wrong one is told and the rest counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from lmo_tui.domain.columns import Columns, parse_columns
from lmo_tui.domain.errors import BadEntryError
from lmo_tui.domain.feature_sets import FeatureSet, set_from
from lmo_tui.domain.filters.language import parse
from lmo_tui.domain.filters.saved import SavedView, checked_name
from lmo_tui.domain.filters.sorts import sort_of
from lmo_tui.domain.fit import THEME_NAMES, Colors, Looks
from lmo_tui.domain.inbox_rules import InboxRule
from lmo_tui.domain.inbox_settings import RULE_KEYS, RuleError, rule_from
from lmo_tui.domain.nearest import nearest
from lmo_tui.domain.network import NETWORK, Network, network_from

VIEWS: Final = "views"
COLUMNS: Final = "columns"
REASON: Final = "reason"
THEME, ASCII, COLORS, KEYS = "theme", "ascii", "colors", "keys"
FEATURE_SETS: Final = "feature_sets"
RULES: Final = "rules"
KNOWN: Final = (VIEWS, COLUMNS, REASON, FEATURE_SETS, RULES, THEME, ASCII, COLORS, KEYS, NETWORK)
AUTO: Final = "auto"
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
    looks: Looks = Looks()
    """What is set of theme, characters and colors."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Keys of one's own, by command."""
    network: Network = Network()
    """The way out of this network."""
    rules: tuple[InboxRule, ...] = ()
    """What the inbox looks for beside what is built in."""


class Problem(NamedTuple):
    """Something that was set and means nothing."""

    told: str
    """What is wrong, and what to do, in whole sentences."""
    key: str = ""
    """Where it is: the name of a setting."""
    view: int | None = None
    """In which of the views, or of what `table` names, from 0."""
    table: str = ""
    """In which table."""


Keys = Mapping[str, tuple[str, ...]]
"""Keys by command."""

CheckKeys = Callable[[Keys], tuple[Keys, Sequence[Problem]]]
"""Gives those that can be used, and what is wrong with the others."""


def keys_unchecked(keys: Keys) -> tuple[Keys, Sequence[Problem]]:
    """Where no key is pressed none is wrong."""
    return keys, ()


def settings_from(values: Mapping[str, object], check_keys: CheckKeys = keys_unchecked) -> Settings:
    """The settings that these values are."""
    reading = _Reading()
    reading.keys(values, KNOWN)
    columns = reading.columns(values.get(COLUMNS, []))
    required = reading.required(values.get(REASON, OPTIONAL))
    looks, keys = reading.looks(values), reading.keymap(values.get(KEYS, {}))
    if keys:
        keys, wrong = check_keys(keys)
        reading.problems += wrong
    views, sets = reading.views(values.get(VIEWS, [])), reading.feature_sets(values.get(FEATURE_SETS, []))
    network, rules = reading.network(values.get(NETWORK, {})), reading.rules(values.get(RULES, []))
    problems = tuple(reading.problems)
    return Settings(views, columns, problems, required, sets, looks=looks, keys=keys, network=network, rules=rules)


class _Reading:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._view: int | None = None
        self._table = ""

    def keys(self, values: Mapping[str, object], known: Iterable[str]) -> None:
        """Tell of what is not known; it stays in the file."""
        names = list(known)
        for key in values:
            if key not in names:
                self._tell(key, f"There is no setting “{key}”. {nearest(key, names)}".strip())

    def looks(self, values: Mapping[str, object]) -> Looks:
        """Theme, characters and colors; what means nothing is detected."""
        theme, ascii_, colors = values.get(THEME, AUTO), values.get(ASCII, AUTO), values.get(COLORS, AUTO)
        if theme not in {AUTO, *THEME_NAMES}:
            self._tell(THEME, f"There is no theme “{theme}”. {nearest(str(theme), THEME_NAMES)}".strip())
            theme = AUTO
        if ascii_ not in {AUTO, True, False}:
            self._tell(ASCII, f'The setting {ASCII} is true, false or "{AUTO}".')
            ascii_ = AUTO
        if colors != AUTO and colors not in tuple(Colors):
            several = ", ".join(f'"{each}"' for each in Colors)
            self._tell(COLORS, f'The setting {COLORS} is {several} or "{AUTO}".')
            colors = AUTO
        return Looks(
            "" if theme == AUTO else str(theme),
            None if ascii_ == AUTO else bool(ascii_),
            None if colors == AUTO else Colors(str(colors)),
        )

    def keymap(self, values: object) -> Keys:
        """Keys by command, as far as they are texts; which commands and keys there are is known elsewhere."""
        if not isinstance(values, Mapping):
            self._tell(KEYS, 'Keys are written below [keys], as status = "s" or down = ["j", "down"].')
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for command, said in values.items():
            several = [said] if isinstance(said, str) else said
            if isinstance(several, list) and all(isinstance(each, str) for each in several):
                found[str(command)] = tuple(several)
            else:
                self.problems.append(
                    Problem(f"The keys of “{command}” are a text, or several in [ ].", str(command), table=KEYS)
                )
        return found

    def network(self, values: object) -> Network:
        """The way out, as far as it means something."""
        found, wrong = network_from(values)
        self.problems += [Problem(told, key, table=NETWORK) for key, told in wrong]
        return found

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

    def rules(self, values: object) -> tuple[InboxRule, ...]:
        """The rules of the inbox that are right, each name once."""
        if not isinstance(values, list) or not all(isinstance(each, Mapping) for each in values):
            self._tell(RULES, "Rules are written below [[rules]], with a name and a filter each.")
            return ()
        found: dict[str, InboxRule] = {}
        self._table = RULES
        for self._view, each in enumerate(values):
            self.keys(each, RULE_KEYS)
            try:
                rule = rule_from(each)
            except RuleError as error:
                self._tell(error.key, str(error))
                continue
            if rule.key in found:
                self._tell("name", f"There are two rules “{rule.name}”. Rename one; the first counts.")
            else:
                found[rule.key] = rule
        self._view, self._table = None, ""
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
        self.problems.append(Problem(told, key, self._view, self._table))
