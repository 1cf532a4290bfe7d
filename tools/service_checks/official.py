"""The published examples of PDSm and of its DMP companion, sent to the service as they are printed and
completed to what the guide itself asks for.

An example as it is printed names a patient whom nobody has, and contents of a few words whose size and
hash do not fit: it is refused, for that. Completed, it is accepted, found, read and replaced.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from .deposits import INS_SYSTEM, deposit, practitioner, unique_id
from .paths import Paths

# What is said of each file of the two folders: kind of check, and the refusal as it is printed (status,
# code for programs). A file that is not named here fails the run.
SENT: dict[str, tuple[str, int, str]] = {
    "pdsm/DocumentReference-PDSmSimplifiedExample": ("document", 422, "XDSRegistryMetadataError"),
    "pdsm/DocumentReference-exemple-pdsm-documentreference": ("document", 422, "XDSMissingDocument"),
    "pdsm4dmp/DocumentReference-example-td2-iti105-publication-simplifiee": (
        "document", 422, "XDSRegistryMetadataError",
    ),
    "pdsm4dmp/DocumentReference-example-td3-1a-cr-consultation": ("document", 422, "XDSMissingDocument"),
    "pdsm4dmp/DocumentReference-example-td3-1a-ordonnance": ("document", 422, "XDSMissingDocument"),
    "pdsm4dmp/DocumentReference-example-td3-1a-fhir-document": ("document", 422, "XDSMissingDocument"),
    "pdsm4dmp/DocumentReference-example-annexe-docref-cda": ("document", 422, "XDSMissingDocument"),
    "pdsm4dmp/DocumentReference-example-annexe-docref-fhir": ("document", 422, "XDSMissingDocument"),
    "pdsm4dmp/DocumentReference-doc-x-id": ("document", 422, "XDSRegistryMetadataError"),
    "pdsm4dmp/Bundle-example-td2-iti65-lot-soumission": ("transaction", 422, "XDSRegistryMetadataError"),
    "pdsm4dmp/Bundle-example-td2-1-remplacement": ("replacement", 422, "XDSRegistryMetadataError"),
    # No deposits: a transaction is the only Bundle that is taken.
    "pdsm/Bundle-a9c10f8a-882d-4000-a280-7150e0aeb478": ("answer", 400, ""),
    "pdsm4dmp/Bundle-example-annexe-searchset-documentreferences": ("searchset", 400, ""),
    "pdsm4dmp/Bundle-example-annexe-fhir-document": ("bundle", 400, ""),
    # Resources that are served or made here, and that nobody files by themselves.
    "pdsm/List-ExampleSubmissionSet": ("list", 405, ""),
    "pdsm/List-ExampleFolder": ("alone", 405, ""),
    "pdsm/Patient-fr-patient-123": ("alone", 405, ""),
    "pdsm/Organization-org-example": ("alone", 404, ""),
    "pdsm/Binary-6789": ("alone", 404, ""),
    "pdsm/CapabilityStatement-PDSm-GestionnaireDePartageDeDocuments": ("statement", 0, ""),
    # What consumers and producers ask of a manager of documents.
    "pdsm/CapabilityStatement-PDSm-ConsommateurDeDocuments": ("statement", 0, ""),
    "pdsm/CapabilityStatement-PDSm-ProducteurDeDocuments": ("statement", 0, ""),
}
# Class of each type that the examples have.
CLASSES = {"11488-4": "10", "57833-6": "42", "15507-7": "10", "34133-9": "11", "60591-5": "11"}
CONTENT = "urn:uuid:7fa2bd3b-6aa8-4d32-86b4-3f0b2e1c9a11"
# Said by the official statements, and not done here, each for a reason that docs/fhir.md gives.
UNSERVED = {
    ("List", "create"), ("Binary", "create"), ("List", "read"), ("DocumentReference", "delete"),
    ("DocumentReference", "update"), ("Patient", "read"), ("Patient", "create"),
}
PARTS = re.compile(r"^(Binary-(Author|example)|SearchParameter-|ConceptMap-|PDSm-.*openapi)")


class Official:
    """Sends them, and holds what comes back against the table above."""

    def __init__(self, folder: Path, paths: Paths) -> None:
        self.folder = folder
        self.paths = paths
        self.check = paths.ledger.check
        self.rows: list[tuple[str, str, str]] = []

    def run(self) -> None:
        for folder in ("pdsm", "pdsm4dmp"):
            for file in sorted((self.folder / folder).glob("*.json")):
                name = f"{folder}/{file.stem}"
                text = file.read_text(encoding="utf-8-sig")
                if PARTS.match(file.stem):
                    self.part(name, json.loads(text))
                elif name in SENT:
                    self.sent(name, json.loads(text))
                else:
                    self.check(False, f"{name}: nothing says what is expected of it")

    def note(self, name: str, what: str, outcome: str) -> None:
        self.rows.append((name, what, outcome))

    def post(self, value: dict[str, Any], address: str) -> httpx.Response:
        return self.paths.doctor.post(
            address, content=json.dumps(value), headers={"Content-Type": "application/fhir+json"}
        )

    def part(self, name: str, value: dict[str, Any]) -> None:
        """Parts of resources and of the guide: those that say how one searches are asked for."""
        if value.get("resourceType") != "SearchParameter":
            return
        for base in value["base"]:
            asked = self.paths.asked(**({"code": "submissionset"} if base == "List" else {}))
            sample = {"token": "true", "date": "ge2019", "reference": "Patient/x"}.get(value["type"], "x")
            code = value["code"]
            names = [f"{code}.family"] if code == "source" else [code]
            for parameter in names:
                answer = self.paths.doctor.get(
                    f"/fhir/{base}",
                    params={**asked, parameter: sample},
                    headers={"Prefer": "handling=strict"},
                )
                taken = answer.status_code == 200
                self.check(taken, f"{name}: {base}?{parameter}={sample}: {answer.text[:300]}")
                self.note(name, f"search {base}?{parameter}", "accepted" if taken else "refused")

    def sent(self, name: str, value: dict[str, Any]) -> None:
        kind, status, code = SENT[name]
        if kind == "statement":
            return self.statement(name, value)
        address = "/fhir" if value["resourceType"] == "Bundle" else f"/fhir/{value['resourceType']}"
        answer = self.post(value, address)
        said = answer.json()["issue"][0] if answer.status_code >= 400 else {}
        found = said.get("details", {}).get("text", "")
        self.check(
            answer.status_code == status and (not code or found == code),
            f"{name} as printed: {answer.status_code} {found}, not {status} {code}: {answer.text[:300]}",
        )
        self.note(name, "as printed", f"refused, {status} {code}".strip())
        completed: dict[str, Callable[[str, dict[str, Any]], None]] = {
            "document": self.document, "transaction": self.transaction, "replacement": self.replacement,
            "searchset": self.searchset, "list": self.list, "answer": self.answer,
        }
        if kind in completed:
            completed[kind](name, value)

    # Completed

    def complete(self, value: dict[str, Any], unique: str) -> dict[str, Any]:
        """A DocumentReference with a patient of the demonstration, a content that is there, and what
        the profile makes compulsory and the example leaves out."""
        filler = deposit(self.paths.matricule, unique, "899700218896")
        document = copy.deepcopy(value)
        document.pop("text", None)
        for name in ("id", "meta", "identifier", "relatesTo"):
            document.pop(name, None)
        document["masterIdentifier"] = filler["masterIdentifier"]
        document["subject"] = filler["subject"]
        for name in ("custodian", "category", "securityLabel", "authenticator", "type", "date"):
            document.setdefault(name, filler[name])
        # References to resources that stand elsewhere lead nowhere here.
        kept = [one for one in document.get("contained", []) if one["resourceType"] != "Patient"]
        document["contained"] = [filler["contained"][0], *kept, filler["contained"][1]]
        inside = {f"#{one['id']}" for one in document["contained"]}
        document["author"] = [
            one if one.get("reference") in inside else {"reference": "#author"} for one in document["author"]
        ]
        for name in ("authenticator", "custodian"):
            if document[name].get("reference") not in inside | {None}:
                document[name] = filler[name]
        used = json.dumps({name: member for name, member in document.items() if name != "contained"})
        document["contained"] = [
            one for one in document["contained"]
            if one["id"] == "patient" or f'"#{one["id"]}"' in used or f'"#{one["id"]}"' in json.dumps(kept)
        ]
        context = {**filler["context"], **document.get("context", {})}
        context["sourcePatientInfo"] = {"reference": "#patient"}
        context["facilityType"] = filler["context"]["facilityType"]
        context["practiceSetting"] = filler["context"]["practiceSetting"]
        context.pop("related", None)
        document["context"] = context
        content = document["content"][0]
        attachment = filler["content"][0]["attachment"]
        title = content["attachment"].get("title", attachment["title"])
        content["attachment"] = {**attachment, "title": title}
        content["format"] = filler["content"][0]["format"]
        document["content"] = [content]
        document["status"] = "current"
        return document

    def found(self, name: str, unique: str, *, content: bytes) -> str:
        """Searches, reads and loads what was filed."""
        paths = self.paths
        answer = paths.doctor.get(
            "/fhir/DocumentReference",
            params=paths.asked(identifier=f"urn:ietf:rfc:3986|urn:oid:{unique}"),
        ).json()
        self.check(answer.get("total") == 1, f"{name}: found {answer.get('total')} times")
        if answer.get("total") != 1:
            return ""
        document = answer["entry"][0]["resource"]
        read = paths.doctor.get(f"/fhir/DocumentReference/{document['id']}")
        self.check(read.json() == document, f"{name}: read otherwise than found")
        loaded = paths.doctor.get(document["content"][0]["attachment"]["url"])
        self.check(loaded.content == content, f"{name}: {len(loaded.content)} bytes come back")
        return document["id"]

    def document(self, name: str, value: dict[str, Any]) -> None:
        unique = unique_id()
        document = self.complete(value, unique)
        answer = self.post(document, "/fhir/DocumentReference")
        self.check(answer.status_code == 201, f"{name} completed: {answer.status_code} {answer.text[:400]}")
        if answer.status_code != 201:
            return
        data = base64.b64decode(document["content"][0]["attachment"]["data"])
        found = self.found(name, unique, content=data)
        made = answer.json()
        told, kept = _codings(document["type"])[0]["code"], _codings(made["type"])[0]["code"]
        self.check(told == kept, f"{name}: type {told} became {kept}")
        # The class follows from the type (ASS_X16), whatever an example says.
        told, kept = CLASSES.get(told, ""), _codings(made["category"])[0]["code"]
        self.check(told == kept, f"{name}: class {kept} of type {made['type']}, not {told}")
        self.note(name, "completed: ITI-105, 67, read, 68", "accepted, found, read" if found else "lost")
        successor = unique_id()
        again = self.complete(value, successor)
        again["relatesTo"] = [
            {"code": "replaces", "target": {"reference": f"DocumentReference/{made['id']}"}}
        ]
        answer = self.post(again, "/fhir/DocumentReference")
        # "Author only" (P4D, TD2.1): the caller is another than the example's author.
        self.check(answer.status_code == 403, f"{name} replaced: {answer.status_code} {answer.text[:300]}")
        self.note(name, "replaced by somebody who is not the author", "refused, 403")

    def bundle(
        self, value: dict[str, Any], unique: str, replaces: str | None
    ) -> tuple[dict[str, Any], bytes]:
        """A transaction with a patient, contents and identifiers of this run."""
        bundle = copy.deepcopy(value)
        data = b""
        for entry in bundle["entry"]:
            resource = entry["resource"]
            if resource["resourceType"] == "DocumentReference":
                document = self.complete(resource, unique)
                attachment = document["content"][0]["attachment"]
                data = base64.b64decode(attachment.pop("data"))
                attachment["url"] = CONTENT
                if replaces:
                    document["relatesTo"] = [
                        {"code": "replaces", "target": {"reference": f"DocumentReference/{replaces}"}}
                    ]
                entry["resource"] = document
            elif resource["resourceType"] == "Binary":
                entry["fullUrl"] = CONTENT
                resource.pop("id", None)
            elif resource["resourceType"] == "List":
                for member in ("text", "id"):
                    resource.pop(member, None)
                resource["subject"] = {
                    "identifier": {"system": INS_SYSTEM, "value": self.paths.matricule}
                }
                resource["identifier"] = [
                    {"use": "usual", "system": "urn:ietf:rfc:3986", "value": f"urn:oid:{unique}.1"}
                ]
                for one in resource.get("contained", []):
                    if one["resourceType"] == "Patient":
                        one["identifier"] = [{"system": INS_SYSTEM, "value": self.paths.matricule}]
            elif resource["resourceType"] == "Parameters" and replaces:
                entry["request"]["url"] = f"DocumentReference/{replaces}"
        for entry in bundle["entry"]:
            if entry["resource"]["resourceType"] == "Binary":
                entry["resource"]["data"] = base64.b64encode(data).decode()
                entry["resource"]["contentType"] = "text/plain"
        return bundle, data

    def transaction(self, name: str, value: dict[str, Any]) -> None:
        unique = unique_id()
        bundle, data = self.bundle(value, unique, None)
        answer = self.post(bundle, "/fhir")
        self.check(answer.status_code == 200, f"{name} completed: {answer.status_code} {answer.text[:400]}")
        if answer.status_code == 200:
            self.filed = self.found(name, unique, content=data)
            self.note(name, "completed: ITI-65, 67, read, 68", "accepted, found, read")

    def replacement(self, name: str, value: dict[str, Any]) -> None:
        """The author's own correction, by the author: the guide lets nobody else replace."""
        author = self.paths.service.token(
            "professional", "899700218896", "--structure", "1760000001", "--minutes", "60"
        )
        paths = self.paths
        doctor, paths.doctor = paths.doctor, paths.client(author)
        try:
            unique = unique_id()
            first = self.complete(
                next(e["resource"] for e in value["entry"] if e["resource"]["resourceType"] == "DocumentReference"),
                unique,
            )
            filed = self.post(first, "/fhir/DocumentReference")
            self.check(filed.status_code == 201, f"{name}: the first version: {filed.status_code} {filed.text[:300]}")
            if filed.status_code != 201:
                return
            bundle, _ = self.bundle(value, unique_id(), filed.json()["id"])
            answer = self.post(bundle, "/fhir")
            self.check(answer.status_code == 200, f"{name} completed: {answer.status_code} {answer.text[:400]}")
            old = paths.doctor.get(f"/fhir/DocumentReference/{filed.json()['id']}").json()
            self.check(old.get("status") == "superseded", f"{name}: the predecessor is {old.get('status')}")
            twice = self.post(self.bundle(value, unique_id(), filed.json()["id"])[0], "/fhir")
            self.check(twice.status_code == 409, f"{name}, replaced twice: {twice.status_code} {twice.text[:200]}")
            self.note(name, "completed: replaces its predecessor", "accepted; a second time 409")
        finally:
            paths.doctor = doctor
        other = self.post(self.bundle(value, unique_id(), filed.json()["id"])[0], "/fhir")
        self.check(other.status_code in (403, 409), f"{name}, by another: {other.status_code}")
        self.note(name, "by somebody who is not the author", f"refused, {other.status_code}")

    # What is answered has the members of the example

    def searchset(self, name: str, value: dict[str, Any]) -> None:
        answer = self.paths.doctor.get("/fhir/DocumentReference", params=self.paths.asked(_count="2")).json()
        wanted = {member for member in value if member not in ("id", "meta", "text")}
        self.check(wanted <= set(answer), f"{name}: an answer lacks {wanted - set(answer)}")
        member = value["entry"][0]["resource"]
        known = answer["entry"][0]["resource"]
        wanted = {one for one in member if one not in ("text", "identifier", "relatesTo", "description")}
        self.check(wanted <= set(known), f"{name}: a document lacks {wanted - set(known)}")
        self.note(name, "ITI-67 answers with its members", "yes")

    def list(self, name: str, value: dict[str, Any]) -> None:
        answer = self.paths.doctor.get(
            "/fhir/List",
            params={"patient.identifier": self.paths.who, "code": "submissionset", "status": "current"},
        ).json()
        known = answer["entry"][0]["resource"]
        wanted = {one for one in value if one not in ("text", "title", "note", "source")}
        self.check(wanted <= set(known), f"{name}: a submission set lacks {wanted - set(known)}")
        self.check(known["code"]["coding"][0]["code"] == "submissionset", f"{name}: another code")
        self.note(name, "ITI-66 answers with its members", "yes")

    def answer(self, name: str, value: dict[str, Any]) -> None:
        known = {"id", "location", "status", "etag", "lastModified"}
        told = {member for entry in value["entry"] for member in entry["response"]}
        self.check(told <= known | {"outcome"}, f"{name}: {told}")
        self.note(name, "ITI-65 answers in its form", "yes")

    def takes(self, kind: str, parameter: str) -> bool:
        """Whether a strict search takes a parameter under the name that the statement gives it."""
        asked = self.paths.asked(**({"code": "submissionset"} if kind == "List" else {}))
        if "AsSource" in parameter or parameter == "source":
            parameter = "source.family"
        sample = "ge2019" if "period" in parameter else "true" if "rchived" in parameter else "x"
        answer = self.paths.doctor.get(
            f"/fhir/{kind}",
            params={**asked, parameter: sample},
            headers={"Prefer": "handling=strict"},
        )
        return answer.status_code == 200

    def statement(self, name: str, value: dict[str, Any]) -> None:
        """Each interaction and search parameter that the guide's statement names is served."""
        own = httpx.get(f"{self.paths.service.base}/fhir/metadata").json()["rest"][0]["resource"]
        served = {resource["type"]: resource for resource in own}
        missing: list[str] = []
        for resource in (one for rest in value["rest"] for one in rest.get("resource", [])):
            kind = resource["type"]
            for interaction in resource.get("interaction", []):
                code = interaction["code"]
                known = {one["code"] for one in served.get(kind, {}).get("interaction", [])}
                if code not in known and (kind, code) not in UNSERVED:
                    missing.append(f"{kind} {code}")
            names = {one["name"] for one in served.get(kind, {}).get("searchParam", [])}
            for parameter in resource.get("searchParam", []):
                known = parameter["name"]
                # Two names of the guide's own statement are sentences: they name chains.
                if known not in names and " " not in known and not self.takes(kind, known):
                    missing.append(f"{kind}?{known}")
        self.check(not missing, f"{name}: not in our statement: {missing}")
        self.note(name, "each of its interactions and parameters is served", "yes" if not missing else "no")


def _codings(value: Any) -> list[dict[str, Any]]:
    concepts = value if isinstance(value, list) else [value]
    return [coding for concept in concepts for coding in concept.get("coding", [])]
