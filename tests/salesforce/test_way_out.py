"""Proxy, authorities and patience that are set: what a proxy sees of a login and of an org, and what nobody sees."""

import base64
import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from lmo_tui.demo.server import DemoLmo
from lmo_tui.demo.sessions import CLIENT_SECRET
from lmo_tui.domain.errors import BadAnswerError, BadEntryError
from lmo_tui.domain.network import Network
from lmo_tui.domain.redaction import redact
from lmo_tui.salesforce.connection import connect
from lmo_tui.salesforce.deadline import Timing
from lmo_tui.salesforce.hosts import login_host
from lmo_tui.salesforce.login.token_endpoint import granted
from lmo_tui.salesforce.way_out import WAY_OUT

HOST = "acme.my.salesforce.com"
PASSWORD = "s3cret%20word"  # noqa: S105 - a test's own


def certificate(folder: Path) -> Path:
    """An authority and host in one, as a proxy that reads along has it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Acme Proxy")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "proxy.pem").write_bytes(private + made.public_bytes(pem))
    (folder / "authority.pem").write_bytes(made.public_bytes(pem))
    return folder / "authority.pem"


class Proxy:
    """Takes tunnels, notes what was asked of it, and leads each to the demo LMO as if that were the host."""

    def __init__(self, folder: Path, lmo: DemoLmo) -> None:
        self.asked: list[str] = []
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(folder / "proxy.pem")
        self._behind = int(lmo.url.rpartition(":")[2])
        self._server = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._server.accept()
                threading.Thread(target=self._tunnel, args=(client,), daemon=True).start()

    def _tunnel(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            said = b""
            while b"\r\n\r\n" not in said:
                said += client.recv(4096)
            self.asked.append(said.decode())
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            with (
                self._context.wrap_socket(client, server_side=True) as inside,
                socket.create_connection(("127.0.0.1", self._behind)) as lmo,
            ):
                threading.Thread(target=pipe, args=(lmo, inside), daemon=True).start()
                pipe(inside, lmo, as_here=f"Host: 127.0.0.1:{self._behind}".encode())


def pipe(source: socket.socket, target: socket.socket, as_here: bytes = b"") -> None:
    """Hand on what comes; the demo LMO answers only to whoever calls it by its own name."""
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data.replace(f"Host: {HOST}".encode(), as_here) if as_here else data)
        target.shutdown(socket.SHUT_WR)


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    return certificate(tmp_path)


@pytest.fixture
def proxy(authority: Path, demo_lmo: DemoLmo) -> Iterator[Proxy]:
    with contextlib.closing(Proxy(authority.parent, demo_lmo)) as proxy:
        yield proxy


@pytest.fixture(autouse=True)
def nothing_set() -> Iterator[None]:
    yield
    WAY_OUT.told_by(Network)


def test_logins_and_orgs_go_by_the_proxy_with_its_authority_whatever_the_environment_says(
    demo_lmo: DemoLmo, proxy: Proxy, authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("HTTPS_PROXY", "http://127.0.0.1:9"), ("NO_PROXY", "*"), ("REQUESTS_CA_BUNDLE", "/nowhere")):
        monkeypatch.setenv(name, value)
    network = Network(f"http://lmo:{PASSWORD}@{proxy.place}", str(authority))
    WAY_OUT.told_by(lambda: network)
    form = {"grant_type": "client_credentials", "client_id": "app", "client_secret": CLIENT_SECRET}
    assert granted(login_host(f"https://{HOST}"), form).access_token
    org = connect(instance_url=f"https://{HOST}", access_token=demo_lmo.token, alias="a", may_write=lambda: False)
    assert org.org().id == demo_lmo.org_id
    org.close()
    assert len(proxy.asked) >= 2
    pass_word = base64.b64encode(b"lmo:s3cret word").decode()
    for asked in proxy.asked:
        assert asked.startswith(f"CONNECT {HOST}:443 ")
        assert f"Proxy-Authorization: Basic {pass_word}" in asked
        assert demo_lmo.token not in asked
    told = redact(f"at {network.proxy}, s3cret word, {PASSWORD}")
    assert "s3cret" not in told + network.shown_proxy and proxy.place in network.shown_proxy


def test_a_proxy_that_reads_along_gets_nothing_without_its_authority(demo_lmo: DemoLmo, proxy: Proxy) -> None:
    WAY_OUT.told_by(lambda: Network(f"http://{proxy.place}"))
    with pytest.raises(BadAnswerError, match=r"certificate.*ca_bundle"):
        connect(instance_url=f"https://{HOST}", access_token=demo_lmo.token, alias="a", may_write=lambda: False)
    assert demo_lmo.audit.requests == []


def test_without_the_file_of_authorities_nothing_is_sent(proxy: Proxy) -> None:
    WAY_OUT.told_by(lambda: Network(f"http://{proxy.place}", "/nowhere/authority.pem"))
    with pytest.raises(BadEntryError, match="cannot be read"):
        connect(instance_url=f"https://{HOST}", access_token="t" * 20, alias="a", may_write=lambda: False)
    with pytest.raises(BadEntryError, match="cannot be read"):
        granted(login_host(f"https://{HOST}"), {})
    assert proxy.asked == []


def test_this_machine_is_reached_without_it_and_patience_is_what_is_set(demo_lmo: DemoLmo) -> None:
    WAY_OUT.told_by(lambda: Network("http://127.0.0.1:9", "/nowhere", connect=3, read=300))
    org = connect(instance_url=demo_lmo.url, access_token=demo_lmo.token, alias="a", may_write=lambda: False)
    assert org.org().id == demo_lmo.org_id
    org.close()
    assert WAY_OUT.timing(Timing()) == Timing(connect=3, read=300, whole=303)
    assert WAY_OUT.timing(Timing(10, 30, 45)) == Timing(3, 300, 303)
