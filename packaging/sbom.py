"""What the package is made of, as CycloneDX 1.6 JSON: each library with its version and licence, each native file with its hash."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution
from typing import Any

#: Licences by the words the libraries' own metadata has, where those are not an SPDX expression already.
_SPDX = {
    "MIT License": "MIT",
    "MIT": "MIT",
    "BSD-2-Clause": "BSD-2-Clause",
    "PSFL": "PSF-2.0",
    "LGPL": "LGPL-3.0-only",
}
_EXPRESSION = re.compile(r"[A-Za-z0-9.+()-]+( (AND|OR|WITH) [A-Za-z0-9.+()-]+)*")
#: What is offered under several licences, by the one it is used under; and what says its licence in other words.
_CHOSEN = {
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "reportlab": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
}


def licence_of(library: Distribution) -> str:
    """A library's licence as an SPDX expression; empty where its metadata does not say in such words."""
    name = library.metadata["Name"].lower().replace("_", "-")
    if name in _CHOSEN:
        return _CHOSEN[name]
    said = next((library.metadata[key] for key in ("License-Expression", "License") if key in library.metadata), "")
    said = _SPDX.get(said.strip(), said.strip())
    return said if _EXPRESSION.fullmatch(said) else ""


def _component(kind: str, name: str, version: str, licence: str = "", purl: str = "") -> dict[str, Any]:
    component: dict[str, Any] = {"type": kind, "bom-ref": purl or f"{name}@{version}", "name": name, "version": version}
    if licence:
        component["licenses"] = [{"expression": licence}]
    if purl:
        component["purl"] = purl
    return component


def sbom(project: Mapping[str, str], python: str, libraries: Iterable[Distribution], files: Mapping[str, str]) -> str:
    """The list as JSON, the same for the same contents. `files` gives the SHA-256 of each native file by its place."""
    components = [_component("platform", "Python", python, "PSF-2.0")]
    for library in libraries:
        name = library.metadata["Name"]
        purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{library.version}"
        components.append(_component("library", name, library.version, licence_of(library), purl))
    for place, digest in sorted(files.items()):
        hashes = [{"alg": "SHA-256", "content": digest}]
        components.append({"type": "file", "bom-ref": f"file:{place}", "name": place, "hashes": hashes})
    top = _component("application", project["name"], project["version"], "MIT")
    listing = json.dumps(components, sort_keys=True)
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, listing)}",
        "version": 1,
        "metadata": {"component": top},
        "components": components,
        "dependencies": [{"ref": top["bom-ref"], "dependsOn": [each["bom-ref"] for each in components if each["type"] != "file"]}],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
