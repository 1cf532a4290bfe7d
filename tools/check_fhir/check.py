"""Validates FHIR resources with the R4 models of fhir.resources, and a few rules beside them."""

import base64
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from fhir.resources.R4B import get_fhir_model_class

FOLDER = Path(__file__).resolve().parent.parent.parent / "Snapshots" / "FHIR"
NAMESPACE = "{http://hl7.org/fhir}"
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def walk(value, path):
    """Every element below a value with the path that leads to it."""
    yield path, value
    if isinstance(value, dict):
        for name, member in value.items():
            yield from walk(member, f"{path}.{name}")
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from walk(element, f"{path}[{index}]")


def references(value):
    """The local references within a resource, `#id` without the mark; not those of resources in it
    that are no part of it (entries of a bundle, parameters)."""
    found = set()
    if isinstance(value, list):
        for element in value:
            found |= references(element)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name == "reference" and isinstance(member, str) and member.startswith("#"):
                found.add(member[1:])
            elif name not in ("resource", "outcome"):
                found |= references(member)
    return found


def rules(resource):
    """Constraints of R4 that the models leave out."""
    kind = resource["resourceType"]
    for path, value in walk(resource, kind):
        if value in ("", [], {}):
            yield f"{path} is empty"
        if path.endswith(".id") and isinstance(value, str) and not ID.fullmatch(value):
            yield f"{path} is no id: {value}"
        if path.endswith("attachment.hash") and len(base64.b64decode(value)) != 20:
            yield f"{path} is no SHA-1"
        if isinstance(value, dict) and "url" in value and ".extension[" in path.rpartition(".")[2]:
            values = [name for name in value if name.startswith("value")]
            if len(values) + ("extension" in value) != 1:
                yield f"{path} has not one value or extensions (ext-1)"
    contained = {one["id"] for one in resource.get("contained", [])}
    for missing in sorted(references(resource) - contained):
        yield f"#{missing} leads nowhere (ref-1)"
    for lonely in sorted(contained - references(resource)):
        yield f"contained {lonely} is referred to by nothing (dom-3)"
    for one in resource.get("contained", []):
        if "contained" in one or "meta" in one and "versionId" in one["meta"]:
            yield "contained resources neither contain others nor have versions (dom-2, dom-4)"
    if kind == "Bundle":
        for index, entry in enumerate(resource.get("entry", [])):
            if "search" in entry and resource["type"] != "searchset":
                yield f"entry {index} has a search outside a searchset (bdl-2)"
            if "resource" in entry:
                yield from rules(entry["resource"])
    if kind == "Parameters":
        for parameter in resource["parameter"]:
            if "resource" in parameter:
                yield from rules(parameter["resource"])
    if kind == "Consent" and not ("policy" in resource or "policyRule" in resource):
        yield "neither policy nor policyRule (ppc-1)"
    if kind == "AuditEvent":
        if not any(agent.get("requestor") for agent in resource["agent"]):
            yield "no agent asked for it"


def elements(node):
    """A tree of XML as names and values, to be held against the JSON of the same resource."""
    return [child.tag.removeprefix(NAMESPACE) for child in node]


def order(model, names):
    """Whether XML has its elements in the order of the model."""
    known = [name for name in model.elements_sequence()]
    places = [known.index(name) for name in names if name in known]
    return places == sorted(places)


def check(file):
    resource = json.loads(file.read_text(encoding="utf-8"))
    model = get_fhir_model_class(resource["resourceType"])
    problems = []
    try:
        model.model_validate(resource)
    except Exception as error:  # what the model says, whatever its type
        problems.append(str(error))
    problems += rules(resource)
    spelling = file.with_suffix(".xml")
    if not spelling.exists():
        problems.append(f"{spelling.name} is missing beside it")
    else:
        root = ElementTree.parse(spelling).getroot()
        if root.tag != NAMESPACE + resource["resourceType"]:
            problems.append(f"{spelling.name} is a {root.tag}")
        if not order(model, elements(root)):
            problems.append(f"{spelling.name} has its elements in another order")
        given = {name.removeprefix("_") for name in resource if name != "resourceType"}
        if set(elements(root)) != given:
            problems.append(f"{spelling.name} has other elements than the JSON")
    return problems


def main(arguments):
    files = [Path(name) for name in arguments] or sorted(FOLDER.glob("*.json"))
    if not files:
        print(f"check-fhir: no resource in {FOLDER}", file=sys.stderr)
        return 2
    wrong = 0
    for file in files:
        if not file.is_file():
            print(f"check-fhir: there is no file {file}", file=sys.stderr)
            return 2
        for problem in check(file):
            print(f"{file.name}: {problem}")
            wrong += 1
    print(f"{len(files)} resources, {wrong} problems")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
