"""The second lock on writing: which requests change nothing, judged by what is about to go over the wire."""

import re
from typing import Final
from urllib.parse import urlsplit

import requests

SAFE: Final = frozenset({"GET", "HEAD"})

_READING_POSTS: Final = re.compile(
    r"/services/data/v[0-9]+\.[0-9]+/(?:jobs/query|composite/sobjects/[A-Za-z0-9_]+)/?", re.ASCII
)
"""POSTs that only read: a Bulk query job, and the retrieval of many records of one object."""

_QUERY_JOB: Final = re.compile(r"/services/data/v[0-9]+\.[0-9]+/jobs/query/750[A-Za-z0-9]{12,15}", re.ASCII)
"""One query job, which may be called off and cleared away: that changes nothing that anybody else could see."""

_CALLED_OFF: Final = b'{"state": "Aborted"}'

_OVERRIDES: Final = frozenset({"x-http-method-override", "x-http-method", "x-method-override"})


def only_reads(request: requests.PreparedRequest) -> bool:
    """Whether the request cannot change anything in the org."""
    parts = urlsplit(request.url or "")
    if "_httpmethod" in parts.query.casefold() or any(name.casefold() in _OVERRIDES for name in request.headers):
        return False  # Salesforce takes the method from there, whatever the request line says.
    if request.method in SAFE:
        return True
    if parts.query:
        return False
    if _QUERY_JOB.fullmatch(parts.path):
        return request.method == "DELETE" or (request.method == "PATCH" and request.body == _CALLED_OFF)
    return request.method == "POST" and bool(_READING_POSTS.fullmatch(parts.path))
