"""Feature sets on the screen: kept, chosen, compared with, given to many; and two licenses compared."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from lmo_tui.domain.change_sets import MOST
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.feature_sets import FeatureSet, captured, compared, find_set
from lmo_tui.domain.features import FULL_ACCESS
from lmo_tui.domain.filters import View
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.actions.many_run import show_many
from lmo_tui.tui.stage import Stage

NONE_KEPT = "No feature set is kept yet: :keep NAME keeps the settings of the license under the cursor."


class SetActions:
    """What can be done with sets on a screen with a license under its cursor, a view, and marks."""

    def __init__(
        self,
        stage: Stage,
        license_: Callable[[], License | None],
        view: Callable[[], View] = View,
        marked: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._stage = stage
        self._license = license_
        self._view = view
        self._marked = marked

    @property
    def actions(self) -> Actions:
        """By command."""
        return {
            "sets": self.compare_with_set,
            "give": self.give,
            "keep": self.keep,
            "drop": self.drop,
            "diff": self.compare,
        }

    def compare_with_set(self, name: str) -> None:
        """Show in what the license under the cursor differs from a set."""
        if license_ := self._license():
            with_set(self._stage, name, "Compare with a feature set", lambda found: self._show(license_, found))

    def give(self, name: str) -> None:
        """List what it would be to give a set to all that are marked, or to all of the view."""
        give_set(self._stage, self._chosen(), name)

    def keep(self, name: str) -> None:
        """Keep the settings of the license under the cursor under a name."""
        if (license_ := self._license()) is None:
            return
        if not name.strip():
            self._stage.say("Type the name: :keep gold.", "warning")
            return
        self._stage.work_before_keys(self._keep(license_, name))

    def drop(self, name: str) -> None:
        """Drop a set."""
        self._stage.work_before_keys(self._drop(name))

    def compare(self, name: str) -> None:
        """Compare the two that are marked, or the one under the cursor with the one that is named."""
        desk, marked = self._stage.workbench.desk, list(islice(self._marked(), 3))
        pair: Sequence[License] = desk.those(marked) if len(marked) == 2 and not name else ()
        if name and (here := self._license()):
            found = desk.named(f"L-{int(name):05}" if name.isascii() and name.isdigit() else name) or desk.get(name)
            pair = (here, found) if found else ()
        if len(pair) == 2:
            self._show(*pair)
        elif name:
            self._stage.say(f"No license here is called \u201c{name}\u201d.", "warning")
        else:
            self._stage.say("Mark two licenses, or type :diff and the name of the other one.", "warning")

    def _chosen(self) -> Callable[[], Iterable[License]]:
        desk, marked, view = self._stage.workbench.desk, list(self._marked()), self._view()
        return (lambda: desk.those(marked)) if marked else (lambda: islice(desk.every(view), MOST + 1))

    def _show(self, one: License, other: License | FeatureSet) -> None:
        from lmo_tui.tui.screens.pairs import PairsScreen

        features = self._stage.workbench.features
        if isinstance(other, License):
            try:
                compared(one, features.of(one), other, features.of(other))
            except LmoError as error:
                self._stage.say(str(error), "warning")
                return
        self._stage.ask(PairsScreen(self._stage, one, other), lambda _: None)

    async def _keep(self, license_: License, name: str) -> None:
        bench = self._stage.workbench
        found = captured(name, license_, bench.features.of(license_))
        await bench.views.keep_feature_set(found)
        self._stage.say(f"{len(found.values)} settings of {license_.name} are kept as {found.name}.")

    async def _drop(self, name: str) -> None:
        found = await self._stage.workbench.views.forget_feature_set(name)
        self._stage.say(f"The feature set {found.name} is dropped.")


def with_set(stage: Stage, name: str, purpose: str, then: Callable[[FeatureSet], None]) -> None:
    """Go on with the set of a name, or with one that is chosen."""
    known = stage.workbench.views.feature_sets
    if not known:
        stage.say(NONE_KEPT, "warning")
        return
    if name:
        try:
            found = find_set(known, name)
        except LmoError as error:
            stage.say(str(error), "warning")
        else:
            then(found)
        return
    from lmo_tui.tui.dialogs.feature_sets import SetsDialog

    stage.ask(SetsDialog(known, purpose), lambda chosen: then(find_set(known, chosen)))


def give_set(stage: Stage, licenses: Callable[[], Iterable[License]], name: str) -> None:
    """List what it would be to give these licenses a set; nothing is done yet."""
    with_set(stage, name, "Give a feature set", lambda found: stage.work_before_keys(_list(stage, licenses, found)))


async def _list(stage: Stage, licenses: Callable[[], Iterable[License]], wanted: FeatureSet) -> None:
    features, bulk = stage.workbench.features, stage.workbench.bulk
    if features.too_many or features.synced_at is None:
        stage.say(features.notice or "The values of this org are not loaded: they are too many.", "warning")
        return
    draft = await bulk.draft_set(licenses, features.of, wanted, features.access or FULL_ACCESS)
    if draft.edits:
        show_many(stage, draft, wanted.told)
    else:
        reason = draft.skipped[0].reason if len(draft.skipped) == 1 else f"No license here can be given {wanted.name}."
        stage.say(reason, "warning")
