"""Feature values of many licenses at once: the matrix a window at a time, and what is counted in the background."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from lmo_tui.domain.errors import GivenUpError, StorageError
from lmo_tui.domain.feature_counts import Facet, Group, Tally
from lmo_tui.domain.features import Feature, FeatureParameter, FeatureValue
from lmo_tui.domain.filters import View
from lmo_tui.domain.ids import same_id, short_id
from lmo_tui.domain.licenses import License
from lmo_tui.domain.ports import Clock, LicenseStore, Runner
from lmo_tui.domain.rollouts import EVERYTHING, Bar, bars_of, bars_of_all
from lmo_tui.domain.subjects import LicenseFeature
from lmo_tui.services.troubles import Troubles

_TOGETHER: Final = 200
"""Licenses whose values are read at a time."""


def _batched(licenses: Iterator[License], size: int) -> Iterator[list[License]]:
    """The licenses, so many at a time."""
    while some := list(islice(licenses, size)):
        yield some


def _always() -> bool:
    return True


class FeatureMatrix:
    """What the local copy holds, for licenses of a view."""

    def __init__(self, store: LicenseStore, *, runner: Runner, clock: Clock, troubles: Troubles) -> None:
        self._store = store
        self._runner = runner
        self._clock = clock
        self._troubles = troubles

    def window(
        self, license_ids: Sequence[str], parameters: Sequence[FeatureParameter]
    ) -> Mapping[tuple[str, str], FeatureValue]:
        """The values of a screenful of licenses and parameters: quick, and never fails."""
        try:
            return self._store.feature_counts.window(license_ids, parameters)
        except StorageError as error:
            self._troubles.add(error)
            return {}

    async def column(
        self, view: View, parameter: FeatureParameter, most: int, marked: Sequence[str] = ()
    ) -> Sequence[LicenseFeature]:
        """What each license of a view, up to so many, or of those marked, has of a parameter; raises StorageError."""
        today = self._clock().date()

        def read() -> list[LicenseFeature]:
            held: list[LicenseFeature] = []
            chosen = iter(self._store.those(marked)) if marked else self._store.every(view, today)
            for some in _batched(islice(chosen, most), _TOGETHER):
                values = self._store.feature_counts.window([each.id for each in some], [parameter])
                found = (values.get((short_id(each.id), short_id(parameter.id))) for each in some)
                held += [
                    LicenseFeature(each, Feature(parameter, value)) for each, value in zip(some, found, strict=True)
                ]
            return held

        return await self._runner(read)

    async def tallies(
        self, view: View, parameters: Sequence[FeatureParameter], wanted: Callable[[], bool] = _always
    ) -> Mapping[str, Tally] | None:
        """How many licenses of a view hold which value, by the parameter's id; None if it is no longer wanted."""
        counts, today = self._store.feature_counts, self._clock().date()
        try:
            return await self._runner(lambda: counts.tallies(view, today, parameters, wanted=wanted))
        except GivenUpError:
            return None

    async def rollout(
        self,
        view: View,
        parameter: FeatureParameter,
        facet: Facet,
        wanted: Callable[[], bool] = _always,
        most: int = EVERYTHING,
    ) -> Sequence[Group] | None:
        """The same for one parameter, by a facet of the licenses."""
        counts, today = self._store.feature_counts, self._clock().date()
        try:
            return await self._runner(lambda: counts.rollout(view, today, parameter, facet, most=most, wanted=wanted))
        except GivenUpError:
            return None

    async def bars(
        self, view: View, parameter: FeatureParameter, wanted: Callable[[], bool] = _always
    ) -> Sequence[Bar] | None:
        """How far a parameter is rolled out: in all, by version, by edition, by sandbox; None if no longer wanted."""
        found: list[Bar] = []
        for facet in Facet:
            groups = await self.rollout(view, parameter, facet, wanted)
            if groups is None:
                return None
            found += bars_of_all(parameter, groups) if facet is Facet.VERSION else ()
            found += bars_of(parameter, facet, groups)
        return found

    def called(self, name: str, package_id: str = "") -> Sequence[FeatureParameter]:
        """The parameters of that name, of a package before all others: quick, and never fails."""
        try:
            known = self._store.features.parameters()
        except StorageError as error:
            self._troubles.add(error)
            return ()
        found = [each for each in known if each.is_called(name)]
        own = [each for each in found if package_id and same_id(each.package_id, package_id)]
        full = [each for each in found if each.full_name.casefold() == name.casefold()]
        return full or own or found
