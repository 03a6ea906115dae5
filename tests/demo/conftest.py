"""What the tests of the demo LMO share."""

from tests.demo.client import lmo_client
from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo

__all__ = ["demo_lmo", "lmo_client", "make_demo_lmo", "pristine_lmo"]
