"""Setting the parameter under the cursor: planned, and then the road of every other write."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from lmo_tui.domain.change_sets import MOST, Why
from lmo_tui.domain.errors import BadEntryError, LmoError
from lmo_tui.domain.feature_rules import MOST_DIGITS, USUAL_DIGITS, parse_content, stepped, why_not_content
from lmo_tui.domain.features import FULL_ACCESS, Feature, FeatureContent, FeatureParameter, spoken_content
from lmo_tui.domain.filters import View
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.tui.actions import Actions
from lmo_tui.tui.actions.licenses import LicenseActions
from lmo_tui.tui.actions.many_run import show_many
from lmo_tui.tui.commands import Context
from lmo_tui.tui.stage import Stage


class Switching:
    """What can be done to the parameter that `feature` gives, of the license that `license_` gives."""

    def __init__(
        self, stage: Stage, license_: Callable[[], License | None], feature: Callable[[], Feature | None]
    ) -> None:
        self._stage = stage
        self._license = license_
        self._feature = feature
        self._road = LicenseActions(stage, license_)

    @property
    def actions(self) -> Actions:
        """By command; with those of the license that act on what was changed."""
        road = self._road.actions
        return {
            "toggle": self._on_feature(lambda license_, feature, _: self._set(license_, feature, not feature.content)),
            "value": self._on_feature(self._type),
            "more": self._on_feature(lambda license_, feature, _: self._step(license_, feature, 1)),
            "less": self._on_feature(lambda license_, feature, _: self._step(license_, feature, -1)),
            "unset": self._on_feature(lambda license_, feature, _: self._set(license_, feature, None)),
            "undo": road["undo"],
            "result": road["result"],
        }

    def context(self, known: Context) -> Context:
        """What the guards look at, with the parameter."""
        license_, feature = self._license(), self._feature()
        if license_ is None or feature is None:
            return known
        reason = self._stage.workbench.edits.why_not_feature(license_, feature)
        return replace(known, feature=feature, why_not_feature=reason)

    def _type(self, license_: License, feature: Feature, typed: str) -> None:
        """Take the value that was typed, or ask for it."""
        bench = self._stage.workbench
        kind, today = feature.parameter.kind, bench.desk.today()
        if typed:
            self._road.lead(
                license_,
                lambda: bench.edits.plan_feature(license_, feature, parse_content(kind, typed, today=today)),
            )
            return
        self._ask(license_, feature, feature.content)

    def _step(self, license_: License, feature: Feature, by: int) -> None:
        """Ask with the next value in the box."""
        self._ask(license_, feature, stepped(feature.content, by))

    def _ask(self, license_: License, feature: Feature, content: FeatureContent) -> None:
        from lmo_tui.tui.dialogs.feature import FeatureDialog

        bench = self._stage.workbench
        dialog = FeatureDialog(
            license_,
            feature,
            lambda after: bench.edits.plan_feature(license_, feature, after),
            bench.desk.today(),
            content,
        )
        self._stage.ask(dialog, self._road.confirm)

    def set(self, license_: License, feature: Feature, after: FeatureContent) -> None:
        """Ask whether it is to hold this."""
        self._set(license_, feature, after)

    def _set(self, license_: License, feature: Feature, after: FeatureContent) -> None:
        self._road.lead(license_, lambda: self._stage.workbench.edits.plan_feature(license_, feature, after))

    def _on_feature(self, act: Callable[[License, Feature, str], None]) -> Callable[[str], None]:
        def run(argument: str) -> None:
            license_, feature = self._license(), self._feature()
            if license_ is not None and feature is not None:
                act(license_, feature, argument)

        return run


def fill_column(stage: Stage, view: View, feature: Feature, typed: str, marked: Sequence[str] = ()) -> None:
    """List what it would be to give every license of a view, or those marked, this value or the one that was typed."""
    try:
        after = _wanted(feature, typed, stage.workbench.desk.today())
    except LmoError as error:
        stage.say(str(error), "warning")
        return
    stage.work_before_keys(_list_column(stage, view, feature.parameter, after, marked))


async def _list_column(
    stage: Stage, view: View, parameter: FeatureParameter, after: FeatureContent, marked: Sequence[str]
) -> None:
    bench = stage.workbench
    held = await bench.matrix.column(view, parameter, MOST + 1, marked)
    access = bench.features.access or FULL_ACCESS
    draft = await bench.bulk.draft_features((replace(each, access=access) for each in held), lambda _: after)
    if draft.edits:
        show_many(stage, draft, f"{parameter.label} {spoken_content(after)}")
    else:
        reasons = Counter(each.reason for each in draft.skipped if each.why is Why.RULE).most_common(1)
        why = "".join(f" {reason}" for reason, _ in reasons)
        stage.say(f"No license here can be given {parameter.label} {spoken_content(after)}.{why}", "warning")


def _wanted(feature: Feature, typed: str, today: date) -> FeatureContent:
    parameter = feature.parameter
    after = parse_content(parameter.kind, typed, today=today) if typed else feature.content
    if not typed and feature.value is None:
        raise BadEntryError("There is no value under the cursor.", remedy="Type :column and a value.")
    if reason := why_not_content(parameter, after, FULL_ACCESS, digits=USUAL_DIGITS if typed else MOST_DIGITS):
        raise BadEntryError(reason)
    return after


def pending_word(stage: Stage, feature: Feature) -> str:
    """What is said of a parameter while a change of it is on its way; empty otherwise."""
    return stage.saving.get(short_id(feature.value.id), "") if feature.value is not None else ""
