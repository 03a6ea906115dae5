from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.credentials.traces import traces


@pytest.fixture(autouse=True)
def _nothing_is_left_in_the_clear(_nobodys_machine: None) -> Iterator[None]:
    """After every test of a store, whatever became of it: no file of this home holds the secret."""
    home = Path.home()
    yield
    assert traces(home) == []
