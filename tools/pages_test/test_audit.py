"""The auditor's natural day, and the second pair of eyes."""

import csv
import io
import json
import re
import zipfile
from hashlib import sha256

import pytest

SNOOPER = "QUESNAY"
SELECTS = {"as", "for", "purpose"}


def the_persona(service, role: str) -> dict:
    return service.personas[service.persona(role)]


def ask(visitor, question: str, **fields: str):
    """Fills a question's form and asks."""
    visitor.open(f"/audit/questions/{question}")
    for name, value in fields.items():
        field = visitor.page.locator(f"#f-{name}")
        if field.get_attribute("type") == "checkbox":
            field.check()
        elif name in SELECTS:
            field.select_option(value)
        else:
            field.fill(value)
    visitor.page.get_by_role("button", name="Demander").click()
    answered(visitor)


def can_run(visitor) -> bool:
    return not visitor.name.endswith("without-scripts")


def answered(visitor):
    """Waits until the answer is there."""
    visitor.page.get_by_role(
        "heading", name="Ce sur quoi repose cette réponse").wait_for(timeout=60_000)


def cells(visitor, row: int = 0) -> list[str]:
    return visitor.page.locator("form.answer tbody tr").nth(row).locator("td").all_inner_texts()


def test_an_auditor_is_asked_for_a_reason_before_anything_is_shown(desk):
    desk.open("/sign-in")
    number = desk.service.persona("auditor")
    desk.page.locator(f'form:has(input[name=persona][value="{number}"]) button').click()
    assert "/reason" in desk.page.url
    desk.open("/audit/emergencies")
    assert "/reason" in desk.page.url
    desk.check("audit-reason")


def test_the_main_path_of_an_auditor(visitor):
    visitor.step_in("auditor")
    visitor.open("/audit")
    assert visitor.page.locator("[data-filtered]").count() == 28
    visitor.check("audit-questions")
    visitor.page.fill("#q", "lectures inexpliquees")
    if can_run(visitor):
        assert visitor.page.locator("[data-filtered]:visible").count() == 1
    else:
        visitor.page.get_by_role("button", name="Chercher").click()
        assert visitor.page.locator("[data-filtered]").count() == 1
    visitor.page.get_by_role("link", name="Lectures inexpliquées").click()
    visitor.check("audit-form")
    visitor.page.get_by_role("button", name="Demander").click()
    answered(visitor)
    first = cells(visitor)
    assert SNOOPER in first[1], first
    visitor.check("audit-unexplained")
    ground = visitor.page.locator("main").inner_text()
    assert "explications comptées à 365 jours près" in ground and "days 365" not in ground
    # On to her trail, and from there to why she was let in.
    visitor.page.locator("form.answer tbody tr").first.locator("button").first.click()
    answered(visitor)
    assert visitor.page.get_by_role("heading", name="Trace d'une personne").is_visible()
    visitor.check("audit-trail")
    visitor.page.locator("form.answer tbody td:nth-child(7) button").first.click()
    answered(visitor)
    assert visitor.page.get_by_text("la même", exact=True).is_visible()
    visitor.check("audit-why")


def test_a_search_in_an_address_works_without_scripts_and_names_nobody(desk):
    desk.step_in("auditor")
    desk.open("/audit?q=rien+de+tel+nulle+part")
    assert desk.page.get_by_text("0 question").is_visible()
    desk.open("/audit?q=%3Cscript%3Ealert(1)%3C/script%3E")
    desk.check()


def test_a_trail_is_narrowed_by_kind_period_refusal_and_emergency(desk):
    desk.step_in("auditor")
    ask(desk, "who", record=the_persona(desk.service, "patient")["identifier"])
    every = desk.page.locator("form.answer tbody tr").count()
    assert every > 10
    desk.page.check("input[name=emergency]")
    desk.page.get_by_role("button", name="Restreindre").click()
    rows = desk.page.locator("form.answer tbody tr")
    assert all("urgence" in row for row in rows.all_inner_texts())
    assert rows.count() < every
    desk.page.uncheck("input[name=emergency]")
    desk.page.check("input[name=refused]")
    desk.page.get_by_role("button", name="Restreindre").click()
    assert all("refusé" in row for row in rows.all_inner_texts())
    desk.page.uncheck("input[name=refused]")
    desk.page.select_option("#kind", label="consultation du dossier")
    desk.page.fill("#from", "2026-01-01")
    desk.page.get_by_role("button", name="Restreindre").click()
    assert all("consultation" in row for row in rows.all_inner_texts())
    desk.check("audit-narrowed")
    # The pages of a long answer and the rows that are downloaded keep to it.
    patient = the_persona(desk.service, "patient")
    assert patient["identifier"] not in desk.page.url and patient["record"] not in desk.page.url


def test_each_question_leaves_its_event(desk):
    desk.step_in("auditor", reason="contrôle 2026-77")
    record = the_persona(desk.service, "patient")["record"]
    doctor = the_persona(desk.service, "treating-doctor")["identifier"]
    asked = {
        "who": dict(record=record), "by": dict(person=doctor),
        "document": dict(record=record, document="1"), "diff": dict(record=record),
        "unexplained": {}, "emergency": {}, "conflicts": {}, "denied": {}, "searches": {},
        "bulk": dict(min="3"), "of-audit": {}, "admin": {}, "grants": dict(record=record),
        "prove": dict(event="5"), "integrity": {}, "erasure": dict(record=record),
        "inventory": dict(record=record), "views": {}, "session": dict(person=doctor),
        "relations": {}, "disclosures": {}, "patient-report": dict(record=record),
        "origin": dict(event="5"), "retention": dict(due="2036-11"),
    }
    for question, fields in asked.items():
        ask(desk, question, **fields)
        desk.check(f"audit-q-{question}")
    head = desk.page.locator(".ground pre").inner_text()
    ask(desk, "consistency", head=head)
    assert desk.page.get_by_text("oui", exact=True).is_visible()
    # The log is the service's alone while it runs, so the audit of audits tells.
    ask(desk, "of-audit", limit="20000")
    with desk.page.expect_download() as rows:
        desk.page.get_by_role("link", name="Télécharger en CSV").click()
    asked_events = csv.DictReader(io.StringIO(rows.value.path().read_text()))
    told = {row["question"] for row in asked_events if row["reason"] == "contrôle 2026-77"}
    assert told == {*asked, "consistency"}


def test_a_question_that_cannot_be_asked_says_why_and_keeps_what_was_typed(desk):
    desk.step_in("auditor")
    desk.open("/audit/questions/who")
    desk.page.fill("#f-record", "r-12")
    desk.page.fill("#f-limit", "7")
    desk.page.get_by_role("button", name="Demander").click()
    assert desk.page.get_by_text("16 chiffres hexadécimaux").is_visible()
    assert desk.page.input_value("#f-record") == "r-12"
    assert desk.page.input_value("#f-limit") == "7"
    desk.check("audit-problem")
    desk.page.fill("#f-record", "199999999999999")
    desk.page.get_by_role("button", name="Demander").click()
    assert desk.page.get_by_text("aucun dossier sous ce matricule").is_visible()


def test_the_past_is_walked_step_by_step(visitor):
    visitor.step_in("auditor")
    visitor.open("/audit/time")
    visitor.check("audit-time-form")
    visitor.page.fill("#f-record", the_persona(visitor.service, "patient")["record"])
    visitor.page.fill("#f-person", the_persona(visitor.service, "treating-doctor")["identifier"])
    visitor.page.fill("#f-at", "2025-06-01T12:00")
    visitor.page.get_by_role("button", name="Regarder").click()
    instant = visitor.page.locator(".instant")
    before = instant.inner_text()
    visitor.check("audit-past")
    visitor.page.get_by_role("button", name="Changement précédent").click()
    assert instant.inner_text() != before
    visitor.page.get_by_role("button", name="Événement suivant").click()
    visitor.page.get_by_role("button", name="Aujourd'hui").click()
    assert visitor.page.get_by_role("button", name="Aujourd'hui").is_disabled()
    visitor.page.fill("#with", "2022-01-01T08:00")
    visitor.page.get_by_role("button", name="Comparer").click()
    assert visitor.page.get_by_text("Documents que ce lecteur voit autrement").is_visible()
    visitor.check("audit-difference")


def test_an_answer_is_taken_away_and_verified_and_a_changed_byte_is_found(desk, tmp_path):
    desk.step_in("auditor")
    ask(desk, "who", record=the_persona(desk.service, "patient")["record"], limit="40")
    with desk.page.expect_download() as rows:
        desk.page.get_by_role("link", name="Télécharger en CSV").click()
    taken = rows.value.path().read_text()
    assert taken.startswith("time,event,") and taken.count("\n") > 10
    with desk.page.expect_download() as package:
        desk.page.get_by_role("button", name="Emporter avec ses preuves").click()
    file = tmp_path / "package.zip"
    package.value.save_as(file)
    desk.page.reload()
    told = desk.page.get_by_text("empreinte du manifeste").inner_text()
    digest = re.search(r"[0-9a-f]{64}", told).group()
    data = file.read_bytes()
    sent = []
    desk.page.on("request", lambda r: sent.append(r.url) if "assets" not in r.url else None)
    desk.open("/verify")
    sent.clear()

    def verdict(content: bytes, name: str = "p.zip", **fields: str) -> str:
        desk.page.set_input_files(
            "#package", {"name": name, "mimeType": "application/zip", "buffer": content})
        for field in ("key", "digest"):
            desk.page.fill(f"#{field}", fields.get(field, ""))
        desk.page.get_by_role("button", name="Vérifier").click()
        desk.page.locator("#working").wait_for(state="hidden")
        desk.page.locator("#verdict h2").wait_for()
        return desk.page.locator("#verdict").inner_text()

    told = verdict(data, digest=digest)
    assert "Ce paquet est intact" in told, told
    assert "40 événements prouvés" in told and "✔ le manifeste comparé" in told
    desk.check("verify-intact")
    assert "n'est pas intact" in verdict(data, digest="0" * 64)
    # One bit of every file, and of every part of the zip that says what a file is.
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        places = {entry.filename: entry.header_offset + 30 + len(entry.filename)
                  for entry in whole.infolist()}
        sizes = {entry.filename: entry.file_size for entry in whole.infolist()}
        contents = {name: whole.read(name) for name in places}
    for name in [n for n in places if not n.startswith("proofs/")] + [
            next(n for n in places if n.startswith("proofs/"))]:
        changed = bytearray(data)
        changed[places[name] + sizes[name] // 2] ^= 1
        told = verdict(bytes(changed))
        assert "n'est pas intact" in told, name
    desk.check("verify-broken")

    def zipped(files: dict[str, bytes], method=zipfile.ZIP_STORED) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as target:
            for name, content in files.items():
                target.writestr(name, content)
        return out.getvalue()

    # Zipped anew by another program: the files are what counts, and the page says so.
    told = verdict(zipped(contents, zipfile.ZIP_DEFLATED))
    assert "Ce paquet est intact" in told and "n'est pas telle que Carnet l'écrit" in told
    # An event that was changed together with the manifest's digests still fails its proof.
    forged = dict(contents)
    lines = forged["envelopes.ndjson"].decode().splitlines()
    first = json.loads(lines[0])
    envelope = bytearray.fromhex(first["envelope"])
    envelope[70] ^= 1
    first["envelope"] = envelope.hex()
    first["bodyDigest"] = bytes(envelope[64:]).hex()
    lines[0] = json.dumps(first, separators=(",", ":"))
    forged["envelopes.ndjson"] = ("\n".join(lines) + "\n").encode()
    manifest = json.loads(forged["manifest.json"])
    for entry in manifest["files"]:
        if entry["name"] == "envelopes.ndjson":
            entry["sha256"] = sha256(forged["envelopes.ndjson"]).hexdigest()
            entry["bytes"] = len(forged["envelopes.ndjson"])
    forged["manifest.json"] = json.dumps(manifest).encode()
    told = verdict(zipped(forged))
    assert "ne mène pas de l'événement à la racine signée" in told, told
    # A file too many, one too few, and no zip at all.
    assert "ne le nomme pas" in verdict(zipped({**contents, "more.txt": b"x"}))
    assert "manque" in verdict(zipped({n: c for n, c in contents.items() if n != "page.html"}))
    assert "n'est pas un zip lisible" in verdict(b"PK nothing")
    assert sent == [], "nothing of a package is sent anywhere"


def test_anyone_may_verify_without_signing_in(visitor):
    answer = visitor.open("/verify")
    assert answer.status == 200
    assert visitor.page.get_by_role("heading", name="Vérifier un paquet").is_visible()
    visitor.check("verify")


def test_two_pairs_of_eyes(newcomer):
    # A doctor enters in an emergency; somebody of the same establishment looks at it again.
    reviewer = newcomer()
    reviewer.step_in("reviewer")
    reviewer.open("/review")
    reviewer.check("review")
    cards = reviewer.page.locator("ul.cards > li")
    if cards.count() == 0:
        pytest.skip("no emergency access of this establishment waits for a review")
    before = reviewer.page.locator("main strong").first.inner_text()
    card = cards.filter(has=reviewer.page.locator("details.verdict")).first
    card.locator("summary").click()
    card.get_by_label("Justifié", exact=True).check()
    card.locator("textarea").fill("vu au dossier du service")
    card.get_by_role("button", name="Inscrire l'avis").click()
    assert reviewer.page.get_by_text("Avis « justifié » inscrit").is_visible()
    assert reviewer.page.locator("main strong").first.inner_text() != before
    # The auditor sees the same accesses and those of others, the snooper none.
    auditor = newcomer()
    auditor.step_in("auditor")
    auditor.open("/audit/emergencies")
    auditor.check("audit-emergencies")
    auditor.open("/audit/emergencies?all=on")
    auditor.check("audit-emergencies-all")
    nurse = newcomer()
    nurse.step_in("snooper")
    assert nurse.open("/review").status == 403


def test_nobody_reviews_their_own_access(newcomer):
    doctor = newcomer()
    doctor.step_in("emergency-physician")
    answer = doctor.open("/review")
    assert answer.status == 200
    own = the_persona(doctor.service, "emergency-physician")["identifier"]
    for card in doctor.page.locator("ul.cards > li").all():
        if own in card.inner_text():
            assert card.locator("details.verdict").count() == 0
            assert "votre propre accès" in card.inner_text()
