"""The department as the CPAM follows it: figures of any day, a map, tables, files to take away."""

import json
import re


def test_the_fund_follows_the_department(visitor):
    """At a glance, then the map, the populations and the use, on one day."""
    page = visitor.step_in("insurance-agent").page
    visitor.open("/department")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Le département au")
    assert page.get_by_text("sur une cible de").is_visible()
    visitor.check("department")
    # Another day, by the field: the form works without scripts.
    page.fill("#day", "2020-06-30")
    page.locator("form:has(#day) button").click()
    assert "day=2020-06-30" in page.url
    assert "30 juin 2020" in page.get_by_role("heading", level=1).inner_text()
    page.locator(".day-choice + p").get_by_role("link", name="Carte").click()
    assert "30 juin 2020" in page.get_by_role("heading", level=1).inner_text()
    assert page.locator("svg.map path[d] title").count() == 707
    visitor.check("department-map")
    page.locator(".day-choice + p").get_by_role("link", name="Populations").click()
    assert page.locator("table caption").all_inner_texts() == [
        "Intercommunalités", "Arrondissements", "Âges", "Sexes"]
    visitor.check("department-groups")
    page.locator(".day-choice + p").get_by_role("link", name="Usages").click()
    assert page.get_by_role("heading", name="Qui alimente").is_visible()
    visitor.check("department-use")


def test_the_slider_asks_for_the_end_of_a_month(desk):
    page = desk.step_in("auditor").page
    desk.open("/department")
    slider = page.locator("#month")
    slider.focus()
    slider.press("Home")
    slider.dispatch_event("change")
    page.wait_for_url(re.compile(r"month=\d+"))
    assert page.locator("#month-name").inner_text() in page.get_by_role("heading", level=1).inner_text()


def test_no_small_count_is_shown_and_figures_can_be_taken_away(desk):
    page = desk.step_in("insurance-agent").page
    desk.open("/department/groups")
    numbers = [int(re.sub(r"\D", "", text)) for text in page.locator("tbody tr td:nth-child(2)").all_inner_texts()
               if re.sub(r"\D", "", text)]
    assert numbers and all(n == 0 or n >= 11 for n in numbers)
    with page.expect_download() as download:
        page.locator("a[download]", has_text="JSON").first.click()
    answer = json.loads(open(download.value.path()).read())
    assert answer["indicator"] == "coverage" and answer["threshold"] == 11
    assert all(isinstance(row["open"], str) or row["open"] == 0 or row["open"] >= 11 for row in answer["rows"])
    assert str(answer["size"]) in download.value.suggested_filename
    # The root leads to the proof that today's log goes on from it.
    proof = page.locator(".ground a.mono").first.get_attribute("href")
    assert proof == f"/consistency/{answer['size']}"
    assert page.request.get(desk.service.base + proof).text().startswith(f"old {answer['size']}\n")


def test_a_day_without_figures_is_refused_in_words(desk):
    page = desk.step_in("insurance-agent").page
    desk.open("/department?day=1999-01-01")
    assert page.get_by_text("choisissez-en un du").is_visible()
