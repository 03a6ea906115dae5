"""What the demo's ISV sells: its packages, their versions, and the feature parameters in them."""

from typing import Final, NamedTuple

TO_SUBSCRIBER: Final = "LMO to Subscriber"
FROM_SUBSCRIBER: Final = "Subscriber to LMO"


class Parameter(NamedTuple):
    """One feature parameter: `introduced` is the first version (major.minor) that has it."""

    name: str
    data_type: str
    direction: str
    introduced: str


class Product(NamedTuple):
    """One managed package; a version with a trailing `b` is a beta, which no customer ever installs."""

    name: str
    namespace: str
    versions: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def _versions(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _parameters(text: str) -> tuple[Parameter, ...]:
    """Read lines of `name type direction introduced`: `>` goes to the subscriber, `<` comes from there."""
    rows = (line.split() for line in text.strip().splitlines())
    ways = {">": TO_SUBSCRIBER, "<": FROM_SUBSCRIBER}
    return tuple(Parameter(name, data_type, ways[way], introduced) for name, data_type, way, introduced in rows)


PRODUCTS: Final = (
    Product(
        "Acme Billing",
        "acmebill",
        _versions("1.0.0 1.4.0 2.0.0 2.1.0 2.5.2 3.0.0 3.1.0 3.4.0 3.6.1 4.0.0b 4.0.0 4.1.0 4.2.0 4.2.1"),
        _parameters("""
            Dunning_Emails Boolean > 1.0
            Multi_Currency Boolean > 1.0
            Max_Invoices_Per_Month Integer > 1.0
            Active_Billing_Users Integer < 1.0
            Tax_Engine Boolean > 2.0
            Tax_Engine_Trial_Ends Date > 2.0
            Invoices_Last_Month Integer < 2.1
            First_Invoice_Sent Date < 2.1
            Payment_Portal Boolean > 3.0
            Max_Payment_Gateways Integer > 3.0
            Gateway_Connected Boolean < 3.1
            Usage_Pricing Boolean > 4.0
            Revenue_Schedules Boolean > 4.0
            Rated_Events_Last_Day Integer < 4.1
            Early_Access_Until Date > 4.2
        """),
    ),
    Product(
        "Acme Sign",
        "acmesign",
        _versions("1.0.0 1.2.0 1.5.0 1.9.3 2.0.0b 2.0.0 2.1.0 2.3.0 2.4.2"),
        _parameters("""
            E_Signature Boolean > 1.0
            Max_Envelopes Integer > 1.0
            Envelopes_Sent Integer < 1.0
            Monthly_Active_Users Integer < 1.2
            Bulk_Send Boolean > 1.5
            Last_Envelope Date < 1.5
            Qualified_Signatures Boolean > 2.0
            Beta_Reporting Boolean > 2.1
            Sandbox_Sending_Until Date > 2.3
            Sms_Delivery_Set_Up Boolean < 2.3
        """),
    ),
    Product(
        "Acme CPQ",
        "acmecpq",
        _versions("1.0.0 1.1.0 2.0.0 2.2.0 3.0.0 3.3.1 4.0.0 4.1.0 5.0.0b 5.0.0 5.1.0"),
        _parameters("""
            Guided_Selling Boolean > 1.0
            Max_Quote_Lines Integer > 1.0
            Quotes_Created Integer < 1.0
            Approvals Boolean > 2.0
            Price_Rules_In_Use Integer < 2.2
            Last_Quote Date < 2.2
            Contracted_Pricing Boolean > 3.0
            Max_Price_Books Integer > 3.0
            Large_Quotes_Until Date > 4.0
            Legacy_Calculator Boolean < 4.0
            Configurator_Api Boolean > 5.0
        """),
    ),
    Product(
        "Acme Docs",
        "acmedocs",
        _versions("1.0.0 1.3.0 1.6.0 2.0.0 2.2.1 2.5.0b 2.5.0 2.6.0"),
        _parameters("""
            Templates Boolean > 1.0
            Max_Templates Integer > 1.0
            Documents_Made Integer < 1.0
            Pdf_A Boolean > 1.3
            Office_Add_In_Seen Boolean < 1.6
            Last_Document Date < 2.0
            Brand_Kits Boolean > 2.0
            Watermark_Free_Until Date > 2.5
        """),
    ),
    Product(
        "Acme Field",
        "acmefield",
        _versions("1.0.0 1.1.0 1.4.0 2.0.0 2.1.0 2.2.0 3.0.0b 3.0.0 3.1.2 3.2.0"),
        _parameters("""
            Offline_Mode Boolean > 1.0
            Max_Devices Integer > 1.0
            Devices_Enrolled Integer < 1.0
            Route_Planner Boolean > 1.4
            Jobs_Closed_Last_Week Integer < 1.4
            Last_Device_Sync Date < 2.0
            Crew_Chat Boolean > 2.0
            Photo_Quota_Mb Integer > 3.0
            Map_Trial_Ends Date > 3.0
            Push_Configured Boolean < 3.1
        """),
    ),
    Product(
        "Acme Insights",
        "acmeinsight",
        _versions("0.9.0b 1.0.0 1.1.0 1.2.0 1.3.0 2.0.0 2.0.3 2.1.0"),
        _parameters("""
            Dashboards Boolean > 1.0
            Max_Data_Sources Integer > 1.0
            Rows_Synced_Millions Integer < 1.0
            Forecasting Boolean > 1.1
            Last_Refresh Date < 1.2
            Embedded_Boards Boolean > 1.3
            Retention_Until Date > 2.0
            Warehouse_Linked Boolean < 2.0
            Weekly_Viewers Integer < 2.1
        """),
    ),
)


MOST_PARAMETERS: Final = 200
"""Of one package, as the second-generation packaging guide has it."""

_KINDS: Final = (*("Boolean",) * 6, "Integer", "Integer", "Date", "Integer")


def padded(product: Product, parameters: int) -> tuple[Parameter, ...]:
    """The product's parameters, and so many in all: the others are of its first version and begin alike."""
    first = product.versions[0].rstrip("b").rpartition(".")[0]
    more = (
        Parameter(
            f"Early_Access_Program_Region_{number:03}",
            _KINDS[number % 10],
            FROM_SUBSCRIBER if number % 5 == 4 else TO_SUBSCRIBER,
            first,
        )
        for number in range(len(product.parameters) + 1, parameters + 1)
    )
    return (*product.parameters, *more)


def version_key(version: str) -> tuple[int, ...]:
    """Compare versions as numbers: 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.rstrip("b").split("."))
