"""Letters to the person whom a case is about, kept in the letter book of the case (004, "brievenboek")."""

from django.db import models
from django.db.models import Q

from cases.models.case import CaseRow, StaffRowQuerySet
from parties.choices import LetterKind
from zvh.documents import Document
from zvh.fields import SealedTextField


class Letter(CaseRow):
    """A letter of the house, a draft until `sent_on` is set; then nothing of it changes any more.

    What stands on the paper is kept whole in `content`, so that it can be drawn again as it was sent, whatever becomes of the template.
    """

    kind = models.CharField("soort", max_length=20, choices=LetterKind)
    serial = models.PositiveSmallIntegerField("volgnummer")
    template = models.ForeignKey(
        "parties.LetterTemplate", models.PROTECT, related_name="+", verbose_name="versie van de tekst"
    )
    subject = models.ForeignKey("cases.Subject", models.CASCADE, related_name="+", verbose_name="betrokkene")
    recipient = SealedTextField("naam")
    address = SealedTextField("adres")
    contact = SealedTextField("contact voor vragen")
    own_text = SealedTextField("eigen tekst", blank=True)
    content = SealedTextField("inhoud")
    dated_on = models.DateField("datum van de brief")
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", verbose_name="geschreven door")
    at = models.DateTimeField("geschreven op")
    sent_on = models.DateField("verstuurd op", null=True)
    sent_by = models.ForeignKey(
        "parties.User", models.PROTECT, null=True, related_name="+", verbose_name="verstuurd door"
    )

    # parties see in the notice when and how the subject was informed (protocol 16.2)
    objects = StaffRowQuerySet["Letter"].as_manager()

    class Meta:
        verbose_name = "brief"
        verbose_name_plural = "brieven"
        ordering = ["-dated_on", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["case", "serial"], name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_by=None) | Q(sent_on__isnull=False, sent_by__isnull=False),
                name="letter_sent_by_somebody",
            ),
        ]

    @property
    def reference(self) -> str:
        """The number in the letter book: that of the case, and which letter of it this is."""
        return f"{self.case.number}/{self.serial}"

    @property
    def is_sent(self) -> bool:
        return self.sent_on is not None

    @property
    def document(self) -> Document:
        return Document.from_text(self.content)
