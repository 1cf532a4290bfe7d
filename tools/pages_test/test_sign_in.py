"""Sign-in at an OpenID provider that others wrote (oidc-provider-mock): there, back, and what is refused."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlparse

import pytest

from conftest import Service, Visitor, _context, free_port

PATIENT_AUTHORITY = "1.2.250.1.213.1.4.10"


def activity(finess: str, name: str) -> dict:
    return {"numeroFinessSite": finess, "raisonSocialeSite": name,
            "codeSecteurDactivite": "SA07^1.2.250.1.71.4.2.4"}


@pytest.fixture(scope="module")
def provider(service):
    port = free_port()
    patient = service.personas[service.persona("patient")]
    doctor = service.personas[service.persona("treating-doctor")]
    users = [
        {"sub": "patient", "ins": patient["identifier"], "ins_authority": PATIENT_AUTHORITY,
         "family_name": "PAYEN", "given_name": "Raphaël"},
        {"sub": "doctor", "SubjectNameID": doctor["identifier"], "family_name": "ECTOT",
         "given_name": "David", "acr": "eidas2",
         "SubjectRefPro": {"exercices": [{
             "codeProfession": "10", "codeSavoirFaire": "SM26",
             "activities": [activity("769000134", "Cabinet de la Place"),
                            activity("769000019", "CHU Seine-Démonstration")]}]}},
        {"sub": "auditor", "carnet_role": "auditor", "name": "Mission d'audit"},
        {"sub": "nobody"},
    ]
    process = subprocess.Popen(
        [os.path.join(os.path.dirname(sys.executable), "oidc-provider-mock"), "-p", str(port),
         *[x for user in users for x in ("--user-claims", json.dumps(user))]],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(base + "/.well-known/openid-configuration")
            break
        except OSError:
            time.sleep(0.1)
    yield base
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="module")
def house(service, provider, tmp_path_factory):
    """A second service over a copy of the records, whose people sign in at the provider."""
    import shutil
    folder = tmp_path_factory.mktemp("oidc")
    source = service.data
    shutil.copytree(source, folder / "demo")
    for beside in source.parent.glob("demo.*"):
        shutil.copy(beside, folder / beside.name)
    port = free_port()
    names = [("Patients", "patients"), ("Pro Santé Connect", "pro-sante-connect"),
             ("Agents", "staff")]
    # The mock takes any secret, but wants one.
    (folder / "secret").write_text("a secret of the tests\n")
    config = {"port": port, "publicBase": f"http://127.0.0.1:{port}", "signIn": [
        {"issuer": provider, "label": label, "clientID": f"carnet-{claims}",
         "clientSecretFile": "secret",
         "claims": claims, "scopes": ["openid", "profile"]} for label, claims in names]}
    (folder / "service.json").write_text(json.dumps(config))
    running = Service(service.carnet, folder / "demo", folder, "--config",
                      str(folder / "service.json"), port=port, personas=False)
    yield running
    running.stop()


@pytest.fixture
def guest(browser, house):
    context = _context(browser, 1440, True)
    yield Visitor(house, context.new_page(), "desk")
    context.close()


def sign_in(guest, label: str, user: str):
    guest.open("/sign-in")
    guest.page.get_by_role("link", name=label).click()
    guest.page.get_by_role("button", name=user, exact=True).click()
    guest.page.wait_for_load_state()


def test_a_patient_signs_in_and_out(guest):
    sign_in(guest, "Patients", "patient")
    assert guest.page.get_by_role("heading", name="Mon dossier", level=1).is_visible()
    assert "code=" not in guest.page.url and "state=" not in guest.page.url
    guest.page.get_by_role("button", name="Quitter").click()
    assert guest.page.get_by_role("heading", name="Vous êtes sorti").is_visible()
    guest.check()
    guest.open("/my")
    assert "/sign-in" in guest.page.url


def test_a_professional_of_two_activities_says_in_which_they_come(guest):
    sign_in(guest, "Pro Santé Connect", "doctor")
    assert guest.page.get_by_role("heading", name="Dans quelle activité").is_visible()
    guest.check("activity")
    guest.page.locator("li", has_text="Cabinet de la Place").get_by_role("button").click()
    assert guest.page.get_by_text("Cabinet de la Place").first.is_visible()


def test_whoever_the_claims_do_not_name_is_refused_and_it_is_traced(guest, house):
    sign_in(guest, "Patients", "nobody")
    assert guest.page.get_by_role("heading", name="Cette page ne s'ouvre pas").is_visible()
    metrics = urllib.request.urlopen(house.base + "/metrics").read().decode()
    assert re.search(r'carnet_tokens_refused_total\{reason="incomplete-claims"\} [1-9]', metrics)


class Redirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def call(address: str, body: bytes | None = None, cookie: str | None = None):
    """Status, where it leads, cookies and text, without following anything."""
    request = urllib.request.Request(address, data=body)
    if cookie:
        request.add_header("Cookie", cookie)
    try:
        answer = urllib.request.build_opener(Redirect).open(request, timeout=20)
    except urllib.error.HTTPError as error:
        answer = error
    cookies = [line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") or []]
    return answer.status, answer.headers.get("Location"), cookies, answer.read().decode()


def begin(house):
    """A sign-in of a patient up to the answer of the provider, which has not been brought yet."""
    status, there, cookies, _ = call(house.base + "/sign-in/with/0")
    assert status == 303
    asked = parse_qs(urlparse(there).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["nonce"] and asked["state"]
    status, back, _, _ = call(there, b"sub=patient")
    assert status == 302 and back.startswith(house.base + "/sign-in/callback")
    return back, cookies[0], asked["state"][0]


def test_a_sign_in_that_is_refused_at_the_provider_says_so(house):
    _, cookie, state = begin(house)
    status, _, cookies, text = call(
        f"{house.base}/sign-in/callback?error=access_denied&state={state}", cookie=cookie)
    assert status == 403 and not cookies
    assert "n&#39;a pas confirmé votre identité" in text


def test_an_answer_that_another_browser_began_is_refused(house):
    """Login CSRF: the code of one browser does not sign another one in."""
    back, _, _ = begin(house)
    for cookie in [None, "__Host-carnet-sign-in=guess"]:
        status, _, cookies, _ = call(back, cookie=cookie)
        assert status == 400 and not cookies


def test_an_answer_is_good_once(house):
    back, cookie, _ = begin(house)
    status, place, cookies, _ = call(back, cookie=cookie)
    assert status == 303 and place == "/my" and cookies[0].startswith("__Host-carnet=")
    assert call(back, cookie=cookie)[0] == 400


def test_an_answer_that_names_another_issuer_is_refused(house):
    back, cookie, _ = begin(house)
    assert call(back + "&iss=https://elsewhere.example", cookie=cookie)[0] == 400


def test_the_session_has_another_name_after_signing_in(service):
    """Session fixation: a cookie that was there before is not the session's."""
    status, _, cookies, _ = call(service.base + "/sign-in/persona", b"persona=0",
                                 "__Host-carnet=fixed-beforehand")
    assert status == 303 and "fixed" not in cookies[0] and len(cookies[0]) > 50
    again = call(service.base + "/sign-in/persona", b"persona=0", cookies[0])[2][0]
    assert again != cookies[0]
    assert call(service.base + "/my", cookie=cookies[0])[0] == 303


def test_cookies_are_secure_and_for_this_host_alone(desk):
    desk.step_in("patient")
    cookie = next(c for c in desk.page.context.cookies() if c["name"] == "__Host-carnet")
    assert cookie["secure"] and cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    assert cookie["path"] == "/" and len(cookie["value"]) >= 43


def test_a_form_of_another_site_changes_nothing(service):
    """CSRF: without the session's token, or from another origin, a form is refused."""
    cookie = call(service.base + "/sign-in/persona", b"persona=0")[2][0]
    status, _, _, text = call(service.base + "/language", b"language=en&next=/my", cookie)
    assert status == 403 and "ne vient pas de votre session" in text
    request = urllib.request.Request(service.base + "/language", data=b"language=en")
    request.add_header("Origin", "https://elsewhere.example")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403


def test_the_way_back_never_leads_elsewhere(service):
    for place in ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"]:
        body = f"persona=0&next={place}".encode()
        assert call(service.base + "/sign-in/persona", body)[1] == "/my"


def test_pages_are_in_no_frame_and_run_no_foreign_script(service):
    answer = urllib.request.urlopen(service.base + "/sign-in")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy and "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_personas_cannot_be_stepped_into_where_there_is_no_demonstration(house):
    request = urllib.request.Request(house.base + "/sign-in/persona", data=b"persona=0")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 404
    assert re.search("introuvable", refused.value.read().decode())
