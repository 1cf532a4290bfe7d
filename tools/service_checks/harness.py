"""A simulated department and the process that serves it, for tools that drive the service as clients do."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

INS_SYSTEM = "urn:oid:1.2.250.1.213.1.4.10"


def fail(message: str) -> None:
    sys.exit(f"{Path(sys.argv[0]).name}: {message}")


def check(condition: bool, message: str) -> None:
    if not condition:
        fail(message)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def bearer(token: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", **more}


class Service:
    """A data directory and the process that serves it on a port that the system chooses."""

    def __init__(
        self,
        carnet: str,
        work: Path,
        people: int,
        limits: dict[str, Any] | None = None,
        configuration: dict[str, Any] | None = None,
        data: Path | None = None,
    ) -> None:
        self.carnet = carnet
        self.work = work
        # One that is given holds a demonstration already.
        self.data = (data or work / "demo").resolve()
        self.port = 0
        self.mllp = free_port()
        self.process: subprocess.Popen | None = None
        self.options: list[str] = []
        self.scheme = "http"
        if data is None:
            self.run("demo", "--people", str(people), "--contents", "short")
        people_file = Path(f"{self.data}.personas.json")
        self.personas = {
            persona["role"]: persona
            for persona in json.loads(people_file.read_text(encoding="utf-8"))["personas"]
        }
        self.config = work / "service.json"
        self.configure({"limits": limits or {}, **(configuration or {})})

    def configure(self, configuration: dict[str, Any]) -> None:
        self.configuration = configuration
        self.config.write_text(json.dumps(configuration), encoding="utf-8")

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [self.carnet, *arguments, "--data", str(self.data)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            fail(f"carnet {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    @property
    def base(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def errors(self) -> Path:
        return self.work / "service.log"

    def start(self, *, port: int = 0, verify: Any = True) -> None:
        """Starts it and waits until it is ready."""
        out = self.work / "service.out"
        with open(self.errors, "ab") as log, open(out, "wb") as words:
            self.process = subprocess.Popen(
                [
                    self.carnet, "serve", "--data", str(self.data), "--config", str(self.config),
                    "--port", str(port), "--mllp-port", str(self.mllp), "--development-tokens",
                    *self.options,
                ],
                stdout=words,
                stderr=log,
            )
        end = time.monotonic() + 120
        self.port = 0
        while time.monotonic() < end:
            if self.process.poll() is not None:
                fail(f"the service ended at once: {self.errors.read_text()[-2000:]}")
            if self.port == 0:
                said = re.search(r"://[^ ]*:(\d+)", out.read_text(encoding="utf-8"))
                self.port = int(said.group(1)) if said else 0
                time.sleep(0.05)
                continue
            try:
                if httpx.get(f"{self.base}/ready", verify=verify).status_code == 200:
                    return
            except httpx.ConnectError:
                pass
            time.sleep(0.05)
        fail("the service is not ready after 120 s")

    def kill(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        check(self.process.wait(timeout=60) == 0, "SIGTERM did not end in status 0")

    def close(self) -> None:
        """Ends it whatever state it is in."""
        if self.process and self.process.poll() is None:
            self.kill()

    def token(self, kind: str, identifier: str, *more: str) -> str:
        return self.run("token", "--as", kind, "--identifier", identifier, *more).strip()

    def persona_token(self, role: str, *more: str) -> str:
        persona = self.personas[role]
        if role == "patient":
            return self.token("patient", persona["identifier"], *more)
        names = ["--profession", persona["profession"], "--structure", persona["structure"]]
        return self.token("professional", persona["identifier"], *names, *more)

    def patient(self) -> str:
        """The patient as searches name them."""
        return f"{INS_SYSTEM}|{self.personas['patient']['identifier']}"

    def client(self, token: str, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.base, headers=bearer(token, **headers), timeout=60)

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The events of a type, as `carnet events` tells them."""
        rows = self.run(
            "events", "--type", kind, "--format", "ndjson", "--bodies",
            "--operator", "service-checks", "--reason", "test",
        )
        return [json.loads(line) for line in rows.splitlines()]

    def figures(self) -> dict[str, float]:
        """What /metrics tells that has no labels."""
        lines = httpx.get(f"{self.base}/metrics", timeout=60).text.splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))
        return {name: float(value) for name, value in pairs}


def send_mllp(port: int, message: bytes) -> bytes:
    """Sends a message and returns its acknowledgement."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.settimeout(60)
        line.sendall(b"\x0b" + message + b"\x1c\r")
        answer = b""
        while not answer.endswith(b"\x1c\r"):
            part = line.recv(4096)
            if not part:
                break
            answer += part
        return answer
