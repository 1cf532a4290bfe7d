"""A patient's natural day."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_a_patient_walks_through_their_record(visitor):
    page = visitor.step_in("patient").page
    assert page.get_by_role("heading", name="Mon dossier", level=1).is_visible()
    assert page.get_by_text("ouvert depuis le").is_visible()
    visitor.check("patient-home")
    page.locator("ul.cards h3 a").first.click()
    assert page.get_by_role("heading", level=1).is_visible()
    visitor.check("patient-document")
    for path, heading in [
        ("/my/add", "Ajouter un document"),
        ("/my/health", "Ce que je déclare"),
        ("/my/accesses", "Qui a regardé"),
        ("/my/rights", "Mes droits"),
        ("/my/bundle", "Tout emporter"),
    ]:
        assert visitor.open(path).status == 200, path
        assert page.get_by_role("heading", name=heading, level=1).is_visible()
        visitor.check("patient-" + path.split("/")[-1])


def test_the_list_is_narrowed_by_kind_and_year(desk):
    page = desk.step_in("patient").page
    all_of_them = page.locator("main ul.cards > li").count()
    assert all_of_them > 0
    year = page.locator("select[name=year] option").nth(1).get_attribute("value")
    page.select_option("select[name=year]", year)
    page.get_by_role("button", name="Filtrer").click()
    shown = page.locator("main ul.cards > li").count()
    assert 0 < shown <= all_of_them
    assert page.locator("main ul.cards > li p.faint", has_text=year).count() == shown
    desk.check("patient-filtered")


def test_a_document_is_added_hidden_shown_and_archived(desk):
    page = desk.step_in("patient").page
    desk.open("/my/add")
    page.set_input_files("input[name=file]", {"name": "vaccin.pdf", "mimeType": "application/pdf",
                                              "buffer": PDF})
    page.select_option("select[name=type]", "DOCPAT06")
    page.fill("input[name=title]", "Carnet <b>de</b> vaccination")
    page.get_by_role("button", name="Ajouter").click()
    assert page.get_by_role("heading", name="Carnet <b>de</b> vaccination", level=1).is_visible()
    page.get_by_role("button", name="Masquer aux professionnels").click()
    assert page.locator(".mark", has_text="masqué aux professionnels").first.is_visible()
    desk.check("patient-hidden-document")
    page.get_by_role("button", name="Rendre visible aux professionnels").click()
    assert page.locator(".mark", has_text="masqué aux professionnels").count() == 0
    page.get_by_role("button", name="Archiver").click()
    assert page.locator(".mark", has_text="archivé").first.is_visible()


def test_a_file_that_is_no_document_is_refused_and_the_title_kept(desk):
    page = desk.step_in("patient").page
    desk.open("/my/add")
    page.set_input_files("input[name=file]", {"name": "x.pdf", "mimeType": "application/pdf",
                                              "buffer": b"MZ\x00\x01"})
    page.fill("input[name=title]", "Mon résultat")
    page.get_by_role("button", name="Ajouter").click()
    assert page.get_by_role("alert").is_visible()
    assert page.input_value("input[name=title]") == "Mon résultat"
    desk.check()


def test_an_allergy_is_stated_changed_and_withdrawn(visitor):
    page = visitor.step_in("patient").page
    visitor.open("/my/health")
    section = page.locator("section", has=page.locator("#k-allergy"))
    section.locator("summary").click()
    section.locator("input[name=value]").fill("arachide")
    section.get_by_role("button", name="Ajouter").click()
    entry = page.locator("#k-allergy ~ ul li", has_text="arachide").first
    assert entry.get_by_text("déclaré par vous").is_visible()
    entry.get_by_role("link", name="Modifier").click()
    page.fill("input[name=value]", "arachide, noix")
    page.get_by_role("button", name="Enregistrer").click()
    page.on("dialog", lambda dialog: dialog.accept())
    entry = page.locator("#k-allergy ~ ul li", has_text="arachide, noix").first
    entry.get_by_role("button", name="Retirer").click()
    assert page.get_by_text("Déclaration retirée.").is_visible()


def test_a_wrong_telephone_number_says_what_is_accepted(desk):
    page = desk.step_in("patient").page
    desk.open("/my/health")
    page.fill("input[name=mobile]", "abc")
    page.get_by_role("button", name="Enregistrer").click()
    assert "4 à 15 chiffres" in page.get_by_role("alert").inner_text()


def month_with_others(visitor) -> str:
    """The latest month in which somebody else looked."""
    page = visitor.page
    visitor.open("/my/accesses")
    for _ in range(36):
        if page.get_by_text("Contester cet accès").count():
            return re.search(r"m=([0-9-]+)", page.url).group(1) if "m=" in page.url else ""
        page.locator("nav.pages a", has_text="←").click()
    raise AssertionError("nobody looked in three years")


def test_an_access_is_disputed_and_says_so(desk):
    page = desk.step_in("patient").page
    month_with_others(desk)
    before = page.get_by_text("Contester cet accès").count()
    desk.check("patient-accesses-month")
    page.get_by_text("Contester cet accès").first.click()
    page.fill("textarea[name=text]", "Je ne connais pas cette personne.")
    desk.check("patient-dispute")
    page.get_by_role("button", name="Contester").click()
    assert page.locator(".mark", has_text="contesté le").first.is_visible()
    assert page.get_by_text("Contester cet accès").count() == before - 1
    page.get_by_role("link", name="Accusé de la contestation").first.click()
    assert page.get_by_role("heading", name="Accusé de contestation d'un accès").is_visible()
    assert page.get_by_text("Je ne connais pas cette personne.").is_visible()
    desk.check("patient-dispute-receipt")


def test_the_receipt_of_the_opening_is_printed_with_its_proof(visitor):
    page = visitor.step_in("patient").page
    visitor.open("/my/rights")
    page.get_by_role("link", name="Accusé de création du dossier").click()
    assert page.get_by_role("heading", name="Accusé de création du dossier").is_visible()
    assert "c2sp.org/tlog-proof" in page.locator("pre.proof").inner_text()
    visitor.check("patient-receipt")


def test_somebody_is_kept_out_after_seeing_what_it_changes_and_let_in_again(desk):
    page = desk.step_in("patient").page
    desk.open("/my/rights")
    form = page.locator("form", has=page.locator("select[name=who]"))
    values = form.locator("option").evaluate_all("all => all.map(o => o.value).filter(v => v)")
    doctors = page.locator("form[action='/my/rights/doctor'] input[name=who]").evaluate_all(
        "all => all.map(i => i.value)")
    who = next(v for v in values if v not in doctors)
    form.locator("select").select_option(who)
    form.get_by_role("button").click()
    assert page.get_by_role("heading", name="Ensuite").is_visible()
    assert who not in page.url
    desk.check("patient-block")
    page.get_by_role("button", name="Bloquer").click()
    assert page.get_by_text("cette personne n'entre plus").is_visible()
    desk.check("patient-blocked")
    page.get_by_role("button", name="Débloquer").click()
    assert page.get_by_text("Débloqué.").is_visible()


def test_a_consent_is_changed_in_both_directions(desk):
    page = desk.step_in("patient").page
    desk.open("/my/rights")
    section = page.locator("section", has=page.get_by_role("heading", name="Appel au 15"))
    section.locator("summary").click()
    section.get_by_role("button").click()
    assert section.get_by_text("vous refusez").is_visible()
    section.locator("summary").click()
    section.get_by_role("button").click()
    assert section.get_by_text("vous acceptez").is_visible()


def test_everything_is_taken_away_with_proofs_that_hold(desk, tmp_path):
    page = desk.step_in("patient").page
    desk.open("/my/bundle")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger mon dossier").click()
    file = tmp_path / "dossier.zip"
    download.value.save_as(file)
    names = zipfile.ZipFile(io.BytesIO(file.read_bytes())).namelist()
    assert {"page.html", "events.ndjson", "accesses.csv", "manifest.json"} <= set(names)
    key = tmp_path / "key.txt"
    key.write_text(page.locator("p.mono").inner_text() + "\n")
    verify = Path(__file__).parents[1] / "verify-log"
    subprocess.run([verify, "--evidence", file, "--key", key.read_text().strip()], check=True)


def test_a_record_is_closed_and_reopened(desk):
    page = desk.step_in("patient").page
    desk.open("/my/rights")
    page.check("input[name=sure]")
    page.get_by_role("button", name="Fermer mon dossier").click()
    assert page.get_by_text("Votre dossier est clos.").is_visible()
    assert page.get_by_text("personne d'autre n'y entre").is_visible()
    desk.check("patient-closed")
    desk.open("/my/rights")
    desk.check("patient-rights-closed")
    page.check("input[name=consent]")
    page.get_by_role("button", name="Rouvrir mon dossier").click()
    assert page.get_by_text("Votre dossier est rouvert.").is_visible()
