"""Carnet's pages in a real browser: a service over a simulated department, and people who step in.

Environment: CARNET is the binary; DEMO a data directory of `carnet demo` (made here when it is not
given), with its personas beside it; SHOTS a folder for screenshots, none when it is not set.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

WIDTHS = {"phone": 390, "desk": 1440}
# What an automatic check may find and that counts.
GRAVE = {"serious", "critical"}


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Service:
    """A running `carnet serve`."""

    def __init__(self, carnet: str, data: Path, folder: Path, *options: str,
                 port: int | None = None, personas: bool = True):
        self.carnet, self.data = carnet, data
        self.port = port or free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.personas = json.loads(Path(f"{data}.personas.json").read_text())["personas"]
        self.log = open(folder / "service.log", "wb")
        self.process = subprocess.Popen(
            [carnet, "serve", "--data", str(data), "--port", str(self.port),
             "--development-tokens",
             *(["--personas", f"{data}.personas.json"] if personas else []), *options],
            stdout=self.log, stderr=self.log)
        for _ in range(600):
            assert self.process.poll() is None, (folder / "service.log").read_text()[-2000:]
            try:
                urllib.request.urlopen(self.base + "/ready")
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the service is not ready after a minute")

    def persona(self, role: str) -> int:
        return next(n for n, p in enumerate(self.personas) if p["role"] == role)

    def stop(self):
        self.process.terminate()
        assert self.process.wait(60) == 0
        self.log.close()


def demonstration(folder: Path) -> Path:
    """A data directory of `carnet demo` of one's own."""
    carnet = os.environ["CARNET"]
    data = folder / "demo"
    if given := os.environ.get("DEMO"):
        shutil.copytree(given, data)
        for beside in Path(given).parent.glob(Path(given).name + ".*"):
            shutil.copy(beside, folder / beside.name.replace(Path(given).name, "demo", 1))
    else:
        subprocess.run([carnet, "demo", "--people", "300", "--seed", "7", "--data", str(data)],
                       check=True, capture_output=True)
    return data


@pytest.fixture(scope="session")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("carnet")
    carnet = os.environ["CARNET"]
    data = demonstration(folder)
    # The demonstration ends under the regime of announced openings; desks open records as well here.
    subprocess.run([carnet, "rules", "publish", "--data", str(data), "--opening", "both",
                    "--title", "Openings at desks too", "--reason", "browser test"],
                   check=True, capture_output=True)
    running = Service(carnet, data, folder)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        assert chromium, "chromium is missing: apt-get install chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """Somebody at a browser window."""

    def __init__(self, service: Service, page: Page, name: str):
        self.service, self.page, self.name = service, page, name
        self.problems: list[str] = []
        page.on("pageerror", lambda e: self.problems.append(f"script: {e}"))
        page.on("console", lambda m: self.problems.append(m.text)
                if "Content Security Policy" in m.text else None)

    def open(self, path: str):
        return self.page.goto(self.service.base + path)

    def step_in(self, role: str, reason: str = "contrôle 2026-14"):
        """Signs in as somebody of the demonstration; says why where that is asked."""
        self.open("/sign-in")
        number = self.service.persona(role)
        self.page.locator(f'form:has(input[name=persona][value="{number}"]) button').click()
        if self.page.locator("#reason").count() and "/reason" in self.page.url:
            self.page.fill("#reason", reason)
            self.page.get_by_role("button", name="Continuer").click()
        return self

    def check(self, shot: str | None = None):
        """No grave fault of accessibility, no sideways scrolling, no raw code; then a screenshot."""
        # Without scripts nothing can look into the page but the browser itself.
        if not self.name.endswith("without-scripts"):
            self._inspect()
        text = self.page.locator("body").inner_text()
        left = re.findall(r"\{\{|\}\}|\[\[|\]\]|Optional\(|nil\b", text)
        assert not left, f"{self.page.url}: {left}"
        assert not self.problems, self.problems
        folder = os.environ.get("SHOTS")
        if shot and folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{folder}/{shot}-{self.name}.png")

    def _inspect(self):
        found = Axe().run(self.page).response["violations"]
        grave = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in GRAVE]
        assert not grave, f"{self.page.url}: " + "\n".join(grave)
        if self.page.viewport_size["width"] < 500:
            over = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{self.page.url} is {over} px too wide for a phone"


def _context(browser, width: int, scripts: bool):
    return browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR",
                               java_script_enabled=scripts, timezone_id="Europe/Paris")


VISITORS = ["desk", "phone-without-scripts"] if os.environ.get("QUICK") else [
    "desk", "phone", "desk-without-scripts", "phone-without-scripts"]


@pytest.fixture(params=VISITORS)
def visitor(request, browser, service):
    """One at each width, with scripts and without; axe needs scripts of its own and brings them."""
    width = WIDTHS[request.param.split("-")[0]]
    context = _context(browser, width, "without" not in request.param)
    yield Visitor(service, context.new_page(), request.param)
    context.close()


@pytest.fixture
def desk(browser, service):
    """A visitor at a wide screen, for paths that need not be walked at each width."""
    context = _context(browser, WIDTHS["desk"], True)
    yield Visitor(service, context.new_page(), "desk")
    context.close()


@pytest.fixture
def newcomer(browser, service):
    """Makes further windows, each with cookies of its own."""
    contexts = []

    def make(width: str = "desk", scripts: bool = True) -> Visitor:
        contexts.append(_context(browser, WIDTHS[width], scripts))
        return Visitor(service, contexts[-1].new_page(), width)

    yield make
    for context in contexts:
        context.close()
