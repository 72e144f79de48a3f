"""Words that make a password easy to guess here (S02)."""

from typing import Any

from django.core.exceptions import ValidationError

WORDS = ("veiligheidshuis", "zorgenveiligheid", "casusportaal", "casusoverleg", "welkom", "wachtwoord", "gemeente", "politie")


class ContextWordValidator:
    """Refuses a password that is one of our own words with digits and signs around it."""

    def validate(self, password: str, user: Any = None) -> None:
        letters = "".join(char for char in password.casefold() if char.isalpha())
        if any(letters.replace(word, "") == "" or len(letters) - len(word) < 4 and word in letters for word in WORDS):
            raise ValidationError(self.get_help_text(), code="context_word")

    def get_help_text(self) -> str:
        return "Kies geen wachtwoord dat uit woorden van ons werk bestaat."
