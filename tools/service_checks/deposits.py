"""Deposits that are made here: one document (ITI-105), a set (ITI-65); everybody is made up."""

from __future__ import annotations

import base64
import hashlib
import itertools
import time
from typing import Any

from .harness import INS_SYSTEM

CLASS = "https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument"
FACILITY = "https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite"
SETTING = "https://mos.esante.gouv.fr/NOS/TRE_A01-CadreExercice/FHIR/TRE-A01-CadreExercice"
MHD = "https://profiles.ihe.net/ITI/MHD"
DOCUMENT = "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
CONTENT = "urn:uuid:7fa2bd3b-6aa8-4d32-86b4-3f0b2e1c9a11"

_counter = itertools.count(1)
_start = time.time_ns() // 1000


def unique_id() -> str:
    """An OID that no other document has."""
    return f"1.2.250.1.999.1.{_start}.{next(_counter)}"


def practitioner(identifier: str) -> dict[str, Any]:
    return {
        "resourceType": "Practitioner",
        "id": "author",
        "identifier": [{"system": "urn:oid:1.2.250.1.71.4.2.1", "value": identifier}],
        "name": [{"family": "MARTIN", "given": ["Claire"]}],
    }


def patient(matricule: str) -> dict[str, Any]:
    return {
        "resourceType": "Patient",
        "id": "patient",
        "identifier": [{"system": INS_SYSTEM, "value": matricule}],
    }


def deposit(
    matricule: str, unique: str, author: str = "899700000005", content: str = "a report"
) -> dict[str, Any]:
    """A DocumentReference with its content inside."""
    data = f"{content} {unique}".encode()
    return {
        "resourceType": "DocumentReference",
        "contained": [patient(matricule), practitioner(author)],
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:oid:{unique}"},
        "status": "current",
        "type": {"coding": [{"system": "http://loinc.org", "code": "11488-4"}]},
        "category": [{"coding": [{"system": CLASS, "code": "10"}]}],
        "subject": {"identifier": {"system": INS_SYSTEM, "value": matricule}},
        "date": "2026-06-12T10:00:00+02:00",
        "author": [{"reference": "#author"}],
        "authenticator": {"reference": "#author"},
        "custodian": {"display": "CABINET MARTIN"},
        "description": "Compte rendu",
        "securityLabel": [
            {
                "coding": [
                    {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "N"}
                ]
            }
        ],
        "content": [
            {
                "attachment": {
                    "contentType": "text/plain",
                    "language": "fr-FR",
                    "data": base64.b64encode(data).decode(),
                    "size": len(data),
                    "hash": base64.b64encode(hashlib.sha1(data).digest()).decode(),
                    "title": "Compte rendu de consultation",
                    "creation": "2026-06-12T10:00:00+02:00",
                },
                "format": {
                    "system": "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode",
                    "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient",
                },
            }
        ],
        "context": {
            "period": {"start": "2026-06-12T10:00:00+02:00"},
            "facilityType": {"coding": [{"system": FACILITY, "code": "SA07"}]},
            "practiceSetting": {"coding": [{"system": SETTING, "code": "AMBULATOIRE"}]},
            "sourcePatientInfo": {"reference": "#patient"},
        },
    }


def submission(
    matricule: str,
    unique: str,
    author: str,
    replaces: str | None = None,
    content: str = "a report",
) -> dict[str, Any]:
    """A transaction of a submission set, a document and its content."""
    document = deposit(matricule, unique, author, content)
    attachment = document["content"][0]["attachment"]
    data = attachment.pop("data")
    attachment["url"] = CONTENT
    if replaces:
        document["relatesTo"] = [
            {"code": "replaces", "target": {"reference": f"DocumentReference/{replaces}"}}
        ]
    submission_set = {
        "resourceType": "List",
        "contained": [patient(matricule), practitioner(author)],
        "extension": [
            {
                "url": f"{MHD}/StructureDefinition/ihe-designationType",
                "valueCodeableConcept": {"coding": [{"system": CLASS, "code": "10"}]},
            },
            {
                "url": f"{MHD}/StructureDefinition/ihe-sourceId",
                "valueIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.999.2"},
            },
        ],
        "identifier": [
            {"use": "usual", "system": "urn:ietf:rfc:3986", "value": f"urn:oid:{unique}.1"}
        ],
        "status": "current",
        "mode": "working",
        "code": {"coding": [{"system": f"{MHD}/CodeSystem/MHDlistTypes", "code": "submissionset"}]},
        "subject": {"identifier": {"system": INS_SYSTEM, "value": matricule}},
        "date": "2026-06-12T10:00:00+02:00",
        "source": {"reference": "#author"},
        "entry": [{"item": {"reference": DOCUMENT}}],
    }
    binary = {"resourceType": "Binary", "contentType": "text/plain", "data": data}

    def entry(address: str, resource: dict[str, Any]) -> dict[str, Any]:
        return {
            "fullUrl": address,
            "resource": resource,
            "request": {"method": "POST", "url": resource["resourceType"]},
        }

    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            entry("urn:uuid:3f1e0c6e-3b4a-4a55-9f43-9b8a2f8d6f77", submission_set),
            entry(DOCUMENT, document),
            entry(CONTENT, binary),
        ],
    }
