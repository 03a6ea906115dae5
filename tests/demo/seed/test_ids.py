import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmo_tui.demo.schema.ids import id18, record_id
from lmo_tui.demo.seed.ids import RecordIds, fixed_org_id, org_id, published_id


@given(number=st.integers(0, 62**5 - 1), key_prefix=st.sampled_from(["a05", "001", "003", "00Q", "017", "ZzZ"]))
def test_looked_up_ids_are_the_computed_ones(number: int, key_prefix: str) -> None:
    assert RecordIds(key_prefix)[number] == record_id(key_prefix, number)


def test_org_ids_are_15_characters_and_all_different() -> None:
    orgs = [org_id(number, 12_345) for number in range(50_000)]

    assert len(set(orgs)) == len(orgs)
    assert {(len(org), org[:3]) for org in orgs} == {(15, "00D")}


def test_no_generated_org_is_on_the_pod_of_the_hand_written_ones() -> None:
    written = fixed_org_id("kLmNp")

    assert len(written) == 15
    assert written[:5] not in {org_id(number, 0)[:5] for number in range(1_000)}


@pytest.mark.parametrize("key_prefix", ["033", "04t"])
def test_published_ids_carry_a_right_checksum(key_prefix: str) -> None:
    published = published_id(key_prefix, 42)

    assert published.startswith(key_prefix)
    assert id18(published[:15]) == published
