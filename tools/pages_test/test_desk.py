"""Records opened at a desk, in under a minute."""

import os
import random

import pytest

from conftest import Service, Visitor, _context, WIDTHS, demonstration


def matricule(seed: int) -> str:
    """A number of nobody: a woman of June 1980, with its key."""
    number = 2800676540000 + seed % 1000
    return f"{number}{97 - number % 97:02}"


def fill(page, ins: str, name: str):
    page.fill("#ins", ins)
    page.fill("#name", name)
    page.fill("#given", "Camille Jeanne")
    page.fill("#born", "14/06/1980")
    page.select_option("#sex", "F")
    page.fill("#commune", "Rouen (76540)")
    page.get_by_label("Elle a été informée et consent").check()


def send(page):
    page.get_by_role("button", name="Ouvrir le dossier").click()


def test_a_record_is_opened_and_its_receipt_printed(visitor):
    visitor.step_in("insurance-agent", reason="ouverture au guichet")
    visitor.open("/desk")
    visitor.check("desk-form")
    page = visitor.page
    number = matricule(random.randrange(1000))
    fill(page, number, f"DESSAI{visitor.name.upper().replace('-', '')}")
    send(page)
    assert page.get_by_role("heading", name="Le dossier est ouvert").is_visible()
    visitor.check("desk-opened")
    page.get_by_role("link", name="Accusé à imprimer").click()
    assert page.get_by_role("heading", name="Accusé de création du dossier").is_visible()
    visitor.check("desk-receipt")


def test_what_is_wrong_is_told_at_once_and_what_was_typed_stays(desk):
    desk.step_in("insurance-agent", reason="ouverture au guichet")
    desk.open("/desk")
    page = desk.page
    number = matricule(7)
    fill(page, number[:-2] + "00", "DERREUR")
    page.fill("#commune", "Paris")
    page.get_by_role("button", name="Ouvrir le dossier").click()
    text = page.locator(".problem").inner_text()
    assert "clé" in text and "commune" in text
    assert page.input_value("#name") == "DERREUR"
    desk.check("desk-problems")


def test_a_person_who_has_a_record_gets_no_second_one(desk):
    desk.step_in("insurance-agent", reason="ouverture au guichet")
    for _ in range(2):
        desk.open("/desk")
        fill(desk.page, matricule(501), "DEUXFOIS")
        send(desk.page)
    assert "déjà un dossier" in desk.page.locator(".problem").inner_text()


def test_the_same_number_with_other_traits_is_explained(desk):
    desk.step_in("insurance-agent", reason="ouverture au guichet")
    for name in ["UNEPERSONNE", "TOUTEAUTRE"]:
        desk.open("/desk")
        fill(desk.page, matricule(502), name)
        send(desk.page)
    assert "porté par un autre dossier" in desk.page.locator("main").inner_text()
    desk.check("desk-doubts")


def test_whoever_opens_no_records_is_told_where_they_are_opened(desk):
    desk.step_in("treating-doctor")
    desk.open("/desk")
    assert "cabinet médical" in desk.page.locator("main").inner_text()


@pytest.fixture(scope="module")
def announcing(tmp_path_factory):
    """The service under the demonstration's own rules, which open records by announcement alone."""
    folder = tmp_path_factory.mktemp("announcing")
    running = Service(os.environ["CARNET"], demonstration(folder), folder)
    yield running
    running.stop()


@pytest.fixture
def announcer(browser, announcing):
    context = _context(browser, WIDTHS["desk"], True)
    yield Visitor(announcing, context.new_page(), "desk")
    context.close()


def test_a_desk_that_opens_nothing_today_says_so_before_anybody_types(announcer):
    announcer.step_in("treating-doctor")
    announcer.open("/desk")
    page = announcer.page
    assert "n'ouvrent pas de dossier par cette voie" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Ouvrir le dossier").count() == 0
    announcer.check("desk-closed")


def test_the_insurances_desk_announces_and_hands_over_the_notice(announcer):
    announcer.step_in("insurance-agent", reason="annonce au guichet")
    announcer.open("/desk")
    page = announcer.page
    announcer.check("desk-announce-form")
    page.fill("#ins", matricule(733))
    page.fill("#name", "DANNONCE")
    page.fill("#given", "Camille")
    page.fill("#born", "14/06/1980")
    page.select_option("#sex", "F")
    page.get_by_label("par courrier").check()
    page.get_by_role("button", name="Annoncer l'ouverture").click()
    assert page.get_by_role("heading", name="L'ouverture est annoncée").is_visible()
    announcer.check("desk-announced")
    page.get_by_role("link", name="Accusé à imprimer").click()
    assert page.get_by_role("heading", name="Avis d'ouverture d'un dossier").is_visible()
    announcer.check("desk-notice")
