"""The newest released version: by sequence, else by its numbers, never a beta, and spelled as the license spells it."""

from lmo_tui.domain.packages import parts
from lmo_tui.salesforce.versions import LatestVersions, VersionRow, query, row_of

PACKAGE = "a03000000000001AAA"


def a_version(number: str, sequence: float | None = None, *, beta: bool = False, key: int = 0) -> VersionRow:
    return VersionRow(id=f"a0400000000000{key}", package=PACKAGE, number=number, sequence=sequence, beta=beta)


def latest(*rows: VersionRow) -> str:
    return LatestVersions(rows).of(PACKAGE, "", "")


def test_the_sequence_counts_before_the_numbers() -> None:
    assert latest(a_version("4.10.0", 1), a_version("4.2.1", 2)) == "4.2.1"


def test_numbers_compare_as_numbers() -> None:
    assert latest(a_version("4.9.0"), a_version("4.10.0"), a_version("4.2.1")) == "4.10.0"


def test_a_beta_is_not_released() -> None:
    assert latest(a_version("4.2", 1), a_version("5.0", 2, beta=True)) == "4.2"


def test_the_same_version_is_spelled_as_the_license_spells_it() -> None:
    versions = LatestVersions([a_version("4.2.0", 1, key=1)])
    assert versions.of(PACKAGE, "", "4.2") == "4.2"
    assert versions.of(PACKAGE, a_version("", key=1).id, "Spring") == "Spring"
    assert versions.of(PACKAGE, "", "4.1") == "4.2.0"
    assert versions.of("a03000000000002AAA", "", "4.1") == ""


def test_packages_whose_ids_differ_in_case_are_two() -> None:
    small, large = "a03000000000aaaAAA", "a03000000000AAA"
    rows = [
        VersionRow(id="a04000000000001", package=small, number="1.0"),
        VersionRow(id="a04000000000002", package=large, number="9.0"),
    ]
    assert LatestVersions(rows).of(small, "", "") == "1.0"


def test_trailing_zeros_mean_nothing() -> None:
    assert parts("4.2.0") == parts("4.2") == (4, 2)
    assert parts("Winter") == ()


def test_without_package_or_number_there_is_no_query() -> None:
    assert query(()) is None
    assert query({"Id", "Name"}) is None
    assert (
        query({"Id", "Name", "sfLma__Package__c"})
        == "SELECT Id, Name, sfLma__Package__c FROM sfLma__Package_Version__c"
    )


def test_a_row_takes_the_first_number_there_is() -> None:
    record = {"Id": "a04000000000001", "sfLma__Package__c": PACKAGE, "Name": "4.2", "sfLma__Version__c": None}
    assert row_of(record).number == "4.2"
