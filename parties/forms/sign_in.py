"""E-mail and password, and the code of the second step."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from parties.models import User
from parties.standing import has_key
from zvh.forms import Form
from zvh.today import today

MOST = 256  # characters in a password: longer ones cost time and add nothing
MOST_OF_KEY = 20_000  # characters of what a browser tells about a key
REFUSED = (
    "Met dit e-mailadres en wachtwoord kunt u niet inloggen. Controleer beide. "
    "Lukt het niet? Kies een nieuw wachtwoord of vraag het de beheerder van uw huis"
)


class SignInForm(Form):
    """One answer for a wrong password, an unknown address, a closed account and one without a role (S04)."""

    email = forms.EmailField(label="E-mailadres", max_length=254, widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(
        label="Wachtwoord",
        strip=False,
        max_length=MOST,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    layout: Layout = Layout(Fieldset("", "email", "password"))

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "email" in given and "password" in given:
            self.user = _who(self.request, given["email"], given["password"])
            if self.user is None:
                raise ValidationError(REFUSED, code="refused")
        return given


def _who(request: HttpRequest, email: str, password: str) -> User | None:
    """The person with these secrets, unless every role has ended (S08)."""
    user: Any = authenticate(request, username=email, password=password)
    if user is None or not has_role_left(user):
        return None
    found: User = user
    return found


def has_role_left(user: User) -> bool:
    """Whether a role runs or is still to come."""
    now = today()
    return user.appointments.not_ended(now).exists() or user.delegations.not_ended(now).exists()


class CodeForm(Form):
    """Six digits from the app, or a recovery code."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Zes cijfers uit uw app, of een herstelcode.",
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}),
    )
    layout: Layout = Layout(Fieldset("", "code"))

    def clean_code(self) -> str:
        """Without the spaces and dashes people type to keep their place."""
        return str(self.cleaned_data["code"]).replace(" ", "").replace("-", "").lower()


class FactorForm(CodeForm):
    """A code, or what a security key signed: the script puts that in a hidden field."""

    sleutel = forms.CharField(required=False, max_length=MOST_OF_KEY, widget=forms.HiddenInput({"data-key-answer": ""}))
    layout: Layout = Layout(Fieldset("", "code", "sleutel"))

    def __init__(self, user: User, key_only: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key_only, self.has_key = key_only, has_key(user)
        if key_only:
            del self.fields["code"]
            self.layout = Layout("sleutel")
        else:
            self.fields["code"].required = not self.data.get(self.add_prefix("sleutel"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.key_only and not given.get("sleutel") and not self.errors:
            raise ValidationError("Gebruik uw beveiligingssleutel", code="required")
        return given


class NewKeyForm(Form):
    """The name by which the person knows the key, and what the key made."""

    name = forms.CharField(
        label="Naam", max_length=64, help_text="Bijvoorbeeld: sleutel aan mijn sleutelbos, of laptop."
    )
    sleutel = forms.CharField(required=False, max_length=MOST_OF_KEY, widget=forms.HiddenInput({"data-key-answer": ""}))
    layout: Layout = Layout(Fieldset("", "name", "sleutel"))


class UnlockForm(Form):
    """The password, or a key that itself asked for finger, face or PIN."""

    password = forms.CharField(
        label="Wachtwoord",
        strip=False,
        max_length=MOST,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    sleutel = forms.CharField(required=False, max_length=MOST_OF_KEY, widget=forms.HiddenInput({"data-key-answer": ""}))
    layout: Layout = Layout(Fieldset("", "password", "sleutel"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_key = has_key(user)
        self.fields["password"].required = not self.data.get("sleutel")
