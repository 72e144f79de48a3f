"""What a covenant says about plan, budget and accounts: for which period, who adopts them, and what a plan must hold."""

from django.db import models
from django.db.models import Q, QuerySet

from parties.dutychoices import CostKey, PaperKind
from parties.models.body import Body
from parties.models.covenant import Covenant
from parties.models.house import House
from parties.models.party import PartyKind
from zvh.versions import LastSaved


class PaperRule(LastSaved):
    """One kind of paper under a covenant; of a budget also who pays by which key, and until when ahead."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="paper_rules")
    kind = models.CharField("soort", max_length=20, choices=PaperKind)
    name = models.CharField("naam", max_length=100)
    years = models.PositiveSmallIntegerField("jaren", default=1)
    drafted_by = models.CharField("opgesteld door", max_length=200)
    adopted_by = models.ManyToManyField(Body, related_name="adopts", verbose_name="vastgesteld door")
    source = models.CharField("bron", max_length=200)
    shown_to = models.CharField("voor de vaststelling voorgelegd aan", max_length=200, blank=True)
    shown_source = models.CharField("bron van het voorleggen", max_length=200, blank=True)
    sent_to = models.CharField("rondgestuurd aan", max_length=200)
    sent_source = models.CharField("bron van het rondsturen", max_length=200)
    key = models.CharField("verdeelsleutel", max_length=20, choices=CostKey, blank=True)
    key_source = models.CharField("bron van de sleutel", max_length=200, blank=True)
    payers = models.ManyToManyField(PartyKind, related_name="+", blank=True, verbose_name="wie bijdragen")
    prepaid_by_month = models.PositiveSmallIntegerField(
        "vooruit betaald voor het einde van maand", null=True, blank=True
    )
    prepaid_source = models.CharField("bron van de betaaldatum", max_length=200, blank=True)

    class Meta:
        verbose_name = "regel voor een plan"
        verbose_name_plural = "regels voor plannen"
        ordering = ["covenant", "id"]
        constraints = [
            models.UniqueConstraint(fields=["covenant", "kind"], name="paper_rule_once"),
            models.CheckConstraint(
                condition=Q(years__gte=1, years__lte=6),
                name="paper_rule_some_years",
                violation_error_message="Vul 1 tot en met 6 jaar in",
            ),
            models.CheckConstraint(
                condition=Q(prepaid_by_month=None) | Q(prepaid_by_month__gte=1, prepaid_by_month__lte=12),
                name="paper_rule_a_month",
                violation_error_message="Vul een maand in, van 1 tot en met 12",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def adopters(self, house: House) -> "QuerySet[Body]":
        """The bodies that adopt it for this house: its own, and those outside the houses."""
        return self.adopted_by.filter(Q(house=house) | Q(house=None)).order_by("pk")

    @property
    def reports_figures(self) -> bool:
        """Accounts and annual report are one paper in every covenant: what was done stands beside what it cost."""
        return self.kind == PaperKind.ACCOUNTS

    @property
    def counts_money(self) -> bool:
        return self.kind in (PaperKind.BUDGET, PaperKind.ACCOUNTS)


class PaperChapter(LastSaved):
    """A part that the plan must hold; `every_years` where it is not written each time."""

    rule = models.ForeignKey(PaperRule, on_delete=models.CASCADE, related_name="chapters")
    order = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("hoofdstuk", max_length=200)
    every_years = models.PositiveSmallIntegerField("eens in de zoveel jaar", null=True, blank=True)
    source = models.CharField("bron", max_length=200)

    class Meta:
        verbose_name = "onderdeel van een plan"
        verbose_name_plural = "onderdelen van een plan"
        ordering = ["rule", "order"]
        constraints = [models.UniqueConstraint(fields=["rule", "order"], name="paper_chapter_once")]

    def __str__(self) -> str:
        return self.title
