"""What an endpoint gets and gives: the same for a request of its own and for a part of a composite."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeAlias

from werkzeug.datastructures import Headers

from lmo_tui.demo.errors import invalid_json
from lmo_tui.demo.faults import Fault
from lmo_tui.demo.lmo import Lmo
from lmo_tui.demo.schema.metadata import TOOLING_ONLY
from lmo_tui.demo.soql import Context
from lmo_tui.demo.values import parse_json


@dataclass(frozen=True)
class Call:
    """One API request, or one subrequest of a composite."""

    lmo: Lmo
    method: str
    path: str
    args: Mapping[str, str]
    headers: Headers
    raw: bytes = b""
    version: str = "68.0"
    base_url: str = ""
    fault: Fault | None = None

    def at(self, version: str) -> Self:
        """The same request under an API version."""
        return replace(self, version=version)

    def json(self) -> object:
        """The body, refused in the platform's words when it is not JSON."""
        return parse_json(self.raw)

    def json_object(self) -> dict[str, Any]:
        """The body where only an object will do."""
        body = self.json()
        if not isinstance(body, dict):
            raise invalid_json("Cannot deserialize instance of object at [line:1, column:1]")
        return body

    def root(self) -> str:
        """The path that all endpoints of this API version hang under."""
        return f"/services/data/v{self.version}"

    def context(self, *, include_deleted: bool = False) -> Context:
        """What a SOQL statement needs to know of its surroundings."""
        tooling = self.path.rstrip("/").endswith("/tooling/query")
        return Context(
            now=self.lmo.clock.now(),
            user_id=self.lmo.identity.user_id,
            hidden=self.lmo.profile.hidden | (frozenset() if tooling else TOOLING_ONLY),
            version=self.version,
            include_deleted=include_deleted,
        )


@dataclass(frozen=True)
class Reply:
    """An answer before it is bytes."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


Endpoint: TypeAlias = Callable[..., Reply]
Route: TypeAlias = tuple[str, tuple[str, ...], Endpoint]
"""A path below the version's root, the methods it takes, and who answers."""
