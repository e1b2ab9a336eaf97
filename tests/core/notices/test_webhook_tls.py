"""Over https the certificate must be the host's, though the address was looked up before."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.core.notices.cast import NOON
from tests.core.notices.conftest import Receiver
from yingshang.core.ids import new_id
from yingshang.core.notices.backends import webhook
from yingshang.core.notices.errors import ReceiverUnavailable
from yingshang.core.notices.types import Parcel

HOST = "hook.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of HOST that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "hook.pem"
    plain = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(pem, form, plain) + made.public_bytes(pem))
    return path


@pytest.fixture
def secure_receiver(certificate):
    """The webhook receiver behind TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.posts, server.statuses, server.let_go = [], [], threading.Event()
    server.handle_error = lambda *_args: None  # a broken handshake is what some tests want
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def every_name_is_here(monkeypatch):
    """Every host name leads to this machine."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
    monkeypatch.setattr(
        "yingshang.core.notices.backends.addresses.socket.getaddrinfo", lambda *_a, **_k: found
    )
    monkeypatch.setattr(webhook.socket, "create_connection", _connect)


def _connect(address, timeout):
    connected = socket.socket()
    connected.settimeout(timeout)
    connected.connect(address)
    return connected


@pytest.fixture
def trust(monkeypatch, certificate):
    """The certificate counts as issued by an authority."""
    make = ssl.create_default_context
    monkeypatch.setattr(
        webhook.ssl, "create_default_context", lambda: make(cafile=str(certificate))
    )


def parcel(server, host):
    url = f"https://{host}:{server.server_port}/hook"
    return Parcel("k", "430300", new_id(), url, "title", "text", "t", "matter", new_id(), NOON)


def test_the_hosts_own_certificate_is_accepted(secure_receiver, every_name_is_here, trust):
    webhook.Webhook().send(parcel(secure_receiver, HOST))
    ((_, headers, _),) = secure_receiver.posts
    assert headers["Host"] == f"{HOST}:{secure_receiver.server_port}"


def test_another_hosts_certificate_is_refused(secure_receiver, every_name_is_here, trust):
    with pytest.raises(ReceiverUnavailable, match="SSLCertVerificationError"):
        webhook.Webhook().send(parcel(secure_receiver, "other.example"))
    assert secure_receiver.posts == []


def test_a_certificate_of_no_authority_is_refused(secure_receiver, every_name_is_here):
    with pytest.raises(ReceiverUnavailable, match="SSLCertVerificationError"):
        webhook.Webhook().send(parcel(secure_receiver, HOST))
    assert secure_receiver.posts == []
