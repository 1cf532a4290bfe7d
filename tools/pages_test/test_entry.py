"""The way in and out."""


def test_nobody_is_shown_anything_before_they_sign_in(desk):
    desk.open("/my")
    assert "/sign-in" in desk.page.url
    desk.check("sign-in")


def test_the_back_button_after_signing_out_shows_nothing(desk):
    desk.step_in("patient")
    desk.page.get_by_role("button", name="Quitter").click()
    desk.page.go_back()
    desk.page.wait_for_load_state()
    assert desk.page.get_by_role("heading", name="Mon dossier").count() == 0


def test_a_page_is_read_in_english_by_choice(desk):
    desk.step_in("patient")
    desk.page.get_by_role("button", name="English").click()
    assert desk.page.get_by_role("heading", name="My record", level=1).is_visible()


def test_a_page_of_another_role_does_not_open(desk):
    desk.step_in("auditor")
    answer = desk.open("/my")
    assert answer.status == 403
    desk.check()
