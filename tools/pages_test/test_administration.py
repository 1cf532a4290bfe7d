"""Those who run the service: what wants attention, views, verification, keys, deadlines, health."""


def test_an_operator_sees_what_wants_attention_and_walks_the_topics(visitor):
    page = visitor.step_in("administrator").page
    visitor.open("/admin")
    assert page.get_by_role("heading", name="Exploitation", level=1).is_visible()
    assert page.get_by_role("heading", name="À regarder").is_visible()
    visitor.check("admin")
    for path, heading in [("views", "Vues"), ("log", "Journal"), ("keys", "Clés et effacements"),
                          ("deadlines", "Échéances"), ("health", "Santé")]:
        page.locator("nav.rooms").get_by_role("link", name=heading).click()
        assert page.get_by_role("heading", name=heading, level=1).is_visible()
        visitor.check(f"admin-{path}")


def test_views_are_rebuilt_with_progress_and_the_reason_stands_in_the_log(desk):
    page = desk.step_in("administrator").page
    desk.open("/admin/views")
    page.fill("#rebuild-reason", "essai de reconstruction")
    page.get_by_role("button", name="Reconstruire").click()
    page.get_by_text("échangées").wait_for(timeout=60_000)
    assert page.get_by_text("identique à la précédente").count() == 8
    desk.check("admin-views-rebuilt")
    desk.open("/admin/views")
    page.get_by_text("Revenir à").first.click()
    assert page.get_by_role("button", name="Revenir à").first.is_visible()


def test_the_log_is_verified_in_the_background(visitor):
    page = visitor.step_in("administrator").page
    visitor.open("/admin/log")
    page.fill("#verify-reason", "contrôle du matin")
    page.get_by_role("button", name="Vérifier le journal").click()
    for _ in range(60):
        if page.get_by_text("journal intact").count():
            break
        page.wait_for_timeout(500)
        if "without" in visitor.name:
            page.reload()
    assert page.get_by_text("journal intact").is_visible()
    visitor.check("admin-log-verified")


def test_keys_are_renewed_from_the_page_with_a_reason(desk):
    page = desk.step_in("administrator").page
    page.on("dialog", lambda dialog: dialog.accept())
    desk.open("/admin/keys")
    page.fill("#rotate-epoch-reason", "renouvellement annuel")
    page.get_by_role("button", name="Nouvelle époque du trousseau").click()
    assert page.get_by_text("Le trousseau est sous l'époque").is_visible()
    assert "carnet keys rotate --root" in page.locator("main").inner_text()
    desk.check("admin-keys-renewed")
