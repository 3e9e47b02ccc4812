"""The fake Jira behind a certificate that nobody but its own authority vouches for."""

from __future__ import annotations

import ssl
from pathlib import Path

import httpx2
import pytest

from support.certificates import own_certificate, served_by
from support.fake_jira import FakeJira


def test_only_who_knows_its_authority_comes_in(tmp_path: Path) -> None:
    certificate = own_certificate(tmp_path)
    knowing = ssl.create_default_context(cafile=str(certificate))
    with FakeJira(is_cloud=False, tls=served_by(certificate)) as fake:
        address = f"{fake.url}/rest/api/2/myself"
        with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx2.get(address, headers=fake.authorization(), trust_env=False)
        found = httpx2.get(address, headers=fake.authorization(), verify=knowing, trust_env=False)
    assert (found.status_code, fake.url.startswith("https://")) == (200, True)
