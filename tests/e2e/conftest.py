from tests.demo.fixtures import demo_lmo, make_demo_lmo, pristine_lmo  # noqa: F401 - fixtures
