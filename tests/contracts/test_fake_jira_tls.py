"""The fake Jira behind a certificate that nobody but its own authority vouches for."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import httpx2
import pytest

from support.fake_jira import FakeJira


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key in the same file."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not here to make a certificate")
    made = tmp_path / "own.pem"
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named]
    subprocess.run([*command, "-keyout", made, "-out", tmp_path / "cert.pem"], check=True, capture_output=True)
    made.write_text(made.read_text() + (tmp_path / "cert.pem").read_text())
    return made


def test_only_who_knows_its_authority_comes_in(certificate: Path) -> None:
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    knowing = ssl.create_default_context(cafile=str(certificate))
    with FakeJira(is_cloud=False, tls=own) as fake:
        address = f"{fake.url}/rest/api/2/myself"
        with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx2.get(address, headers=fake.authorization(), trust_env=False)
        found = httpx2.get(address, headers=fake.authorization(), verify=knowing, trust_env=False)
    assert (found.status_code, fake.url.startswith("https://")) == (200, True)
