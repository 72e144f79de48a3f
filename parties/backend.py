"""Who may sign in at all."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from parties import demo


class PeopleBackend(ModelBackend):
    """Password and session of people whose account is open.

    Invented people have secrets that everybody may know: outside demo mode their accounts are closed.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEMO or not demo.is_invented(user))
