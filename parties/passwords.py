"""Words that make a password easy to guess here (S02)."""

from typing import Any

from django.core.exceptions import ValidationError

WORDS = (
    "veiligheidshuis",
    "zorgenveiligheid",
    "casusportaal",
    "casusoverleg",
    "welkom",
    "wachtwoord",
    "gemeente",
    "politie",
)


class ContextWordValidator:
    """Refuses a password that is one of our own words with digits and signs around it."""

    def validate(self, password: str, user: Any = None) -> None:
        letters = "".join(char for char in password.casefold() if char.isalpha())
        rest = letters
        for word in WORDS:
            rest = rest.replace(word, "")
        if rest != letters and len(rest) < 4:
            raise ValidationError(self.get_help_text(), code="context_word")

    def get_help_text(self) -> str:
        return "Kies geen wachtwoord dat uit woorden van ons werk bestaat."
