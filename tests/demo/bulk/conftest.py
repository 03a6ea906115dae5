"""The session of simple-salesforce serves the tests of jobs too."""

from tests.demo.test_simple_salesforce import session

__all__ = ["session"]
