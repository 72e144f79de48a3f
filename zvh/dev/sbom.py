"""The list of everything that runs, for who must know within a week whether a leak concerns us (S58): CycloneDX, from the lock.

python -m zvh.dev.sbom > sbom.json
"""

import json
import re
from typing import Any

from zvh.dev.places import ROOT

PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^ \\;]+)([^#]*?)(?=^[a-z0-9#]|^ +#|\Z)", re.M | re.S)


def bill(lock: str = "requirements.txt") -> dict[str, Any]:
    """Every package of the lock file with its version and hashes, as CycloneDX 1.6."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "casusportaal", "bom-ref": "casusportaal"}},
        "components": [_component(*found) for found in PINNED.findall((ROOT / lock).read_text())],
    }


def _component(name: str, version: str, rest: str) -> dict[str, Any]:
    address = f"pkg:pypi/{name.replace('_', '-')}@{version}"
    hashes = [{"alg": "SHA-256", "content": digest} for digest in re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)]
    return {
        "type": "library", "bom-ref": address, "name": name, "version": version, "purl": address,
        "externalReferences": [{"type": "distribution", "url": address, "hashes": hashes}],
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(bill(), indent=1))
