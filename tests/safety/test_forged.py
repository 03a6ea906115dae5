"""Plans, journals and edits that no rule of ours has made: files that somebody wrote, or another version did.

Whatever they say, what reaches the org is of the right type, of a setting, and of a license that may be changed; and
what is only read there, at the next start, writes nothing at all.
"""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from lmo_tui.domain.change_sets import PlannedRow
from lmo_tui.domain.edits import Change, Edit
from lmo_tui.domain.errors import LmoError
from lmo_tui.domain.feature_rules import kind_of
from lmo_tui.domain.features import FeatureContent, FeatureField, Kind
from lmo_tui.domain.journal import Ended, Ending
from lmo_tui.domain.licenses import License
from lmo_tui.services.workbench import Workbench
from tests.fakes.bulk import carried_out
from tests.fakes.clocks import MovingClock
from tests.fakes.features import PACKAGE, with_features
from tests.fakes.journal import an_entry
from tests.fakes.licenses import NOW, a_license
from tests.fakes.profile import many
from tests.fakes.repository import FakeRepository, with_licenses
from tests.fakes.workbench import MemoryJournal, a_connected_workbench

OPEN = a_license(1, package_id=PACKAGE, version="2.3.0")
LICENSES = (
    OPEN,
    a_license(2, package_id=PACKAGE, version="2.3.0", status="Uninstalled"),
    a_license(3, package_id=PACKAGE, version="2.3.0", license_type="Read-Only"),
)
ORG = with_features(LICENSES)
NAMES = {each.id[:15]: each.full_name for each in ORG.held}
METRICS = {each.id[:15] for each in ORG.held if each.is_metric}
KINDS = {each.id[:15]: each.kind for each in ORG.held}
contents = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**19), st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.just(501)
)


@st.composite
def forged(draw: st.DrawFn) -> tuple[License, Change]:
    """A change that says of a record what it likes: its type, its parameter, its license, what it held."""
    value = draw(st.sampled_from(ORG.values))
    license_ = draw(st.sampled_from([next(e for e in LICENSES if e.id[:15] == value.license_id), *LICENSES]))
    parameter = draw(st.sampled_from([value.parameter_id, *NAMES]))
    kind = draw(st.sampled_from([KINDS[value.parameter_id], *Kind]))
    field = FeatureField(parameter, NAMES[parameter], kind, value.id)
    before: FeatureContent = draw(st.one_of(st.just(value.content), contents))
    after: FeatureContent = draw(contents)
    return license_, Change(field, before, after)


def all_right(org: FakeRepository) -> None:
    """Nothing reached the org that must not."""
    for edit, _ in org.updates:
        assert edit.license.id == OPEN.id
        (change,) = edit.changes
        assert isinstance(change.field, FeatureField)
        (value,) = (each for each in ORG.values if each.id == change.field.record_id)
        assert value.license_id == OPEN.id[:15]
        assert value.parameter_id not in METRICS
        assert not isinstance(change.after, str)
        assert change.after is None or kind_of(change.after) is KINDS[value.parameter_id]
        assert not isinstance(change.after, int) or abs(change.after) < 10**18


async def opened(*lines: object) -> tuple[FakeRepository, Workbench, MemoryJournal]:
    org, journal = with_licenses(list(LICENSES)), MemoryJournal()
    org.parameters = with_features(LICENSES)
    journal.lines += lines  # type: ignore[arg-type]  # as the tests of the screens do
    bench = await a_connected_workbench(org, journal=journal, clock=MovingClock(NOW))
    await bench.features.keep_up(now=True)
    return org, bench, journal


@settings(max_examples=many(60), deadline=None)
@given(changes=st.lists(forged(), min_size=1, max_size=6))
async def test_a_plan_that_somebody_wrote(changes: list[tuple[License, Change]]) -> None:
    org, bench, _ = await opened()
    rows = [PlannedRow(license_.id, license_.name, "", (change,)) for license_, change in changes]
    drafted = await bench.bulk.redraft(rows)
    if drafted.edits:
        await carried_out(bench, drafted)
    all_right(org)


@settings(max_examples=many(60), deadline=None)
@given(forgery=forged())
async def test_an_edit_that_no_rule_has_seen_and_is_planned_once_more(forgery: tuple[License, Change]) -> None:
    org, bench, _ = await opened()
    license_, change = forgery
    assert isinstance(change.field, FeatureField)
    known = bench.features.of(license_)
    feature = next(each for each in known if each.parameter.id[:15] == change.field.parameter_id)
    try:
        edit = bench.edits.again(Edit(license_, (change,), feature=feature))
    except LmoError:
        return
    await bench.edits.save(edit)
    all_right(org)


async def test_what_nobody_forged_goes_through_all_three() -> None:
    """So that the tests here do not pass because nothing is ever written."""
    value = ORG.values[0]
    field = FeatureField(value.parameter_id, NAMES[value.parameter_id], Kind.BOOLEAN, value.id)
    org, bench, journal = await opened(
        an_entry("honest", license_=OPEN, changes=(Change(field, False, True),)), Ended("honest", NOW, Ending.APPLIED)
    )
    await carried_out(bench, await bench.bulk.draft_back(list(journal.history())))
    again = PlannedRow(OPEN.id, OPEN.name, "", (Change(field, False, True),))
    await carried_out(bench, await bench.bulk.redraft([again]))
    known = next(each for each in bench.features.of(OPEN) if each.parameter.id[:15] == value.parameter_id)
    edit = bench.edits.again(Edit(OPEN, (Change(field, True, False),), feature=known))
    await bench.edits.save(edit)
    assert [edit.changes[0].after for edit, _ in org.updates] == [False, True, False]
    all_right(org)


@settings(max_examples=many(60), deadline=None)
@given(forgery=forged(), ending=st.sampled_from([Ending.APPLIED, Ending.UNKNOWN, Ending.OPEN]))
async def test_a_journal_that_somebody_wrote(forgery: tuple[License, Change], ending: Ending) -> None:
    license_, change = forgery
    entry = an_entry("forged", license_=license_, changes=(change,))
    ended = [] if ending is Ending.OPEN else [Ended("forged", NOW, ending)]
    org, bench, journal = await opened(entry, *ended)
    await bench.settler.settle()
    assert org.updates == [], "the past is read, never written"
    found = await bench.bulk.draft_back(list(journal.history()))
    if found.edits:
        await carried_out(bench, found)
    all_right(org)
