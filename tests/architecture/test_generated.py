"""What is made from the code is as the code would make it now."""

from lmo_tui.tui.commands.table import key_table
from tests.architecture.source import ROOT


def test_the_key_table_of_the_readme_is_not_stale() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, _, after = readme.partition("<!-- keys:")
    table = after.partition("-->")[2].partition("<!-- /keys -->")[0]
    assert table.strip() == key_table().strip(), "run `make screenshots`"
