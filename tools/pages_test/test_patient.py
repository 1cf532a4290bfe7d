"""A patient's natural day."""


def test_a_patient_opens_their_own_record(visitor):
    visitor.step_in("patient")
    assert visitor.page.get_by_role("heading", name="Mon dossier", level=1).is_visible()
    visitor.check("patient-home")
