"""A budget from categories and a file of the CBS to its result: divided to the cent, adopted, paid, spent; then it stays."""

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from openpyxl import Workbook
from pypdf import PdfReader

from governance.cbsfile import Counted
from governance.models import Budget, BudgetLine, Chapter, Paper, Share, Spending
from governance.policy import NotAllowed
from governance.workflow import adopting, budget
from parties.models import Body, Party
from parties.roles import Purpose
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person, delegate
from tests.governance import story
from tests.governance.planning import budgeted, decided, drafted, put_forward, stored
from tests.hostile.test_spreadsheet import cells_of_csv
from zvh.actor import acting_as
from zvh.money import euros
from zvh.today import today
from zvh.versions import version_of

HEAD = "Gemeentecode;Gemeente;Inwoners"


def cbs(parties: list[Party], *more: str) -> bytes:
    """As somebody makes it of StatLine: the whole country may be in it."""
    lines = [f"GM{n:04};{one.name.removeprefix('Gemeente ')};{1000 * n + 7}" for n, one in enumerate(parties, start=1)]
    return "\n".join([HEAD, "GM9999;Elders;12345", *lines, *more]).encode()


def payers(cast: Cast, paper: Paper) -> list[Party]:
    with acting_as(cast.mara.pk) as by:
        return budget.payers_of(paper, by)


@pytest.fixture
def board(cast: Cast) -> Body:
    body = story.board(cast)
    story.secretary(cast, body)
    story.contact(body, cast.abel, votes=1)
    return body


@pytest.fixture
def gemma(cast: Cast) -> Person:
    """Speaks for a gemeente in the Stuurgroep, without a seat."""
    return delegate("Gemma", cast.gea.party, cast.house, Purpose.STUURGROEP)


def sent_file(content: bytes, name: str = "cbs.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def ask_key(cast: Cast, paper: Paper, content: bytes, **more: Any) -> Any:
    given = {
        "bedrag": "100.000,00",
        "peildatum": f"{paper.first_year - 1}-01-01",
        "versie": Budget.objects.get(paper=paper).version,
    }
    return cast.mara.client().post(
        f"/bestuur/stukken/{paper.pk}/sleutel/", {**given, "bestand": sent_file(content), **more}
    )


# --- the journey ----------------------------------------------------------------------------------------------------------


def test_from_categories_to_the_result_without_javascript(cast: Cast, board: Body, gemma: Person) -> None:
    paper, mara = drafted(cast, "begroting", today().year), cast.mara.client()
    page = f"/bestuur/stukken/{paper.pk}/"
    assert "Er staat nog geen post in" in mara.get(page).content.decode()
    for title, amount in (("Personeel", "80.000"), ("ICT", "19.999,99")):
        assert mara.post(f"{page}posten/", {"post": title, "bedrag": amount, "versie": ""}).url == page
    assert ask_key(cast, paper, cbs(payers(cast, paper))).url == page
    form = mara.get(f"{page}bijdragen/").context["form"]
    assert "Rijk" in [str(one.label) for one in form] and not any(name.startswith("partij_") for name in form.fields)
    assert mara.post(f"{page}bijdragen/", {"versie": form["versie"].value(), "anders_0_bedrag": "50.000"}).url == page
    by_key = Share.objects.filter(paper=paper, inhabitants__isnull=False)
    assert sum(one.amount for one in by_key) == Decimal("100000.00") and by_key.count() == len(payers(cast, paper))
    assert "Zo is verdeeld" in mara.get(page).content.decode()
    decided(cast, put_forward(cast, paper)[0], "voor")
    assert stored(paper).is_adopted
    own = Share.objects.get(paper=paper, party=gemma.party)
    assert (
        mara.post(f"/bestuur/bijdragen/{own.pk}/", {"betaald": f"{today()}", "versie": _version(mara, own)}).url == page
    )
    line = BudgetLine.objects.get(title="ICT")
    booked = {"post": str(line.pk), "datum": f"{today()}", "omschrijving": "Kanarielaptops", "bedrag": "1.234,56"}
    assert mara.post(f"{page}uitgaven/", booked).url == page
    shown = mara.get(page).content.decode()
    result = own.amount - Decimal("1234.56")
    assert euros(result) in shown and "Kanarielaptops" in shown and "€ 18.765,43" in shown and "<svg" in shown
    _the_party_reads_its_own(gemma, own, page)
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(mara.get(f"{page}pdf/").content)).pages)
    assert "Personeel: € 80.000,00" in text


def _version(client: Any, share: Share) -> int:
    return int(client.get(f"/bestuur/bijdragen/{share.pk}/").context["form"]["versie"].value())


def _the_party_reads_its_own(gemma: Person, own: Share, page: str) -> None:
    """And what may be spent; not what others contribute, nor what was spent."""
    client = gemma.client()
    shown = client.get(page).content.decode()
    assert own.name in shown and "Personeel" in shown
    others = Share.objects.exclude(pk=own.pk).select_related("party")
    assert [one.name for one in others if f">{one.name}<" in shown] == []
    assert "Kanarielaptops" not in shown and "Uitgave boeken" not in shown
    rows = cells_of_csv(client.get(f"{page}uitvoer/csv/").content)
    assert [row[1] for row in rows if row[0].startswith("Bijdrage")] == [own.name]
    assert client.get(f"/bestuur/bijdragen/{own.pk}/").status_code == client.get(f"{page}uitgaven/").status_code == 404


# --- the file of the CBS ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("GM0001;Nergens;10", "deze gemeente staat ook op regel 3"),
        ("XX12;Nergens;10", "schrijf een code als GM0344"),
        ("GM8888;Nergens;veel", "schrijf een aantal in hele inwoners"),
        ("GM8888;Nergens;0", "schrijf een aantal in hele inwoners"),
        ("GM8888;;10", "Gemeente:"),
        ("GM8888;Nergens;10;11", "er staan meer cellen dan kolomnamen"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(cast: Cast, line: str, words: str) -> None:
    paper = drafted(cast, "begroting")
    found = payers(cast, paper)
    answer = ask_key(cast, paper, cbs(found, line))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert f"Regel {len(found) + 3}" in shown and words in shown and "Niets is bewaard" in shown
    assert Share.objects.filter(paper=paper).count() == 0


def test_who_pays_and_is_not_in_the_file_is_named(cast: Cast) -> None:
    paper = drafted(cast, "begroting")
    found = payers(cast, paper)
    shown = ask_key(cast, paper, cbs(found[1:])).content.decode()
    assert "In het bestand ontbreekt" in shown and found[0].name.replace("'", "&#x27;") in shown
    assert Share.objects.filter(paper=paper).count() == 0


def test_a_workbook_gives_the_same_as_a_csv(cast: Cast) -> None:
    paper, book, made = drafted(cast, "begroting"), Workbook(), io.BytesIO()
    for line in cbs(payers(cast, paper)).decode().split("\n"):
        code, name, number = line.split(";")
        book.worksheets[0].append([code, f"{name} (gemeente)", int(number) if number.isdigit() else number])
    book.worksheets[0]["B1"] = "Gemeente"
    book.save(made)
    assert ask_key(cast, paper, cbs(payers(cast, paper))).status_code == 302
    first = {one.party_id: (one.amount, one.inhabitants) for one in Share.objects.filter(paper=paper)}
    assert ask_key(cast, paper, made.getvalue()).status_code == 302
    assert {one.party_id: (one.amount, one.inhabitants) for one in Share.objects.filter(paper=paper)} == first


def test_the_key_is_that_of_all_who_pay(cast: Cast) -> None:
    """Whoever calls it: nobody is left out, nobody else is put in."""
    paper = drafted(cast, "begroting")
    found = payers(cast, paper)
    counted = [Counted(one, "GM0001", 10) for one in found[1:]]
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAllowed):
        budget.divide_by_key(paper, budget.Division(Decimal(100), today(), "x", counted), version=0, by=by)


# --- what the covenant says ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_in_brabant_the_gemeenten_pay_by_inhabitants_before_april() -> None:
    """003 17.2, 17.3 and 17.7."""
    cast = Cast("BN", "RU")
    paper = drafted(cast, "begroting", 2028)
    kept = Budget.objects.get(paper=paper)
    assert (kept.prepaid_by, kept.prepaid_source) == (date(2028, 3, 31), "convenant art. 17.3")
    assert len(payers(cast, paper)) == 16
    assert cast.mara.client().get(f"/bestuur/stukken/{paper.pk}/betaaldatum/").status_code == 404
    with acting_as(cast.mara.pk) as by:
        budget.save_line(paper, None, title="Personeel", amount=Decimal(10), by=by)
        budget.set_shares(paper, {(None, "Rijk"): Decimal(5)}, version=0, by=by)
        [missing] = adopting.missing_to_put_forward(paper, by)
        assert missing.startswith("Verdeel eerst naar inwoners (convenant art. 17.2")
        with pytest.raises(NotAllowed):
            budget.drop_key(paper, by=by)


def test_where_no_covenant_says_so_the_house_chooses(cast: Cast) -> None:
    paper, mara = drafted(cast, "begroting"), cast.mara.client()
    page = f"/bestuur/stukken/{paper.pk}/"
    assert ask_key(cast, paper, cbs(payers(cast, paper))).status_code == 302
    assert mara.post(f"{page}sleutel/", {"weg": "1"}).url == page
    assert Share.objects.filter(paper=paper).count() == 0 and Budget.objects.get(paper=paper).key_total is None
    party = payers(cast, paper)[0]
    form = mara.get(f"{page}bijdragen/").context["form"]
    assert (
        mara.post(f"{page}bijdragen/", {"versie": form["versie"].value(), f"partij_{party.pk}_bedrag": "12,50"}).url
        == page
    )
    assert Share.objects.get(paper=paper).amount == Decimal("12.50")
    mara.post(f"{page}betaaldatum/", {"uiterlijk": f"{paper.first_year}-02-01"})
    assert Budget.objects.get(paper=paper).prepaid_source == "keuze van het huis"


# --- what stays -------------------------------------------------------------------------------------------------------------


def test_what_was_adopted_does_not_change_whoever_writes_it(cast: Cast, board: Body) -> None:
    paper = budgeted(cast)
    line, share = BudgetLine.objects.filter(paper=paper)[0], Share.objects.filter(paper=paper)[0]
    spent = Spending.objects.get(line__paper=paper)
    changes = (
        lambda: BudgetLine.objects.filter(pk=line.pk).update(amount=1),
        lambda: BudgetLine.objects.create(paper=paper, title="Later", amount=1),
        lambda: Share.objects.filter(pk=share.pk).update(amount=1),
        lambda: Share.objects.filter(pk=share.pk).delete(),
        lambda: Budget.objects.filter(paper=paper).update(key_total=1),
        lambda: Spending.objects.filter(pk=spent.pk).update(amount=1),
        lambda: Spending.objects.filter(pk=spent.pk).delete(),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    for path in (
        f"stukken/{paper.pk}/posten",
        f"posten/{line.pk}",
        f"stukken/{paper.pk}/sleutel",
        f"stukken/{paper.pk}/bijdragen",
    ):
        assert cast.mara.client().get(f"/bestuur/{path}/").status_code == 404


def test_after_the_accounts_nothing_is_booked(cast: Cast, board: Body) -> None:
    paper = budgeted(cast)
    line = BudgetLine.objects.filter(paper=paper)[0]
    accounts = drafted(cast, "rekening", paper.first_year)
    shown = cast.mara.client().get(f"/bestuur/stukken/{accounts.pk}/").content.decode()
    assert "Kanarieuitgave" in shown and "Resultaat" in shown and "Uitgave boeken" not in shown
    Chapter.objects.filter(paper=accounts).update(text="Kanarietekst")
    [decision] = put_forward(cast, accounts)
    with acting_as(cast.mara.pk) as by, pytest.raises(NotAllowed):
        budget.book(line, on=date(paper.first_year, 5, 1), what="Te laat", amount=Decimal(1), by=by)
    with pytest.raises(DatabaseError), transaction.atomic():
        Spending.objects.create(
            line=line, on=date(paper.first_year, 5, 1), what="X", amount=1, by=cast.mara.user, at="2026-01-01T00:00Z"
        )
    decided(cast, decision, "voor")
    assert stored(accounts).is_adopted


def test_spending_is_of_its_year_and_a_mistake_is_booked_back(cast: Cast, board: Body) -> None:
    paper = budgeted(cast)
    line, mara = BudgetLine.objects.filter(paper=paper)[0], cast.mara.client()
    address = f"/bestuur/stukken/{paper.pk}/uitgaven/"
    given = {"post": str(line.pk), "datum": f"{paper.first_year}-03-01", "omschrijving": "Terug", "bedrag": "-100,00"}
    for wrong in ({"datum": f"{paper.first_year + 1}-01-01"}, {"bedrag": "0"}, {"bedrag": "x"}, {"post": ""}):
        assert mara.post(address, {**given, **wrong}).status_code == 422
    assert mara.post(address, given).status_code == 302
    assert sum(one.amount for one in Spending.objects.filter(line=line)) == Decimal(0)


def test_a_next_edition_keeps_what_was_paid_and_spent(cast: Cast, board: Body) -> None:
    paper = budgeted(cast)
    share = Share.objects.filter(paper=paper)[0]
    again = drafted(cast, "begroting", paper.first_year)
    with acting_as(cast.mara.pk) as by:
        budget.note_paid(share, by.today, by=by)
    assert Share.objects.get(paper=again, party=share.party, payer=share.payer).paid_on == today()
    shown = cast.mara.client().get(f"/bestuur/stukken/{again.pk}/").content.decode()
    assert "Kanarieuitgave" in shown


def test_a_contribution_that_is_late_stands_in_mijn_werk(cast: Cast, board: Body) -> None:
    paper = budgeted(cast)
    work = cast.mara.client().get("/mijn-werk/").content.decode()
    assert f"Bijdragen ontvangen: {paper.title}" in work
    with acting_as(cast.mara.pk) as by:
        for one in Share.objects.visible_to(by).filter(paper=paper):
            budget.note_paid(one, by.today - timedelta(days=1), by=by)
    assert "Bijdragen ontvangen" not in cast.mara.client().get("/mijn-werk/").content.decode()


def test_the_number_of_queries_does_not_grow(cast: Cast, board: Body) -> None:
    paper, counted = budgeted(cast), []
    draft = drafted(cast, "begroting", paper.first_year)
    pages = [f"/bestuur/stukken/{one.pk}/" for one in (paper, draft)] + ["/bestuur/stukken/"]
    for turn in range(3):
        with acting_as(cast.mara.pk) as by:
            budget.save_line(draft, None, title=f"Post {turn}", amount=Decimal(turn), by=by)
            budget.set_shares(
                draft, {(payers(cast, draft)[5 + turn], ""): Decimal(1)}, version=_shares_version(draft), by=by
            )
            line = BudgetLine.objects.filter(paper=paper)[0]
            budget.book(line, on=date(paper.first_year, 3, 1 + turn), what="Meer", amount=Decimal(1), by=by)
        drafted(cast, "begroting", paper.first_year + 2 + turn)
        counted.append([len(queries(cast.mara, page)) for page in pages])
    assert counted[1] == counted[2]


def _shares_version(paper: Paper) -> int:
    return version_of(list(Share.objects.filter(paper=paper)), *budget.SHARES)
