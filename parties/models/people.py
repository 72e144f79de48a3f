"""People who sign in, and what is on file about them before they may see personal data (protocol 13.1-13.3)."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from parties.roles import Role
from zvh.actor import Actor


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, actor: Actor) -> "UserQuerySet":
        """An administrator sees people who have or had a capacity in his houses."""
        if actor.role != Role.ADMINISTRATOR:
            return self.none()
        staff = Q(pk__in=self.filter(appointments__house__in=actor.house_ids).values("pk"))
        delegates = Q(pk__in=self.filter(delegations__membership__houses__in=actor.house_ids).values("pk"))
        return self.filter(staff | delegates)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, actor: Actor) -> UserQuerySet:
        return self.get_queryset().visible_to(actor)

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A person without any rights: rights come from appointments and delegations."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # django-otp has no types
    """One person. Never deleted, only deactivated: the logs keep the id (00, item 3: there are no superusers)."""

    class Colour(models.TextChoices):
        SYSTEM = "", "Zoals mijn apparaat is ingesteld"
        LIGHT = "licht", "Licht"
        DARK = "donker", "Donker"

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=150)
    is_active = models.BooleanField("actief", default=True)
    colour = models.CharField("kleuren", max_length=10, choices=Colour.choices, blank=True, default=Colour.SYSTEM)
    wants_digest = models.BooleanField("dagelijkse mail met nieuws", default=True)
    digest_at = models.DateTimeField(null=True, editable=False)
    invited_at = models.DateTimeField("uitgenodigd op", null=True, blank=True)
    invited_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="user_never_superuser"),
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Vetting(models.Model):
    """A VOG or a screening on file, with the date until which it counts (protocol 13.3)."""

    class Kind(models.TextChoices):
        VOG = "vog", "VOG"
        SCREENING = "screening", "screening"

    user = models.ForeignKey(User, models.CASCADE, related_name="vettings")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    issued_on = models.DateField("afgegeven op")
    valid_until = models.DateField("geldig tot en met")

    class Meta:
        verbose_name = "VOG of screening"
        verbose_name_plural = "VOG's en screenings"
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("issued_on")), name="vetting_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
