"""Which browser a session is in, as a person knows it: the family and nothing more."""

FAMILIES = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
            ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
OTHER = "een andere browser"


def family(agent: str) -> str:
    """Other browsers call themselves Chrome or Safari too, so the order counts."""
    return next((name for mark, name in FAMILIES if mark in agent), OTHER)
