"""Security keys and passkeys (WebAuthn): a second step that no false page can ask for (S01)."""

from django.db import models
from django_otp.models import Device


class SecurityKeyQuerySet(models.QuerySet["SecurityKey"]):
    def of(self, user_id: int) -> "SecurityKeyQuerySet":
        """The keys with which this person may sign in."""
        return self.filter(user_id=user_id, confirmed=True)


class SecurityKey(Device):
    """One key of one person; user, name and confirmed are of django-otp.

    `credential` is its id and public key as the key made them; there is no secret in it.
    """

    credential_id = models.BinaryField("kenmerk", max_length=1023, unique=True)
    credential = models.BinaryField("openbare sleutel")
    sign_count = models.BigIntegerField("teller", default=0)
    added_at = models.DateTimeField("toegevoegd op", auto_now_add=True)
    last_used_at = models.DateTimeField("laatst gebruikt op", null=True)

    objects = SecurityKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "beveiligingssleutel"
        verbose_name_plural = "beveiligingssleutels"
        ordering = ["added_at"]

    def __str__(self) -> str:
        return f"SecurityKey {self.pk}"
