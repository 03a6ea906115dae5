"""Feature parameters to test with."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from lmo_tui.domain.features import Direction, FeatureContent, FeatureParameter, FeatureValue, Kind
from lmo_tui.domain.ids import long_id

PACKAGE = long_id("0335g0000000PK1")
SAVED_AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def a_parameter(
    name: str = "E_Signature",
    kind: Kind = Kind.BOOLEAN,
    *,
    number: int = 1,
    metric: bool = False,
    introduced: str = "1.0",
    package_id: str = PACKAGE,
) -> FeatureParameter:
    """A parameter of the package of these tests."""
    return FeatureParameter(
        id=long_id(f"a0A5g000000{number:04}"),
        package_id=package_id,
        full_name=f"acme__{name}",
        kind=kind,
        direction=Direction.TO_LMO if metric else Direction.TO_SUBSCRIBER,
        namespace="acme",
        introduced=introduced,
        code=f"FP-{number:04}",
    )


def a_value(
    license_id: str,
    parameter: FeatureParameter,
    content: FeatureContent,
    *,
    number: int = 1,
    modified: datetime = SAVED_AT,
) -> FeatureValue:
    """What a license has of it."""
    prefix = {Kind.BOOLEAN: "a0B", Kind.INTEGER: "a0C", Kind.DATE: "a0D"}[parameter.kind]
    return FeatureValue(long_id(f"{prefix}5g00000{number:05}"), long_id(license_id), parameter.id, content, modified)


def sample_parameters() -> Sequence[FeatureParameter]:
    """Both directions, all three types."""
    return (
        a_parameter("E_Signature", number=1),
        a_parameter("Max_Envelopes", Kind.INTEGER, number=2),
        a_parameter("Sandbox_Until", Kind.DATE, number=3, introduced="2.3"),
        a_parameter("Monthly_Users", Kind.INTEGER, number=4, metric=True),
        a_parameter("Last_Envelope", Kind.DATE, number=5, metric=True),
        a_parameter("Sms_Set_Up", number=6, metric=True, introduced="9.0"),
    )


def sample_contents() -> dict[str, FeatureContent]:
    """What the first license has of them, by the name without the namespace."""
    return {
        "E_Signature": True,
        "Max_Envelopes": 500,
        "Sandbox_Until": None,
        "Monthly_Users": -1,
        "Last_Envelope": date(2026, 11, 19),
    }
