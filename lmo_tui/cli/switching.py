"""`set --param` and `plan --param`: values of feature parameters, by the road of every other change."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from lmo_tui.cli.changing import Manner, change_several
from lmo_tui.cli.feature_values import brought_up
from lmo_tui.cli.results import Result
from lmo_tui.cli.showing import read_license
from lmo_tui.domain.change_sets import Draft, Skipped, Why
from lmo_tui.domain.edits import Edit
from lmo_tui.domain.errors import NoAccessError, RefusedError
from lmo_tui.domain.feature_rules import parse_content
from lmo_tui.domain.feature_sets import FeatureSet
from lmo_tui.domain.features import FULL_ACCESS, Feature, FeatureContent, FeatureField
from lmo_tui.domain.ids import short_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.subjects import LicenseFeature
from lmo_tui.domain.wishes import FeatureWish

PARAM: Final = "A feature parameter, as NS__Name=true, =12, =2027-01-31, =unset."

_ONE_BY_ONE: Final = 20
"""Licenses whose values are asked for one by one, by three calls each: a full load takes more."""

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


async def drafted_features(workbench: "Workbench", licenses: Sequence[License], wish: FeatureWish) -> Draft:
    """What a wish for a parameter means for each of these licenses; raises LmoError."""
    known = await _known(workbench, licenses)
    today = workbench.desk.today()
    skipped: list[Skipped] = []
    held: list[LicenseFeature] = []
    for license_ in licenses:
        try:
            feature = named(known.get(short_id(license_.id), ()), wish, license_)
        except RefusedError as error:
            skipped.append(Skipped(license_.id, license_.name, license_.customer, Why.RULE, str(error)))
        else:
            held.append(LicenseFeature(license_, feature, workbench.features.access or FULL_ACCESS))

    held.sort(key=lambda each: each.feature.parameter.kind)  # A call of many rows takes few turns between objects.

    def wanted(each: LicenseFeature) -> FeatureContent:
        return contents[each.feature.parameter.kind]

    kinds = {each.feature.parameter.kind for each in held}
    contents = {kind: parse_content(kind, wish.text, today=today) for kind in kinds}
    drafted = await workbench.bulk.draft_features(held, wanted)
    return Draft(drafted.edits, (*skipped, *drafted.skipped))


async def drafted_set(workbench: "Workbench", licenses: Sequence[License], wanted: FeatureSet) -> Draft:
    """What it would be to give each of these licenses a feature set; raises LmoError."""
    known = await _known(workbench, licenses)
    access = workbench.features.access or FULL_ACCESS
    return await workbench.bulk.draft_set(
        lambda: licenses, lambda each: known.get(short_id(each.id), ()), wanted, access
    )


async def _known(workbench: "Workbench", licenses: Sequence[License]) -> Mapping[str, Sequence[Feature]]:
    """What these licenses have of their parameters: few are asked for, of many everything is brought up to date."""
    if len(licenses) <= _ONE_BY_ONE:
        return {short_id(each.id): await _features(workbench, each) for each in licenses}
    await brought_up(workbench, f"Name {_ONE_BY_ONE} licenses at a time.")
    return {short_id(each.id): workbench.features.of(each) for each in licenses}


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


async def features_now(workbench: "Workbench", license_: License) -> Sequence[Feature]:
    """What the org holds now of the parameters of a license; raises LmoError."""
    return await _features(workbench, license_)


async def _features(workbench: "Workbench", license_: License) -> Sequence[Feature]:
    features = await workbench.features.refresh(license_)
    access = workbench.features.access
    if access is not None and access.missing:
        raise NoAccessError(access.notice)
    return features
