"""A new version makes the licenses on all others old before anything of them moved."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.domain.changed import Changed
from lmo_tui.domain.licenses import License
from lmo_tui.domain.packages import Release
from lmo_tui.services import memory
from lmo_tui.storage.store import Store
from tests.fakes.licenses import a_license
from tests.fakes.repository import with_licenses
from tests.fakes.strategies import licenses, versions
from tests.fakes.workbench import a_connected_workbench

SHARED = Store(":memory:")
PACKAGE = a_license().package_id


@given(
    shelf=st.lists(licenses(), max_size=8, unique_by=lambda each: each.id),
    packages=st.dictionaries(st.sampled_from(("0335g0000000PK1", "0335g0000000PK2")), versions | st.just("3.2.0")),
)
def test_the_store_follows_as_the_rule_says(shelf: Sequence[License], packages: dict[str, str]) -> None:
    SHARED.reset()
    SHARED.put(shelf)
    newest = {package: Release(package, "04t5g0000000VR9", number) for package, number in packages.items()}
    wanted = [
        replace(each, latest_version=newest[each.package_id].seen_from(each.version_id, each.version))
        if each.package_id in newest
        else each
        for each in shelf
    ]
    moved = sum(one != other for one, other in zip(shelf, wanted, strict=True))
    assert SHARED.follow(newest.values()) == moved
    assert [SHARED.get(each.id) for each in wanted] == wanted
    assert SHARED.follow(newest.values()) == 0


async def test_a_look_that_learns_of_a_version_makes_the_others_old_at_once() -> None:
    repository = with_licenses([a_license(1), a_license(2), a_license(3, package_id="0335g0000000PK2AAA")])
    repository.released = frozenset({Release(PACKAGE, a_license().version_id, "4.2.1")})
    bench = await a_connected_workbench(repository)
    await bench.sync.load()
    published: list[Changed] = []
    bench.changes.subscribe(published.append)
    await bench.sync.look()
    assert published == []
    repository.released = frozenset({Release(PACKAGE, "04t5g0000000VR2AAA", "5.0")})
    repository.licenses = [
        *(replace(each, latest_version="5.0") for each in repository.licenses[:2]),
        repository.licenses[2],
    ]
    await bench.sync.look()
    assert (published, bench.sync.news) == ([Changed()], 0), "none of them changed itself"
    found = [bench.desk.get(a_license(number).id) for number in (1, 2, 3)]
    assert [each.latest_version for each in found if each] == ["5.0", "5.0", "4.2.1"]
    assert [each.outdated for each in found if each] == [True, True, False]
    await bench.sync.look()
    assert len(published) == 1


@given(st.sets(st.builds(Release, st.text(max_size=4), st.text(max_size=4), versions)))
def test_newest_versions_are_remembered(releases: set[Release]) -> None:
    assert {each.number for each in memory.releases_from_text(memory.releases_to_text(releases))} == {
        each.number for each in releases
    }
    assert memory.releases_from_text('[["x"], 5]') == memory.releases_from_text("{") == frozenset()
