"""`set --param`: values of feature parameters, each by the road of every other change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lmo_tui.cli.changing import Manner, change_several
from lmo_tui.cli.results import Result
from lmo_tui.cli.showing import read_license
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import NoAccessError, RefusedError
from lmo_tui.domain.feature_rules import parse_content
from lmo_tui.domain.features import Feature, FeatureField
from lmo_tui.domain.licenses import License
from lmo_tui.domain.wishes import FeatureWish

if TYPE_CHECKING:
    from lmo_tui.services.workbench import Workbench


async def switch(workbench: "Workbench", name: str, wishes: Sequence[FeatureWish], manner: Manner) -> Sequence[Result]:
    """Set these parameters of a license, one after the other; none is sent unless each may be."""

    async def plan(license_: License) -> Sequence[Edit]:
        features = await _features(workbench, license_)
        today = workbench.desk.today()
        found = [(named(features, wish, license_), wish.text) for wish in wishes]
        return [
            workbench.edits.plan_feature(license_, each, parse_content(each.parameter.kind, text, today=today))
            for each, text in found
        ]

    return await change_several(workbench, lambda: read_license(workbench, name), plan, manner)


async def feature_of(workbench: "Workbench", license_: License, field: FeatureField) -> Feature | None:
    """What the license has now of the parameter of an earlier change; None if it has it no more."""
    features = await _features(workbench, license_)
    return next((each for each in features if each.field and each.field.record_id == field.record_id), None)


def named(features: Sequence[Feature], wish: FeatureWish, license_: License) -> Feature:
    """The one that is named, in full or without the namespace, in any case; raises RefusedError."""
    wanted = wish.name.casefold()
    full = [each for each in features if each.parameter.full_name.casefold() == wanted]
    found = full or [each for each in features if each.parameter.name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise RefusedError(f"Several parameters of {license_.name} are called {wish.name}.", remedy="Name it in full.")
    raise RefusedError(
        f"{license_.name} has no parameter {wish.name}.", remedy=f"`lmo-tui params {license_.name}` lists them."
    )


async def _features(workbench: "Workbench", license_: License) -> Sequence[Feature]:
    features = await workbench.features.refresh(license_)
    access = workbench.features.access
    if access is not None and access.missing:
        raise NoAccessError(access.notice)
    return features
