"""Choosing a password, and asking for a link to do so."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.validators import MaxLengthValidator

from parties.forms.sign_in import MOST
from zvh.forms import Form, HouseForm

LABELS = ("Nieuw wachtwoord", "Nieuw wachtwoord, nog een keer")
ADVICE = (
    "Minstens 15 tekens. Een zin van een paar woorden werkt goed. Spaties en alle tekens mogen; "
    "woorden van ons werk en bekende wachtwoorden niet."
)


class ForgottenForm(Form):
    """Where the link must go; the answer never tells whether somebody has this address (S04)."""

    email = forms.EmailField(label="E-mailadres", max_length=254, widget=forms.EmailInput({"autocomplete": "username"}))
    layout: Layout = Layout(Fieldset("", "email"))


class _Capped(HouseForm):
    """Passwords as they were typed, spaces included, with a limit in length."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.validators = [MaxLengthValidator(MOST, f"Gebruik hoogstens {MOST} tekens")]
        self.fields["new_password1"].help_text = ADVICE
        self.fields["new_password2"].help_text = ""


class NewPasswordForm(_Capped, SetPasswordForm):  # type: ignore[type-arg]  # has no [] when it runs
    """A new password, typed twice (S02)."""

    new_password1, new_password2 = SetPasswordForm.create_password_fields(*LABELS)
    layout: Layout = Layout(Fieldset("", "new_password1", "new_password2"))


class ChangePasswordForm(_Capped, PasswordChangeForm):
    """A new password for who knows the present one."""

    new_password1, new_password2 = SetPasswordForm.create_password_fields(*LABELS)
    layout: Layout = Layout(Fieldset("", "old_password", "new_password1", "new_password2"))
