"""A professional's natural day: find somebody, get in, read, feed, enter in an emergency."""

import re


def patient_number(visitor) -> str:
    return next(p["identifier"] for p in visitor.service.personas if p["role"] == "patient")


def find(visitor):
    visitor.open("/care")
    visitor.page.fill("#ins", patient_number(visitor))
    visitor.page.get_by_role("button", name="Chercher", exact=True).click()


def test_a_treating_doctor_finds_reads_and_adds(visitor):
    visitor.step_in("treating-doctor")
    visitor.check("care-home")
    visitor.page.get_by_role("button", name="Afficher mes patients").click()
    visitor.check("care-list")
    find(visitor)
    page = visitor.page
    assert page.get_by_role("heading", name="Fiche d'urgence").is_visible()
    visitor.check("care-record")
    # No number of anybody stands in an address.
    assert patient_number(visitor) not in page.url
    record = page.url
    # The demonstration ends on a day of its own: its documents may be no longer of two years.
    page.select_option("#period", "0")
    page.select_option("#order", "type")
    page.get_by_role("button", name="Appliquer").click()
    visitor.check("care-by-type")
    page.locator("table.documents a").first.click()
    assert page.get_by_role("heading", level=1).count() == 1
    visitor.check("care-document")
    page.goto(record + "/new")
    visitor.check("care-new")
    page.set_input_files("#file", {"name": "lettre.txt", "mimeType": "text/plain",
                                   "buffer": f"Cher confrère {visitor.name} {record}".encode()})
    page.fill("#title", f"Lettre <b>{visitor.name}</b>")
    page.get_by_role("button", name="Déposer", exact=True).click()
    assert "déposé" in page.locator(".notice").inner_text()
    assert page.locator("h1").inner_text() == f"Lettre <b>{visitor.name}</b>"
    assert "Cher confrère" in page.locator(".plain-text").inner_text()
    visitor.check("care-filed")
    page.goto(record + "/rights")
    visitor.check("care-rights")


def test_a_document_is_hidden_from_the_patient_until_it_is_announced(desk):
    desk.step_in("treating-doctor")
    find(desk)
    page = desk.page
    page.goto(page.url + "/new")
    page.set_input_files("#file", {"name": "a.txt", "mimeType": "text/plain",
                                   "buffer": b"Resultat a annoncer"})
    page.fill("#title", "Résultat à annoncer")
    page.get_by_label("Attendre la consultation d'annonce").check()
    page.get_by_role("button", name="Déposer", exact=True).click()
    assert page.get_by_text("en attente d'annonce au patient").is_visible()
    desk.check("care-waiting")
    page.get_by_role("button", name="Annoncé : rendre visible").click()
    assert page.get_by_text("en attente d'annonce au patient").count() == 0
    page.get_by_role("button", name="Archiver").click()
    assert page.get_by_text("archivé", exact=True).is_visible()
    page.get_by_role("link", name="Déposer une nouvelle version").click()
    page.set_input_files("#file", {"name": "b.txt", "mimeType": "text/plain",
                                   "buffer": b"Resultat corrige"})
    page.get_by_role("button", name="Déposer", exact=True).click()
    assert page.get_by_role("heading", name="Autres versions").is_visible()
    desk.check("care-version")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Supprimer mon document").click()
    assert "supprimé" in page.locator(".notice").inner_text()


def a_stranger(service_visitor) -> list[str]:
    """Numbers of people whom the treating doctor treats, for somebody who does not."""
    service_visitor.step_in("treating-doctor")
    page = service_visitor.page
    page.get_by_role("button", name="Afficher mes patients").click()
    links = [a.get_attribute("href") for a in page.locator("tbody th a").all()[:12]]
    numbers = []
    for link in links:
        service_visitor.open(link)
        if page.locator("main .lead .mono").count():
            numbers.append(page.locator("main .lead .mono").inner_text().replace(" ", ""))
    return numbers


def test_an_emergency_stays_in_sight_until_it_ends(visitor, newcomer):
    numbers = a_stranger(newcomer())
    visitor.step_in("emergency-physician")
    page = visitor.page
    for number in numbers:
        visitor.open("/care")
        page.fill("#ins", number)
        page.get_by_role("button", name="Chercher", exact=True).click()
        if "/door" in page.url and page.locator("#reason").count():
            break
    assert "/door" in page.url
    visitor.check("care-door")
    page.fill("#reason", "coma, accident de la route")
    page.get_by_role("button", name=re.compile("Briser la glace")).click()
    assert page.locator(".banner").is_visible()
    visitor.check("care-emergency")
    page.locator("table.documents a").first.click()
    assert "coma, accident de la route" in page.locator(".banner").inner_text()
    page.get_by_role("button", name="Terminer maintenant").click()
    assert page.locator(".banner").count() == 0


def test_a_regulator_enters_by_the_number_of_the_call(desk):
    desk.step_in("regulator")
    find(desk)
    page = desk.page
    desk.check("care-door-regulator")
    if page.locator("#call").count():
        page.fill("#call", "SAMU76-2026-0042")
        page.get_by_role("button", name="Entrer pour la régulation").click()
        assert "SAMU76-2026-0042" in page.locator(".banner").inner_text()


def test_traits_find_somebody_in_an_emergency_only(desk):
    desk.step_in("emergency-physician")
    page = desk.page
    page.fill("#name", "PAYEN")
    page.fill("#born", "1945")
    page.fill("#reason", "inconscient sur la voie publique")
    page.get_by_role("button", name="Chercher en urgence").click()
    assert page.get_by_role("heading", name="Qui est-ce ?").is_visible()
    desk.check("care-found")


def test_a_wrong_key_is_told_as_it_is_typed_back(desk):
    desk.step_in("treating-doctor")
    number = patient_number(desk)
    wrong = number[:-2] + f"{(int(number[-2:]) % 97) + 1:02}"
    desk.page.fill("#ins", wrong)
    desk.page.get_by_role("button", name="Chercher", exact=True).click()
    assert "clé" in desk.page.locator("#ins-problem").inner_text()
    assert desk.page.input_value("#ins") == wrong


def test_what_the_professional_does_is_seen_by_the_patient(desk, newcomer):
    desk.step_in("treating-doctor")
    find(desk)
    patient = newcomer().step_in("patient")
    doctor = next(p["name"] for p in desk.service.personas if p["role"] == "treating-doctor")
    assert doctor in patient.page.locator("main").inner_text()
