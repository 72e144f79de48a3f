"""What /componenten/ shows: every component with invented content."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator

from zvh.components import (
    Answer,
    Audience,
    Chart,
    Column,
    Contribution,
    Deadline,
    Difference,
    Event,
    FileItem,
    Link,
    Missing,
    Origin,
    Phase,
    Series,
    Shell,
    Task,
    Tile,
    Trend,
)
from zvh.gallery_form import wrong_form

TODAY = date(2026, 11, 21)
LATE = Deadline(date(2026, 11, 19), TODAY, "Convenant artikel 11: binnen 6 weken na de triage")
SOON = Deadline(date(2026, 11, 24), TODAY)
LATER = Deadline(date(2026, 12, 11), TODAY)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, 10, tzinfo=UTC)


def overview() -> dict[str, Any]:
    """A case page."""
    everyone = Audience("alle deelnemers", ("Gemeente Voorbeeldstad", "Politie Oost", "GGZ De Linde"))
    few = Audience("alleen justitiepartners en regie", ("Reclassering Noord", "Procesregisseur"), True, "Artikel 9")
    return {
        "phases": [
            Phase("Aanmelding", "done", "3 okt. 2026"),
            Phase("Triage", "done", "17 okt. 2026"),
            Phase("Casusoverleg", "current", "sinds 31 okt. 2026"),
            Phase("Afschaling", "todo", "Nog niet begonnen"),
        ],
        "late": LATE,
        "settle_plan": Link("Plan van aanpak vaststellen", "#plan"),
        "parts": [
            Link("Overzicht", "#overzicht", is_current=True),
            Link("Deelnemers", "#deelnemers", 6),
            Link("Bijdragen", "#bijdragen", 2),
            Link("Tijdlijn", "#tijdlijn"),
        ],
        "contributions": [
            Contribution(
                Origin("Politie Oost, basisteam", "politie"),
                "In de afgelopen twaalf maanden 7 meldingen op het woonadres, waarvan 3 met geweld.",
                "ontvangen 12 nov. 2026",
                everyone,
                (Link("Vrijgave wijzigen", "#vrijgave"),),
            ),
            Contribution(
                Origin("Reclassering Noord", "reclassering"),
                "Toezicht loopt tot 1 maart 2027.\nBetrokkene houdt zich aan de meldplicht.",
                "ontvangen 10 nov. 2026",
                few,
            ),
        ],
        "audience": everyone,
        "origin": Origin("Arrondissementsparket Oost", "om"),
        "events": [
            Event("Bijdrage ontvangen", at(12, 15), "K. de Wit, Politie Oost", "Zichtbaar voor alle deelnemers."),
            Event("Herinnering verstuurd", at(11, 6), "automatisch"),
        ],
        "facts": [
            ("Procesregisseur", "S. Bakker"),
            ("Aangemeld door", "Politie Oost"),
            ("Casusregisseur", ""),
        ],
        "domains": [
            ("Wonen", "rood", Trend("Wonen", ("oranje", "", "rood")), "Dreigende ontruiming op 1 december", SOON),
            (
                "Psychische gezondheid",
                "oranje",
                Trend("Psychische gezondheid", ("rood", "rood", "oranje")),
                "Behandeling gestopt in juli",
                LATER,
            ),
            (
                "Werk en dagbesteding",
                "groen",
                Trend("Werk en dagbesteding", ("groen",)),
                "Werkt 16 uur per week",
                LATER,
            ),
        ],
        "domain_columns": [
            Column("Leefgebied"),
            Column("Score"),
            Column("Verloop"),
            Column("Toelichting"),
            Column("Gereed"),
        ],
        "missing": [Missing("Kies een casusregisseur", "#casusregisseur"), Missing("Stel het verslag vast")],
    }


def worklist() -> dict[str, Any]:
    """A list of cases, with what stands around it."""
    return {
        "views": [
            Link("Mijn casussen", "#mijn", 14, True),
            Link("Wacht op bijdrage", "#wacht", 5),
            Link("Termijn binnen 5 dagen", "#termijn", 4),
        ],
        "filters": [Link("Fase: Triage", "#zonder-fase"), Link("Regisseur: ik", "#zonder-regisseur")],
        "columns": [
            Column("Casus", "nummer"),
            Column("Fase", "fase"),
            Column("Volgende actie"),
            Column("Termijn", "termijn"),
            Column("Bijdragen"),
        ],
        "cases": [
            ("VB-2026-0042", "Casusoverleg", "info", "Plan van aanpak vaststellen", LATE, 5, 6),
            ("VB-2026-0051", "Triage", "info", "Triagebesluit nemen", SOON, 3, 4),
            ("VB-2026-0021", "Afschaling", "neutral", "Dossier sluiten", LATER, 5, 5),
        ],
        "page": Paginator(range(90), 10).page(4),
        "nothing_yet": Link("Nodig de eerste uit", "#uitnodigen"),
        "nothing_found": Link("Wis filters", "#wis"),
    }


def work() -> dict[str, Any]:
    """The start page of a person, and figures."""
    return {
        "tiles": [
            Tile("3", "bijdragen te leveren", url="#bijdragen"),
            Tile("149 dagen", "mediane doorlooptijd", "9 dagen korter dan in 2025"),
            Tile("< 10", "dossiers met bezwaar", "niet herleidbaar"),
        ],
        "tasks": [
            Task(
                "Bijdrage leveren: casus VB-2026-0042",
                Link("Bijdrage invullen", "#invullen"),
                "Vraag: actuele behandelstatus",
                LATE,
                is_first=True,
                also=Link("Niets te leveren", "#geen"),
            ),
            Task("Actie: intake herstarten", Link("Actie bijwerken", "#bijwerken"), deadline=SOON),
        ],
        "answers": [
            Answer("Aanleiding", "Overlast en zorgen om de kinderen.", Link("Wijzigen", "#aanleiding")),
            Answer("Besluit", "Doorgaan naar casusoverleg"),
        ],
        "conflict": [
            Difference(
                "Toelichting Wonen",
                "Ontruiming op 1 december.",
                "Ontruiming op 8 december, uitstel gevraagd.",
            )
        ],
        "files": [FileItem("Brief aan betrokkene.pdf", "#brief", 182_340, "toegevoegd door S. Bakker, 12 nov. 2026")],
        "printed": at(21, 9),
        "chart": Chart(
            "Casussen per jaar",
            "Het aantal aanmeldingen stijgt van 96 in 2023 naar 139 in 2026.",
            ("2023", "2024", "2025", "2026"),
            (
                Series("Aangemeld", (96, 112, 128, 139)),
                Series("In casusoverleg besproken", (41, 47, 58, 63)),
                Series("Afgeschaald", (30, 38, None, 52)),
            ),
        ),
    }


SHELL = Shell(
    person="S. Bakker",
    capacity="Procesregisseur, Zorg- en Veiligheidshuis Voorbeeldregio",
    menu=(("Componenten", "componenten"),),
    can_change_capacity=True,
    is_demo=True,
)


def content(query: Any) -> dict[str, Any]:
    """Everything on the page; `?kleur=donker` or `licht` fixes the colours."""
    colour = query.get("kleur", "")
    return {
        **overview(),
        **worklist(),
        **work(),
        "shell": Shell(**{**SHELL.__dict__, "colour": colour if colour in ("licht", "donker") else ""}),
        "trail": [Link("Start", "#start"), Link("Casussen", "#casussen")],
        "wrong": wrong_form(),
    }
