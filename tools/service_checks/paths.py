"""The main paths of the service, driven by clients that others wrote: fhirpy, fhirclient and httpx."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
from fhirclient.client import FHIRClient
from fhirclient.models.documentreference import DocumentReference
from fhirclient.models.list import List as SubmissionSet
from fhirpy import SyncFHIRClient

from .deposits import deposit, submission, unique_id
from .harness import INS_SYSTEM, Service, send_mllp
from .resources import Validator, differences

BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead"
PATCH = "application/json-patch+json"
HIDDEN = {
    "coding": [
        {
            "system": "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/"
            "TRE-A07-StatutVisibiliteDocument",
            "code": "MASQUE_PS",
        }
    ]
}


class Ledger:
    """What was expected, and whether it came; failures are told at the end, all of them."""

    def __init__(self) -> None:
        self.count = 0
        self.failures: list[str] = []

    def check(self, condition: bool, message: str) -> None:
        self.count += 1
        if not condition:
            self.failures.append(message)

    def status(self, answer: httpx.Response, *expected: int) -> httpx.Response:
        self.check(
            answer.status_code in expected,
            f"{answer.request.method} {answer.request.url.path}?"
            f"{answer.request.url.query.decode()[:120]}: {answer.status_code}, not "
            f"{expected}: {answer.text[:300]}",
        )
        return answer


class Paths:
    """The people of a demonstration and what they do."""

    def __init__(self, service: Service, ledger: Ledger, validator: Validator) -> None:
        self.service = service
        self.ledger = ledger
        self.validator = validator
        self.doctor_token = service.persona_token("treating-doctor", "--minutes", "120")
        self.patient_token = service.persona_token("patient", "--minutes", "120")
        self.doctor = self.client(self.doctor_token)
        self.patient = self.client(self.patient_token)
        self.auditor = self.client(
            service.token("auditor", "auditor-1", "--minutes", "120"), **{"X-Carnet-Reason": "conformance"}
        )
        self.who = service.patient()
        self.matricule = service.personas["patient"]["identifier"]

    def client(self, token: str, **headers: str) -> httpx.Client:
        """A client each of whose answers is held against the models."""
        client = self.service.client(token, **headers)

        def validate(answer: httpx.Response) -> None:
            answer.read()
            self.validator.response(answer)

        client.event_hooks["response"].append(validate)
        return client

    @property
    def steps(self) -> list[Callable[[], None]]:
        return [
            self.capabilities, self.existence, self.search, self.fhirpy_client, self.fhirclient_client,
            self.filing, self.replacing, self.patching, self.conditional, self.rights_and_traces,
            self.bulk_export, self.figures, self.messages, self.strangers,
        ]

    def capabilities(self) -> None:
        check, answer = self.ledger.check, httpx.get(f"{self.service.base}/fhir/metadata")
        self.validator.response(answer)
        statement = answer.json()
        served = {resource["type"] for resource in statement["rest"][0]["resource"]}
        check(
            {"DocumentReference", "List", "Binary", "Patient", "Consent", "AuditEvent"} <= served,
            f"the statement names {served}",
        )
        check(
            statement["implementation"]["url"] == f"{self.service.base}/fhir",
            f"with --port 0 the statement names {statement['implementation']['url']}",
        )
        xml = httpx.get(f"{self.service.base}/fhir/metadata", headers={"Accept": "application/fhir+xml"})
        found = differences(answer.content, xml.content, ("/date",))
        check(not found, f"CapabilityStatement in XML differs: {found[:3]}")

    def existence(self) -> None:
        found = self.ledger.status(self.doctor.get("/fhir/Patient", params={"identifier": self.who}), 200)
        self.ledger.check(found.json()["total"] == 1, "the patient's record is not found")
        nobody = self.doctor.get("/fhir/Patient", params={"identifier": f"{INS_SYSTEM}|299999999999999"})
        self.ledger.check(nobody.json()["total"] == 0, "somebody who is not there was found")
        form = self.doctor.post("/fhir/Patient/_search", data={"identifier": self.who})
        self.ledger.check(form.json()["total"] == 1, "the form finds nobody")

    def asked(self, **more: str) -> dict[str, str]:
        return {"patient.identifier": self.who, "status": "current", **more}

    def search(self) -> None:
        check, status = self.ledger.check, self.ledger.status
        total = status(self.doctor.get("/fhir/DocumentReference", params=self.asked()), 200).json()["total"]
        seen: list[str] = []
        page = self.doctor.get("/fhir/DocumentReference", params=self.asked(_count="2"))
        while True:
            body = status(page, 200).json()
            seen += [e["resource"]["id"] for e in body["entry"] if e["search"]["mode"] == "match"]
            following = [link["url"] for link in body["link"] if link["relation"] == "next"]
            if not following:
                break
            check(following[0].startswith(self.service.base), f"the next page is at {following[0]}")
            page = self.doctor.get(following[0])
        check(len(seen) == len(set(seen)) == total > 0, f"{len(seen)} documents on pages, {total} in all")
        for more in (
            {"_sort": "-date"}, {"_sort": "creation"}, {"_summary": "count"}, {"_summary": "true"},
            {"_elements": "type,status"}, {"_total": "none"}, {"_include": "DocumentReference:patient"},
            {"_include": "DocumentReference:relatesto"}, {"type": "http://loinc.org|34112-3"},
            {"creation": "ge2019"}, {"period": "lt2100-01-01"}, {"isArchived": "false"},
            {"author.family": "a"}, {"category": "10"}, {"language": "fr-FR"}, {"_lastUpdated": "ge2018"},
        ):
            answer = status(self.doctor.get("/fhir/DocumentReference", params=self.asked(**more)), 200)
            check(answer.json()["resourceType"] == "Bundle", f"{more}")
            xml = self.doctor.get(
                "/fhir/DocumentReference", params=self.asked(**more), headers={"Accept": "application/fhir+xml"}
            )
            found = differences(answer.content, xml.content, ("/timestamp", "/link/url"))
            check(not found, f"{more} in XML differs: {found[:3]}")
        strict = self.doctor.get(
            "/fhir/DocumentReference", params=self.asked(nothing="1"), headers={"Prefer": "handling=strict"}
        )
        status(strict, 400)
        status(self.doctor.get("/fhir/DocumentReference", params={"patient.identifier": self.who}), 400)
        one = status(self.doctor.get(f"/fhir/DocumentReference/{seen[0]}"), 200)
        check(one.headers["etag"].startswith('W/"'), "no ETag")
        xml = self.doctor.get(f"/fhir/DocumentReference/{seen[0]}?_format=xml")
        found = differences(one.content, xml.content)
        check(not found, f"DocumentReference in XML differs: {found[:3]}")
        attachment = one.json()["content"][0]["attachment"]
        content = status(self.doctor.get(attachment["url"]), 200)
        check(len(content.content) == attachment["size"], f"{len(content.content)} bytes of {attachment['size']}")
        wrapped = status(self.doctor.get(f"/fhir/Binary/{seen[0]}", headers={"Accept": "application/fhir+json"}), 200)
        check(base64.b64decode(wrapped.json()["data"]) == content.content, "Binary holds something else")
        status(self.doctor.get(f"/fhir/Binary/{seen[0]}", headers={"Accept": "video/mp4"}), 406)
        sets = status(
            self.doctor.get(
                "/fhir/List",
                params={"patient.identifier": self.who, "code": "submissionset", "status": "current"},
            ),
            200,
        )
        self.documents, self.sets = seen, sets.json()["total"]

    def fhirpy_client(self) -> None:
        client = SyncFHIRClient(f"{self.service.base}/fhir", authorization=f"Bearer {self.doctor_token}")
        found = client.resources("DocumentReference").search(**self.asked()).limit(3).fetch_all()
        self.ledger.check(
            sorted(one.id for one in found) == sorted(self.documents), f"fhirpy found {len(found)}"
        )
        count = client.resources("DocumentReference").search(**self.asked()).count()
        self.ledger.check(count == len(self.documents), f"fhirpy counts {count}")
        first = client.reference("DocumentReference", self.documents[0]).to_resource()
        self.ledger.check(first.status == "current", "fhirpy reads another document")
        new = client.resource("DocumentReference", **deposit(self.matricule, unique_id()))
        new.save()
        self.ledger.check(bool(new.id) and new.status == "current", "fhirpy files nothing")
        self.documents.append(new.id)

    def fhirclient_client(self) -> None:
        client = FHIRClient(
            settings={"app_id": "conformance", "api_base": f"{self.service.base}/fhir"}
        )
        client.server.session.headers["Authorization"] = f"Bearer {self.doctor_token}"
        client.prepare()
        search = DocumentReference.where(self.asked(_count="100"))
        found = search.perform_resources(client.server)
        self.ledger.check(
            sorted(one.id for one in found) == sorted(self.documents), f"fhirclient found {len(found)}"
        )
        one = DocumentReference.read(self.documents[0], client.server)
        self.ledger.check(one.masterIdentifier.value != "", "fhirclient reads no masterIdentifier")
        sets = SubmissionSet.where(
            {"patient.identifier": self.who, "code": "submissionset", "status": "current"}
        ).perform_resources(client.server)
        self.ledger.check(len(sets) >= self.sets, f"fhirclient found {len(sets)} submission sets")
        new = DocumentReference(deposit(self.matricule, unique_id()))
        made = new.create(client.server)
        self.ledger.check(made is not None and made["resourceType"] == "DocumentReference", "fhirclient files nothing")
        self.documents.append(made["id"])

    def file(self, bundle: dict[str, Any], *expected: int, **headers: str) -> httpx.Response:
        return self.ledger.status(
            self.doctor.post(
                "/fhir", content=json.dumps(bundle), headers={"Content-Type": "application/fhir+json", **headers}
            ),
            *expected,
        )

    def filing(self) -> None:
        """ITI-65 in JSON, ITI-105 in JSON; sent again they give what they gave."""
        check = self.ledger.check
        self.unique = unique_id()
        bundle = submission(self.matricule, self.unique, self.service.personas["treating-doctor"]["identifier"])
        answer = self.file(bundle, 200).json()
        statuses = [entry["response"]["status"][:3] for entry in answer.get("entry", [])]
        check(statuses == ["201", "201", "201"], f"a transaction answers {statuses}")
        again = self.file(bundle, 200).json()
        places = [entry["response"].get("location") for entry in answer["entry"]]
        check(
            [entry["response"].get("location") for entry in again["entry"]] == places,
            "a transaction that is sent again is another one",
        )
        self.filed = next(place for place in places if place and "DocumentReference/" in place)
        self.filed = self.filed.split("DocumentReference/")[1].split("/")[0]
        found = self.doctor.get(
            "/fhir/DocumentReference", params=self.asked(identifier=f"urn:ietf:rfc:3986|urn:oid:{self.unique}")
        )
        check(found.json()["total"] == 1, "what was filed is not found by its uniqueId")
        sets = self.doctor.get(
            "/fhir/List", params={"patient.identifier": self.who, "code": "submissionset", "status": "current"}
        ).json()
        check(sets["total"] > self.sets, "the submission set is not found")
        half = submission(self.matricule, unique_id(), "810000000000")
        del half["entry"][2]
        before = self.doctor.get("/fhir/DocumentReference", params=self.asked(_summary="count")).json()["total"]
        self.file(half, 422)
        after = self.doctor.get("/fhir/DocumentReference", params=self.asked(_summary="count")).json()["total"]
        check(before == after, "half a transaction went in")

    def replacing(self) -> None:
        check = self.ledger.check
        doctor = self.service.personas["treating-doctor"]["identifier"]
        unique = unique_id()
        bundle = submission(self.matricule, unique, doctor, replaces=self.filed, content="corrected")
        self.file(bundle, 200)
        old = self.ledger.status(self.doctor.get(f"/fhir/DocumentReference/{self.filed}"), 200).json()
        check(old["status"] == "superseded", f"the predecessor is {old['status']}")
        self.ledger.status(self.doctor.get(f"/fhir/Binary/{self.filed}"), 410)
        found = self.doctor.get(
            "/fhir/DocumentReference",
            params=self.asked(
                identifier=f"urn:ietf:rfc:3986|urn:oid:{unique}", _include="DocumentReference:relatesto"
            ),
        ).json()
        modes = {entry["resource"]["id"]: entry["search"]["mode"] for entry in found["entry"]}
        check(modes.get(self.filed) == "include", f"_include gives {modes}")
        new = next(entry["resource"] for entry in found["entry"] if entry["search"]["mode"] == "match")
        check(
            new["relatesTo"][0]["target"]["reference"] == f"DocumentReference/{self.filed}",
            f"the successor refers to {new['relatesTo']}",
        )
        self.filed = new["id"]
        second = submission(self.matricule, unique_id(), doctor, replaces=old["id"])
        self.file(second, 409)

    def patching(self) -> None:
        status, check = self.ledger.status, self.ledger.check
        address = f"/fhir/DocumentReference/{self.filed}"
        one = self.doctor.get(address)
        etag = one.headers["etag"]

        def patch(operations: list[dict[str, Any]], **headers: str) -> httpx.Response:
            return self.doctor.patch(
                address, content=json.dumps(operations), headers={"Content-Type": PATCH, **headers}
            )

        hide = [{"op": "add", "path": "/securityLabel/-", "value": HIDDEN}]
        hidden = status(patch(hide, **{"If-Match": etag}), 200)
        check("MASQUE_PS" in hidden.text, "the label is not there")
        status(patch(hide, **{"If-Match": etag}), 412)
        status(patch([{"op": "replace", "path": "/description", "value": "x"}]), 405)
        labels = hidden.json()["securityLabel"]
        shown = [label for label in labels if label != HIDDEN and "MASQUE_PS" not in json.dumps(label)]
        status(patch([{"op": "replace", "path": "/securityLabel", "value": shown}]), 200)
        gone = status(patch([{"op": "replace", "path": "/status", "value": "entered-in-error"}]), 200)
        check(gone.json()["status"] == "entered-in-error", "it was not deleted")
        status(self.doctor.get(address), 410)
        status(self.doctor.get(f"/fhir/Binary/{self.filed}"), 410)

    def conditional(self) -> None:
        unique = unique_id()
        body = json.dumps(deposit(self.matricule, unique))
        headers = {
            "Content-Type": "application/fhir+json",
            "If-None-Exist": f"identifier=urn:ietf:rfc:3986|urn:oid:{unique}",
        }
        first = self.ledger.status(self.doctor.post("/fhir/DocumentReference", content=body, headers=headers), 201)
        again = self.ledger.status(self.doctor.post("/fhir/DocumentReference", content=body, headers=headers), 200)
        self.ledger.check(
            first.headers["location"] == again.headers["location"], "If-None-Exist made another document"
        )
        headers["If-None-Exist"] = "nothing=1"
        self.ledger.status(self.doctor.post("/fhir/DocumentReference", content=body, headers=headers), 400)

    def rights_and_traces(self) -> None:
        status, check = self.ledger.status, self.ledger.check
        consents = status(self.patient.get("/fhir/Consent", params={"patient.identifier": self.who}), 200)
        check(consents.json()["total"] >= 4, f"{consents.json()['total']} consents")
        bounds = {"date": ["ge2018-01-01", "le2100-01-01"], "patient.identifier": self.who, "_count": "100"}
        for profile in (None, BALP):
            asked = dict(bounds, **({"_profile": profile} if profile else {}))
            traces = status(self.patient.get("/fhir/AuditEvent", params=asked), 200)
            kinds = {entry["resource"]["resourceType"] for entry in traces.json()["entry"]}
            check(kinds == {"AuditEvent"}, f"traces are {kinds}")
            users = {len(entry["resource"]["agent"]) for entry in traces.json()["entry"]}
            check(max(users) >= 3 if profile else max(users) <= 2, f"{profile}: {users} agents")
        status(self.patient.get("/fhir/AuditEvent", params={"patient.identifier": self.who}), 400)
        watched = status(
            self.auditor.get("/fhir/AuditEvent", params={"date": ["ge2018-01-01", "le2100-01-01"], "_count": "50"}), 200
        )
        check(len(watched.json()["entry"]) > 0, "the auditor sees no trace")

    def bulk_export(self) -> None:
        status, check = self.ledger.status, self.ledger.check
        started = status(
            self.auditor.get("/fhir/$export", headers={"Prefer": "respond-async", "Accept": "application/fhir+json"}), 202
        )
        place = started.headers["content-location"]
        for _ in range(100):
            answer = self.auditor.get(place)
            if answer.status_code == 200:
                break
            time.sleep(0.1)
        manifest = status(answer, 200).json()
        lines = 0
        for output in manifest["output"]:
            content = status(self.auditor.get(output["url"]), 200)
            lines += len(content.text.splitlines())
        check(lines > 0, "the export is empty")
        status(self.auditor.delete(place), 202, 204)

    def figures(self) -> None:
        status, check = self.ledger.status, self.ledger.check
        agent = self.client(self.service.token("cpam", "agent-1", "--minutes", "120"), **{"X-Carnet-Reason": "test"})
        for indicator, more in (
            ("enrolment", {"by": "channel"}), ("coverage", {"by": "epci"}), ("pace", {"target": "80%"}),
            ("feeding", {"by": "feeder"}), ("synthesis", {}), ("accesses", {"by": "mode"}),
            ("first-access", {}), ("rights", {}),
        ):
            address = f"/statistics/{indicator}"
            answer = status(agent.get(address, params=more), 200).json()
            check(answer["indicator"] == indicator and answer["rows"], f"{indicator}: {answer}")
            table = status(agent.get(address, params={**more, "format": "csv"}), 200)
            check(len(table.text.splitlines()) == len(answer["rows"]) + 1, f"{indicator} in CSV")
            report = status(agent.get(address, params={**more, "format": "fhir"}), 200)
            check(report.json()["resourceType"] == "MeasureReport", f"{indicator} in FHIR")
            check(bool(report.json().get("group")), f"{indicator}: a report without groups")
            xml = agent.get(address, params=more, headers={"Accept": "application/fhir+xml"})
            found = differences(report.content, xml.content, ("/date",))
            check(not found, f"{indicator} in XML differs: {found[:3]}")
        status(agent.get("/statistics/enrolment", params={"threshold": "1"}), 403)
        status(self.auditor.get("/statistics/enrolment", params={"threshold": "1"}), 200)
        status(self.doctor.get("/statistics/enrolment"), 403)

    def messages(self) -> None:
        """An ADT message opens nothing it must not, and brings the consents of an episode."""
        adt = (
            "MSH|^~\\&|GAM|CHU-X|DPI|CHU-X|20260306111154||ADT^A01^ADT_A01|3975|D|2.5^FRA^2.11|||||FRA|"
            "UNICODE UTF-8|FR||2.11^IHE_FRANCE-2.11-PAM\r"
            "EVN||20260306111154||||20260306110000|\r"
            "PID|1||000003^^^CHU-X&000897406&N^PI~279035121518989^^^ASIP-SANTE-INS-NIR&"
            "1.2.250.1.213.1.4.10&ISO^INS^^20101207||PAT-TROIS^DOMINIQUE^DOMINIQUE^^^^L||19790328|F|||"
            "^^^^^^BDL^^63220|||||S||24000006^^^CHU-X&000897406&M^AN|||||||1|||||N||VALI|20240306111153|\r"
            "PV1|1|I|^^^CHU-X&000897406&M^O^^|R|||||||||||N||||000897406^^^CHU-X&000897406&M^VN|\r"
            "ZFA|ACTIF|20260306111154|||||||INO|20260306111154|IC|20260306111154\r"
        ).encode()
        answer = send_mllp(self.service.mllp, adt)
        self.ledger.check(b"MSA|AA|3975" in answer, f"an ADT message: {answer!r}")
        doctor = self.doctor.get(
            "/fhir/Patient", params={"identifier": "urn:oid:1.2.250.1.213.1.4.10|279035121518989"}
        )
        self.ledger.check(doctor.json()["total"] in (0, 1), "existence after the message")

    def strangers(self) -> None:
        status = self.ledger.status
        other = self.client(self.service.token("patient", "299999999999999"))
        for path in (f"/fhir/DocumentReference/{self.documents[0]}", f"/fhir/Binary/{self.documents[0]}"):
            hidden = status(other.get(path), 404)
            absent = status(other.get(path.rsplit("/", 1)[0] + "/00000000-0000-4000-8000-000000000000"), 404)
            self.ledger.check(hidden.content == absent.content, f"{path}: what is hidden differs from what is absent")
        empty = status(other.get("/fhir/Patient", params={"identifier": self.who}), 200)
        self.ledger.check(empty.json()["total"] == 0, "a stranger learns of the record")
        status(other.get("/fhir/DocumentReference", params=self.asked()), 404)
        status(httpx.get(f"{self.service.base}/fhir/DocumentReference", params=self.asked()), 401)
        status(self.doctor.post("/fhir/Binary", content=b"{}", headers={"Content-Type": "application/fhir+json"}), 404, 405)
