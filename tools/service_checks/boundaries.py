"""Where the service says no: limits, slow clients, certificates; and the lines that its manual prints."""

from __future__ import annotations

import datetime
import gzip
import os
import re
import socket
import ssl
import subprocess
import time
from pathlib import Path

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .harness import INS_SYSTEM, Service, bearer
from .paths import Ledger, Paths

LIMITS = {
    "bodyBytes": 2_000_000,
    "idleSeconds": 3,
    "bodySeconds": 2,
    "connections": 64,
    "actorPerSecond": 2000,
    "actorBurst": 4000,
    "recordPerSecond": 2000,
    "recordBurst": 4000,
}


def printed_lines(service: Service, ledger: Ledger, repository: Path) -> None:
    """Runs the lines under "Try it" with the service's own port."""
    manual = (repository / "docs/service.md").read_text(encoding="utf-8")
    block = re.search(r"## Try it\n.*?```\n(.*?)```", manual, re.S)
    ledger.check(block is not None, "docs/service.md has no lines under Try it")
    if not block:
        return
    lines = block.group(1).replace(":8480", f":{service.port}").replace("curl ", "curl -sS --fail-with-body ")
    environment = {**os.environ, "PATH": f"{Path(service.carnet).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        cwd=service.work,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    ledger.check(
        done.returncode == 0, f"the printed lines end with {done.returncode}: {done.stdout[-600:]} {done.stderr[-600:]}"
    )
    for words in ('"status":"ready"', '"resourceType":"Bundle"', "c2sp.org/tlog-proof@v1"):
        ledger.check(words in done.stdout.replace(" ", ""), f"the printed lines do not show {words}: {done.stdout[-900:]}")


NARROW = {**LIMITS, "recordPerSecond": 1, "recordBurst": 8, "actorPerSecond": 1, "actorBurst": 20}


def boundaries(service: Service, ledger: Ledger, paths: Paths) -> None:
    connections(service, ledger)
    slow_clients(service, ledger, paths)
    inflating(ledger, paths)


def rates(service: Service, ledger: Ledger, document: str) -> None:
    """Served with narrow limits, 429 with Retry-After: about one document, whether or not it is there,
    about one patient, and by one actor whatever it asks for."""
    service.configure({"limits": NARROW})
    service.start()
    absent = "00000000-0000-4000-8000-000000000001"
    seen: list[list[int]] = []
    for number, name in enumerate((document, absent)):
        for path in ("DocumentReference", "Binary"):
            if path == "Binary" and name == document:
                continue
            client = service.client(service.token("patient", f"29999999999{number}{path == 'Binary':d}99"))
            answers = [client.get(f"/fhir/{path}/{name}") for _ in range(14)]
            if path == "Binary":
                # The name was used up by another actor: the limit is the document's.
                ledger.check(answers[0].status_code == 429, f"a document's limit: {answers[0].status_code}")
                continue
            seen.append([answer.status_code for answer in answers])
            ledger.check("retry-after" in answers[-1].headers, "429 without Retry-After")
    # A slow machine gets a place back while it asks: the shape is the same, to one or two requests.
    for statuses in seen:
        allowed = statuses.count(404)
        ledger.check(
            8 <= allowed <= 12 and 429 in statuses and set(statuses) == {404, 429},
            f"a document that is hidden and one that is absent: {seen}",
        )
    doctor = service.client(service.persona_token("snooper"))
    asked = {"identifier": service.patient()}
    statuses = [doctor.get("/fhir/Patient", params=asked).status_code for _ in range(22)]
    ledger.check(429 in statuses[:10], f"one patient: {statuses}")
    statuses = [doctor.get("/fhir/Patient", params={"identifier": f"{INS_SYSTEM}|{n}"}).status_code for n in range(22)]
    ledger.check(set(statuses[:-1]) and statuses[-1] == 429, f"one actor: {statuses}")
    service.stop()
    service.configure({"limits": LIMITS})


def connections(service: Service, ledger: Ledger) -> None:
    """Beyond the limit nobody is answered, and nobody who is in suffers; afterwards all is well."""
    opened: list[socket.socket] = []
    with httpx.Client(base_url=service.base) as first:
        first.get("/live")
        try:
            for _ in range(LIMITS["connections"] + 40):
                one = socket.create_connection(("127.0.0.1", service.port), timeout=5)
                opened.append(one)
            answer = first.get("/live")
            ledger.check(answer.status_code == 200, "who was connected before the limit is not answered")
        finally:
            for one in opened:
                one.close()
    end = time.monotonic() + 15
    while time.monotonic() < end:
        try:
            if httpx.get(f"{service.base}/live", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    ledger.check(False, "after a flood of connections nobody is answered")


def slow_clients(service: Service, ledger: Ledger, paths: Paths) -> None:
    """A body that comes a byte at a time is let go with 408, a head that never ends is closed."""
    with socket.create_connection(("127.0.0.1", service.port)) as slow:
        slow.sendall(
            b"POST /fhir HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\n"
            b"Authorization: Bearer " + paths.doctor_token.encode() + b"\r\nContent-Length: 1000\r\n\r\n"
        )
        ledger.check(b" 408 " in _trickle(slow, 20), "a slow body is not let go with 408")
    with socket.create_connection(("127.0.0.1", service.port)) as idle:
        idle.sendall(b"GET /live HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        start = time.monotonic()
        _trickle(idle, 20, send=False)
        ledger.check(time.monotonic() - start < 19, "a head that never ends is waited for")
    ledger.check(httpx.get(f"{service.base}/live").status_code == 200, "slow clients broke something")


def _trickle(line: socket.socket, seconds: float, send: bool = True) -> bytes:
    """Sends a space now and then until the other side hangs up; returns what it said."""
    received = b""
    end = time.monotonic() + seconds
    line.settimeout(0.3)
    while time.monotonic() < end:
        try:
            if send:
                line.sendall(b" ")
            part = line.recv(4096)
            if not part:
                break
            received += part
        except TimeoutError:
            continue
        except OSError:
            break
    return received


def inflating(ledger: Ledger, paths: Paths) -> None:
    """Compressed bodies are refused before their first byte, whatever they would become."""
    bomb = gzip.compress(b" " * 50_000_000)
    for coding in ("gzip", "deflate", "br", "zstd", "gzip, gzip"):
        answer = paths.doctor.post(
            "/fhir",
            content=bomb,
            headers={"Content-Type": "application/fhir+json", "Content-Encoding": coding},
        )
        ledger.status(answer, 415)
    ledger.status(
        paths.doctor.post(
            "/fhir", content=b"[" * 100_000, headers={"Content-Type": "application/fhir+json"}
        ),
        400,
    )
    entity = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '&{chr(97 + n)};&{chr(97 + n)};'>" for n in range(20)
    )
    ledger.status(
        paths.doctor.post(
            "/fhir",
            content=f"<?xml version='1.0'?>{entity}]><Bundle xmlns='http://hl7.org/fhir'>&u;</Bundle>",
            headers={"Content-Type": "application/fhir+xml"},
        ),
        400,
    )


class Authority:
    """A certificate authority of a few minutes."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.file = folder / f"{name}.pem"
        certificate = self._certificate(self.name, self.key, authority=True)
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def issue(self, name: str, *, unit: str | None = None, server: bool = False) -> tuple[Path, Path]:
        """A certificate and its key, as files."""
        parts = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
        if unit:
            parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certificate(x509.Name(parts), key, server=server)
        chain, secret = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        secret.chmod(0o600)
        return chain, secret

    def _certificate(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        *,
        authority: bool = False,
        server: bool = False,
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.timezone.utc)
        usage = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.CLIENT_AUTH
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(minutes=5))
            .not_valid_after(now + datetime.timedelta(hours=1))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if not authority:
            builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        if server:
            builder = builder.add_extension(
                x509.SubjectAlternativeName(
                    [x509.DNSName("localhost"), x509.IPAddress(__import__("ipaddress").ip_address("127.0.0.1"))]
                ),
                critical=False,
            )
        return builder.sign(self.key, hashes.SHA256())


def mutual_tls(service: Service, ledger: Ledger) -> None:
    """Serves over TLS with client certificates: a structure's own, one of a stranger, none."""
    trusted, stranger = Authority(service.work, "authority"), Authority(service.work, "stranger")
    chain, key = trusted.issue("server", server=True)
    own = trusted.issue("establishment", unit="1760000001")
    unnamed = trusted.issue("unnamed")
    foreign = stranger.issue("impostor", unit="1760000001")
    service.scheme = "https"
    service.options = [
        "--tls-certificate", str(chain), "--tls-key", str(key), "--client-ca", str(trusted.file),
    ]

    def context(certificate: tuple[Path, Path] | None) -> ssl.SSLContext:
        made = ssl.create_default_context(cafile=str(trusted.file))
        if certificate:
            made.load_cert_chain(str(certificate[0]), str(certificate[1]))
        return made

    asked = {"identifier": service.patient()}
    service.start(verify=context(None))
    with httpx.Client(base_url=service.base, verify=context(own), timeout=60) as client:
        answer = ledger.status(client.get("/fhir/Patient", params=asked), 200)
        ledger.check(answer.json()["total"] == 1, "an establishment's certificate finds nobody")
    with httpx.Client(base_url=service.base, verify=context(None), timeout=60) as client:
        ledger.status(client.get("/fhir/Patient", params=asked), 401)
        token = service.persona_token("treating-doctor")
        ledger.status(client.get("/fhir/Patient", params=asked, headers=bearer(token)), 200)
    with httpx.Client(base_url=service.base, verify=context(unnamed), timeout=60) as client:
        ledger.status(client.get("/fhir/Patient", params=asked), 401)
    _refused(service, ledger, context(foreign), "a certificate of another authority")
    service.stop()
    service.options.append("--require-client-certificate")
    service.start(verify=context(own))
    _refused(service, ledger, context(None), "no certificate where one is required")
    with httpx.Client(base_url=service.base, verify=context(own), timeout=60) as client:
        ledger.status(client.get("/fhir/Patient", params=asked), 200)
    service.stop()
    service.scheme, service.options = "http", []


def _refused(service: Service, ledger: Ledger, context: ssl.SSLContext, what: str) -> None:
    try:
        with httpx.Client(base_url=service.base, verify=context) as client:
            answer = client.get("/live")
        ledger.check(False, f"{what} is let in: {answer.status_code}")
    except httpx.TransportError:
        ledger.check(True, "")
