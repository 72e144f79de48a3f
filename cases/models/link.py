"""Cases that belong together, such as those of a family or a group: one link, seen from both sides (02-domain, Case)."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from cases.models.case import Case, CaseRow
from cases.phases import Phase
from cases.visibility import own_drafts, readable_cases
from zvh.actor import Actor
from zvh.fields import SealedTextField
from zvh.written import written_out


class CaseLinkQuerySet(models.QuerySet["CaseLink"]):
    def visible_to(self, actor: Actor) -> "CaseLinkQuerySet":
        """Who reads the files of both cases; for who reads one of them the link does not exist (03, R8). A concept is its author's."""
        if actor.is_system:
            return self
        readable = written_out(readable_cases(Case.objects.all(), actor))
        drafts = own_drafts(Case.objects.all(), actor)
        return self.filter(Q(other__in=readable) | Q(other__in=drafts), case__in=readable)

    def of(self, case: Case) -> "CaseLinkQuerySet":
        """From whichever side it was made; with a concept it is not linked until that is filed."""
        return self.filter(Q(case=case) | Q(other=case)).exclude(other__phase=Phase.CONCEPT)

    def begun_from(self, draft: Case) -> "CaseLinkQuerySet":
        """With which case this concept will be linked."""
        return self.filter(other=draft, ended_at=None)

    def standing(self) -> "CaseLinkQuerySet":
        return self.filter(ended_at=None)


class CaseLink(CaseRow):
    """Two cases of one house belong together, until `ended_at`. It goes with whichever of the two is destroyed first."""

    class Kind(models.TextChoices):
        FAMILY = "gezin", "gezin"
        GROUP = "groep", "groep"

    other = models.ForeignKey(Case, models.CASCADE, related_name="+", verbose_name="andere casus")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    reason = SealedTextField("reden")
    by = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("ontkoppeld op", null=True)
    end_reason = SealedTextField("reden van ontkoppelen", blank=True)

    objects = CaseLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "koppeling van casussen"
        verbose_name_plural = "koppelingen van casussen"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(case=F("other")), name="case_linked_with_another"),
            models.UniqueConstraint(
                Least("case", "other"), Greatest("case", "other"), condition=Q(ended_at=None), name="cases_linked_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="link_ended_by_somebody",
            ),
        ]

    def across_id(self, case: Case) -> UUID:
        """Which case is at the other end."""
        return self.other_id if self.case_id == case.pk else self.case_id

    def across(self, case: Case) -> Case:
        """The case at the other end."""
        return self.other if self.case_id == case.pk else self.case
