"""What is made from the code is as the code would make it now."""

from lmo_tui.domain.filters.examples import filter_table
from lmo_tui.tui.commands.table import key_table
from tests.architecture.source import ROOT


def in_readme(name: str) -> str:
    """What stands between the marks of a table."""
    _, _, after = (ROOT / "README.md").read_text(encoding="utf-8").partition(f"<!-- {name}:")
    return after.partition("-->")[2].partition(f"<!-- /{name} -->")[0].strip()


def test_the_key_table_of_the_readme_is_not_stale() -> None:
    assert in_readme("keys") == key_table().strip(), "run `make screenshots`"


def test_the_filter_table_of_the_readme_is_not_stale() -> None:
    assert in_readme("filters") == filter_table().strip(), "run `make screenshots`"
