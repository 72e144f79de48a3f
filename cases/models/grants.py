"""Per-object grants: these rows are the answer to "who may" (00, item 5; 12, section 8). Written only by cases/grants.py."""

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import F
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from zvh.actor import Actor


class GrantReason(models.TextChoices):
    ASSIGNED = "toegewezen", "toegewezen door de procesregisseur"
    CASUSREGISSEUR = "casusregisseur", "casusregisseur"
    RELEASED_TO_TABLE = "tafel", "vrijgegeven aan het casusoverleg"
    RELEASED_TO_PARTY = "partij", "vrijgegeven aan deze partij"


class CaseGrant(UserObjectPermissionBase):
    """A delegate is assigned to a case, on behalf of a party (conv. 9.6, 12.2 e). Gone when the case closes."""

    user = models.ForeignKey("parties.User", models.CASCADE, db_index=False, related_name="case_grants")
    permission = models.ForeignKey(Permission, models.PROTECT, db_index=False)
    content_object = models.ForeignKey("cases.Case", models.CASCADE, related_name="grants")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField("waarom", max_length=20, choices=GrantReason.choices)
    granted_by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", db_index=False)
    granted_at = models.DateTimeField("wanneer")
    decision = models.CharField("besluit of verzoek", max_length=60, blank=True)
    from_date = models.DateField("vanaf")
    until_date = models.DateField("tot en met", null=True, blank=True)
    after_closing = models.BooleanField(default=False)
    case_opened_at = models.DateTimeField(editable=False)

    class Meta(UserObjectPermissionBase.Meta):
        unique_together = [("user", "permission", "content_object", "party")]
        indexes = [
            models.Index(
                "user", "permission", "party", F("case_opened_at").desc(), F("content_object").desc(), name="casegrant_newest"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"CaseGrant {self.pk}"


class ContributionRelease(GroupObjectPermissionBase):
    """A party may read a contribution of another party (03, R3)."""

    group = models.ForeignKey(Group, models.CASCADE, db_index=False, related_name="+")
    permission = models.ForeignKey(Permission, models.PROTECT, db_index=False)
    content_object = models.ForeignKey("cases.Contribution", models.CASCADE, db_index=False, related_name="releases")
    phase = models.CharField("fase", max_length=20)
    reason = models.CharField("waarom", max_length=20, choices=GrantReason.choices)
    granted_by = models.ForeignKey("parties.User", models.PROTECT, related_name="+", db_index=False)
    granted_at = models.DateTimeField("wanneer")

    class Meta:
        unique_together = [("content_object", "group", "permission")]

    def __str__(self) -> str:
        return f"ContributionRelease {self.pk}"


class GrantHistoryQuerySet(models.QuerySet["GrantHistory"]):
    def visible_to(self, actor: Actor) -> "GrantHistoryQuerySet":
        """House staff see the history of the cases that they can read."""
        from cases.models import Case
        from cases.visibility import readable_cases

        if actor.is_delegate:
            return self.none()
        return self.filter(case_id__in=readable_cases(Case.objects.all(), actor).values("pk"))


class GrantHistory(models.Model):
    """Every grant given and withdrawn; written by a trigger, so nothing bypasses it (00, item 5). No foreign keys."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=20)  # casegrant, contributionrelease
    given = models.BooleanField()
    case_id = models.UUIDField(db_index=True)
    object_id = models.UUIDField()
    user_id = models.BigIntegerField(null=True)
    group_id = models.BigIntegerField(null=True)
    party_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=20)
    by_id = models.BigIntegerField()

    objects = GrantHistoryQuerySet.as_manager()

    class Meta:
        verbose_name = "verleende of ingetrokken toegang"
        verbose_name_plural = "geschiedenis van de toegang"
        ordering = ["at"]

    def __str__(self) -> str:
        return f"GrantHistory {self.pk}"
