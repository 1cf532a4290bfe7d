"""Holds resources that the service gives against the R4B models of fhir.resources, and XML against JSON."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
from fhir.resources.R4B import get_fhir_model_class

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "check_fhir"))
from check import rules  # noqa: E402

NAMESPACE = "{http://hl7.org/fhir}"


class Validator:
    """Counts what was valid, and keeps what was not."""

    def __init__(self) -> None:
        self.valid: Counter[str] = Counter()
        self.problems: list[str] = []

    def resource(self, value: dict[str, Any], where: str) -> None:
        kind = value.get("resourceType", "nothing")
        found: list[str] = []
        try:
            get_fhir_model_class(kind).model_validate(value)
        except Exception as error:  # what the model says, whatever its type
            found.append(str(error))
        found += rules(value)
        self.problems += [f"{where}: {problem}" for problem in found]
        if not found:
            self.valid[kind] += 1
            for entry in value.get("entry", []):
                if "resource" in entry:
                    self.valid[entry["resource"]["resourceType"]] += 1

    def response(self, answer: httpx.Response) -> None:
        """Checks an answer whose media type says that it is FHIR; lines of an export one by one."""
        kind = answer.headers.get("content-type", "")
        where = f"{answer.request.method} {answer.request.url.path}: {answer.status_code}"
        if kind.startswith("application/fhir+json"):
            self.resource(answer.json(), where)
        elif kind.startswith("application/fhir+ndjson"):
            for line in answer.text.splitlines():
                self.resource(json.loads(line), where)


def json_leaves(value: Any, path: str = "") -> Counter[tuple[str, str]]:
    """Every primitive of a resource in JSON with its path; narrative left out."""
    leaves: Counter[tuple[str, str]] = Counter()
    if isinstance(value, list):
        for element in value:
            leaves += json_leaves(element, path)
    elif isinstance(value, dict):
        inner = f"{path}/{value['resourceType']}" if "resourceType" in value else path
        for name, member in value.items():
            if name not in ("resourceType", "div"):
                leaves += json_leaves(member, f"{inner}/{name.removeprefix('_')}")
    elif value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        leaves[(path, text)] += 1
    return leaves


def xml_leaves(node: ElementTree.Element, path: str = "") -> Counter[tuple[str, str]]:
    """The same of XML."""
    leaves: Counter[tuple[str, str]] = Counter()
    name = node.tag.removeprefix(NAMESPACE)
    if not node.tag.startswith(NAMESPACE):
        return leaves
    here = f"{path}/{name}"
    for attribute in ("value", "id", "url"):
        if attribute in node.attrib:
            leaves[(here if attribute == "value" else f"{here}/{attribute}", node.attrib[attribute])] += 1
    for child in node:
        leaves += xml_leaves(child, here)
    return leaves


def differences(json_bytes: bytes, xml_bytes: bytes, without: tuple[str, ...] = ()) -> list[str]:
    """What one spelling says and the other does not."""
    # Decimals keep their last zeros.
    one = json_leaves(json.loads(json_bytes, parse_float=str))
    other = xml_leaves(ElementTree.fromstring(xml_bytes))
    found = (one - other) + (other - one)
    return [f"{path} = {value[:60]}" for path, value in found if not path.endswith(without or ("\0",))]
