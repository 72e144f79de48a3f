"""The planted words: each stands in one sealed place of the case, and must be nowhere once the case is destroyed."""

SURNAME = "Zilverkanarie"
FIRST_NAME = "Goudkanarie"
BSN = "999990019"
BORN = ("27", "3", "1994")
PROBLEM = "Kanarieprobleem in de straat"
TRIED = "Kanariepoging van vorig jaar"
ACCEPTANCE = "Kanarietoelating door het huis"
REASONS = "Kanariereden van het besluit"
PURPOSE = "Kanariedoel van het gesprek"
REMARK = "Kanariebrief aan de betrokkene"
QUESTION = "Kanarievraag aan de partijen"
FACTS = {
    "Piet": "Kanariefeit van de politie",
    "Olga": "Kanariefeit van het OM",
    "Gea": "Kanariefeit van de gemeente",
    "Rens": "Kanariefeit van de reclassering",
    "Gijs": "Kanariefeit van de zorg",
}
SECRECY = "Kanarieuitleg bij de geheimhouding"
MINUTES = "Kanarieverslag van het gesprek"
DECISION = "Kanariebesluit van de tafel"
GOAL = "Kanarieplan voor rust"
ROLE = "Kanarierol van een partij"
SCORE = "Kanariescore bij wonen"
ACTION = "Kanarieactie voor de gemeente"
CLOSING = "Kanarieslot van de casus"
HANDOVER = "Kanarieoverdracht aan de gemeente"


def words() -> list[str]:
    """All of them."""
    texts = [value for name, value in globals().items() if name.isupper() and isinstance(value, str)]
    return [*texts, *FACTS.values()]
