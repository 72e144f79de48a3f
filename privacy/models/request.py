"""What a person asks of the house about the own data: the register of requests (protocol 17-20; AVG 15-18 and 21).

Taking data along to somebody else is not among them: that right does not apply here (protocol 21).
"""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from privacy.models.accesslog import SUPERVISORS
from zvh.actor import Actor
from zvh.fields import SealedDateField, SealedModel, SealedTextField

KEEPERS = ("manager", *SUPERVISORS)  # read the whole register of the house
ALARM = timedelta(days=7)  # before the last day: day 21 of four weeks (09, S63)


class SubjectRequestQuerySet(models.QuerySet["SubjectRequest"]):
    def visible_to(self, actor: Actor) -> "SubjectRequestQuerySet":
        """Manager and supervisors of the house; a procesregisseur those about the cases that he runs (protocol 17.2)."""
        if actor.is_system:
            return self
        here = self.filter(house_id__in=actor.house_ids)
        if actor.role in KEEPERS:
            return here
        if actor.role == "procesregisseur":
            return here.filter(pk__in=RequestCase.objects.filter(case__procesregisseur=actor.user_id).values("request"))
        return self.none()

    def running(self) -> "SubjectRequestQuerySet":
        """Not answered and not withdrawn."""
        return self.filter(ended_on=None)


class SubjectRequest(SealedModel):
    """A request (verzoek van een betrokkene). A dossier of its own: it may be about nobody whom the house knows."""

    class Kind(models.TextChoices):
        ACCESS = "inzage", "inzage in de eigen gegevens"
        CORRECTION = "correctie", "correctie van onjuiste gegevens"
        REMOVAL = "verwijdering", "verwijdering van gegevens"
        RESTRICTION = "beperking", "beperking van de verwerking"
        OBJECTION = "bezwaar", "bezwaar tegen de verwerking"

    class Asker(models.TextChoices):
        SELF = "betrokkene", "de betrokkene zelf"
        REPRESENTATIVE = "vertegenwoordiger", "een wettelijk vertegenwoordiger"
        LAWYER = "advocaat", "een advocaat"

    class Route(models.TextChoices):
        CONTACT = "contactpunt", "het contactpunt besluit voor alle deelnemers"
        HOUSE = "huis", "de manager stemt het antwoord af met de partijen in de casus"
        BODY = "partneroverleg", "het partneroverleg beoordeelt het verzoek"

    class Proof(models.TextChoices):
        PASSPORT = "paspoort", "paspoort"
        CARD = "identiteitskaart", "identiteitskaart"
        LICENCE = "rijbewijs", "rijbewijs"
        PERMIT = "verblijfsdocument", "verblijfsdocument"

    class Outcome(models.TextChoices):
        GRANTED = "toegewezen", "toegewezen"
        PARTLY = "deels", "deels toegewezen"
        REFUSED = "afgewezen", "afgewezen"
        NO_DATA = "geen-gegevens", "het huis heeft geen gegevens"
        WITHDRAWN = "ingetrokken", "ingetrokken door de betrokkene"

    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    kind = models.CharField("soort verzoek", max_length=20, choices=Kind.choices)
    asked_by = models.CharField("wie het verzoek doet", max_length=20, choices=Asker.choices)
    passed_on_by = models.ForeignKey(
        "parties.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="doorgestuurd door"
    )
    given_names = SealedTextField("voornamen of voorletters")
    surname = SealedTextField("achternaam")
    born_on = SealedDateField("geboortedatum", null=True, blank=True)
    contact = SealedTextField("contactgegevens")
    authority = SealedTextField("bewijs van vertegenwoordiging", blank=True)
    text = SealedTextField("verzoek in eigen woorden")
    received_on = models.DateField("ontvangen op")
    due_on = models.DateField("beantwoorden voor")
    due_source = models.CharField("bron van de termijn", max_length=200)
    route = models.CharField("wie besluit", max_length=20, choices=Route.choices)
    route_source = models.CharField("bron van de route", max_length=200)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    at = models.DateTimeField("vastgelegd op")
    identity_on = models.DateField("identiteit vastgesteld op", null=True)
    identity_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="gezien door"
    )
    identity_proof = models.CharField("gezien document", max_length=20, choices=Proof.choices, blank=True)
    heard_on = models.DateField("voorgelegd op", null=True)  # to the contact point or the Partneroverleg
    outcome = models.CharField("besluit", max_length=20, choices=Outcome.choices, blank=True)
    reason = SealedTextField("motivering", blank=True)
    decided_on = models.DateField("besloten op", null=True)
    decided_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="besloten door"
    )
    answered_on = models.DateField("antwoord verstuurd op", null=True)
    ended_on = models.DateField("afgehandeld op", null=True)  # answered or withdrawn
    ends_on = models.DateField("bewaren tot en met", null=True)
    alarmed_on = models.DateField("gewaarschuwd op", null=True)
    late_told_on = models.DateField("gemeld dat het te laat is", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "verzoek van een betrokkene"
        verbose_name_plural = "verzoeken van betrokkenen"
        ordering = ["due_on", "id"]
        constraints = [
            # No answer before somebody came in person and was who he said (protocol 18.4).
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(identity_on__isnull=False, identity_on__lte=F("answered_on")),
                name="request_answered_after_identity",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | (Q(decided_on__isnull=False) & ~Q(outcome__in=("", "ingetrokken"))),
                name="request_answered_after_decision",
            ),
            models.CheckConstraint(
                condition=Q(identity_on=None, identity_by=None)
                | Q(identity_on__isnull=False, identity_by__isnull=False),
                name="request_identity_by_somebody",
            ),
        ]
        indexes = [models.Index("house", "due_on", name="request_running", condition=Q(ended_on=None))]

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.surname}".strip()

    @property
    def is_running(self) -> bool:
        return self.ended_on is None

    @property
    def alarm_on(self) -> date:
        return self.due_on - ALARM

    @property
    def goes_to_body(self) -> bool:
        """Somebody beside the house has a say, on a day that is recorded."""
        return self.route != self.Route.HOUSE

    @property
    def state(self) -> str:
        """What is to be done next, or how it ended."""
        if self.ended_on:
            return str(self.Outcome(self.outcome).label) if self.outcome else "afgehandeld"
        if self.decided_on:
            return "besloten, antwoord nog versturen"
        return "in behandeling" if self.identity_on else "identiteit nog vaststellen"


class OfRequestQuerySet(models.QuerySet["RequestCase"]):
    def visible_to(self, actor: Actor) -> "OfRequestQuerySet":
        """With the request."""
        return self if actor.is_system else self.filter(request__in=SubjectRequest.objects.visible_to(actor))


class RequestCase(models.Model):
    """A case of the person who asks. While the request runs, it is not destroyed (05)."""

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="cases")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", verbose_name="casus")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    number = models.CharField("casusnummer", max_length=16)

    objects = OfRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "casus bij een verzoek"
        verbose_name_plural = "casussen bij een verzoek"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["request", "case"], name="case_once_per_request")]

    def __str__(self) -> str:
        return f"RequestCase {self.pk}"


class RequestQuestionQuerySet(models.QuerySet["RequestQuestion"]):
    def visible_to(self, actor: Actor) -> "RequestQuestionQuerySet":
        """Who handles the request, and the supplier while it runs; each only while the case is open to him (03, R3 and R9)."""
        if actor.is_system:
            return self
        cases: Any = self.model._meta.get_field("case").related_model  # the door of the log may not import casework
        readable = self.filter(case__in=cases.objects.visible_to(actor))
        if actor.is_delegate:
            return readable.filter(party_id=actor.party_id, ended_on=None)
        if actor.role not in ("manager", "procesregisseur"):
            return self.none()
        return readable.filter(request__in=SubjectRequest.objects.visible_to(actor))

    def open(self) -> "RequestQuestionQuerySet":
        return self.filter(at=None)


class RequestQuestion(SealedModel):
    """May what a party supplied be given to the person whom it is about? Of one contribution, or of the registration that it filed."""

    class Answer(models.TextChoices):
        YES = "ja", "ja, alles"
        PARTLY = "deels", "ja, een deel"
        NO = "nee", "nee"

    DOSSIER = "case_id"
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", verbose_name="casus")
    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="questions")
    house = models.ForeignKey("parties.House", models.PROTECT, related_name="+", verbose_name="huis")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="leverancier")
    contribution = models.ForeignKey(
        "cases.Contribution", models.CASCADE, null=True, related_name="+", verbose_name="bijdrage"
    )
    is_change = models.BooleanField("vraag om te verbeteren", default=False)  # or: to let the subject see it
    what = SealedTextField("wat moet worden verbeterd", blank=True)
    asked_at = models.DateTimeField("gevraagd op")
    due_on = models.DateField("antwoorden voor")
    answer = models.CharField("antwoord", max_length=10, choices=Answer.choices, blank=True)
    text = SealedTextField("wat mag worden gegeven", blank=True)  # where it is a part
    reason = SealedTextField("waarom niet alles", blank=True)
    is_by_house = models.BooleanField("vastgelegd door het huis", default=False)
    by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+", verbose_name="door")
    at = models.DateTimeField("geantwoord op", null=True)
    ended_on = models.DateField(
        "verzoek afgehandeld op", null=True, editable=False
    )  # by a trigger: a supplier sees no request

    objects = RequestQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag aan een leverancier"
        verbose_name_plural = "vragen aan leveranciers"
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "case", "contribution"], nulls_distinct=False, name="question_once_per_request"
            )
        ]
