"""docker-compose.yml as it stands in the repository."""

from typing import Any

import yaml

from zvh.dev.places import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
# What an operator writes in .env.
DOT_ENV = {
    "${ZVH_HOST:?the name of the website}": "casus.voorbeeld.nl",
    "${ZVH_MAIL_FROM:?the address that mail is from}": "casusportaal@voorbeeld.nl",
}


def environment(service: str) -> dict[str, str]:
    """Of this service, with the values of .env filled in."""
    found = {}
    for name, value in SERVICES[service].get("environment", {}).items():
        for variable, given in DOT_ENV.items():
            value = value.replace(variable, given)
        assert "${" not in value, f"{name} needs a value from .env that docs/deployment.md must name"
        found[name] = value
    return found
