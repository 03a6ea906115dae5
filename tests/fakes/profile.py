"""How property tests run here: never judged by the speed of the machine."""

from hypothesis import HealthCheck, settings


def steady() -> None:
    """Take the deadlines off the property tests that are collected from now on."""
    settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("steady")
