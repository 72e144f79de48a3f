"""What an administrator may do for people, from the invitation to the end (S06, S08; 03 R9)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.models import Appointment, Delegation, Session, User, Vetting
from parties.policy import NotAllowed
from parties.roles import Role
from parties.workflow import people
from parties.workflow.people import CHANGEABLE, Given
from privacy.models import AccessLogLine
from tests.cast import Cast, Person, party_of, staff
from tests.jobs import do_jobs
from tests.sign_in import browser, code_of, signed_in, with_password
from zvh.actor import acting_as
from zvh.today import today
from zvh.versions import version_of

PASSWORD = "een eerste zin om mee te beginnen"


def invitation(cast: Cast, **changes: Any) -> dict[str, Any]:
    given = {
        "name": "Noor", "email": "Noor@voorbeeld.invalid", "kind": "huis",
        "role": "procesregisseur", "purpose": "casusoverleg", "from_date": today().isoformat(),
        "until_date": "", "secrecy_on": today().isoformat(), "issued_on": "2026-01-01",
        "valid_until": str(today() + timedelta(days=365)),
    }  # fmt: skip
    return {**given, **changes}


def invite(cast: Cast, **changes: Any) -> Any:
    return cast.abel.client().post("/beheer/mensen/uitnodigen/", invitation(cast, **changes))


def link_in_mail() -> str:
    return next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http")).partition(":8000")[2]


def test_from_invitation_to_first_page(cast: Cast) -> None:
    answer = invite(cast)
    do_jobs("mail_account")
    noor = User.objects.get(email="noor@voorbeeld.invalid")
    assert answer.url == f"/beheer/mensen/{noor.pk}/"
    assert not noor.has_usable_password()
    assert "Noor" not in mail.outbox[0].body + mail.outbox[0].subject
    path = link_in_mail()
    client = browser()
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(path, chosen).url == "/tweede-factor/instellen/"
    assert client.get("/rol-kiezen/").url == "/tweede-factor/"
    page = client.get("/tweede-factor/instellen/").content.decode()
    assert "<svg" in page and "style=" not in page
    secret = client.session["new_secret"]
    app_of_noor = TOTPDevice(user=noor, key=secret)
    assert client.post("/tweede-factor/instellen/", {"code": "000000"}).status_code == 422
    from django_otp.oath import totp

    code = f"{totp(app_of_noor.bin_key):06d}"
    assert client.post("/tweede-factor/instellen/", {"code": code}).url == "/herstelcodes/"
    assert client.post("/herstelcodes/", {"keuze": "klaar"}).url == "/mijn-werk/"
    assert client.get("/profiel/").status_code == 200
    assert "werkt niet meer" in browser().post(path, chosen).content.decode()


def test_a_new_link_replaces_the_old_one(cast: Cast) -> None:
    invite(cast)
    do_jobs("mail_account")
    old = link_in_mail()
    noor = User.objects.get(name="Noor")
    cast.abel.client().post(f"/beheer/mensen/{noor.pk}/opnieuw-uitnodigen/")
    do_jobs("mail_account")
    assert "werkt niet meer" in browser().get(old).content.decode()
    assert "Welkom" in browser().get(link_in_mail()).content.decode()


def test_a_delegate_hangs_on_the_membership_of_his_party(cast: Cast) -> None:
    membership = party_of(cast.house, "politie").memberships.get(covenant=cast.house.covenant)
    invite(cast, kind="partij", role="", membership=membership.pk, purpose="stuurgroep")
    delegation = Delegation.objects.get(user__name="Noor")
    assert (delegation.membership, delegation.purpose, delegation.given_by) == (
        membership,
        "stuurgroep",
        cast.abel.user,
    )


def test_what_is_missing_is_said_at_its_field(cast: Cast) -> None:
    page = invite(cast, role="", email="geen adres", valid_until="", until_date="2026-01-01", from_date="2026-02-01")
    text = page.content.decode()
    for words in ("Kies de rol in het huis", "Vul een e-mailadres in", "Vul beide datums van de VOG in",
                  "De laatste dag ligt voor de eerste dag"):  # fmt: skip
        assert words in text
    assert not User.objects.filter(name="Noor").exists()


def test_an_existing_person_gets_a_second_role_and_no_second_account(cast: Cast) -> None:
    zoe = cast.zoe.user
    assert invite(cast, email=zoe.email.upper(), issued_on="", valid_until="").status_code == 302
    assert User.objects.filter(email__iexact=zoe.email).count() == 1
    assert zoe.appointments.count() == 2


def test_only_administrators_find_these_pages(cast: Cast) -> None:
    own = f"/beheer/mensen/{cast.otto.user.pk}/"
    pages = ["/beheer/mensen/", "/beheer/mensen/uitnodigen/", own]
    pages += [f"{own}{part}/" for part in ("rol", "vog", "tweede-stap", "sluiten")]
    assert [cast.abel.client().get(page).status_code for page in pages] == [200] * len(pages)
    for person in (cast.rosa, cast.mara, cast.rik, cast.fatima, cast.petra, cast.piet):
        assert [person.client().get(page).status_code for page in pages] == [404] * len(pages), person


def test_people_of_another_house_do_not_exist(cast: Cast) -> None:
    zoe, abel = cast.zoe, cast.abel.client()
    assert zoe.user.name not in abel.get("/beheer/mensen/").content.decode()
    assert cast.rosa.user.name in abel.get("/beheer/mensen/").content.decode()
    for page in ("", "rol/", "vog/", "tweede-stap/", "sluiten/", f"rol/{zoe.pk}/"):
        assert abel.get(f"/beheer/mensen/{zoe.user.pk}/{page}").status_code == 404
        assert abel.post(f"/beheer/mensen/{zoe.user.pk}/{page}").status_code in (404, 405)
    assert abel.get(f"/beheer/mensen/{cast.rosa.user.pk}/rol/{zoe.pk}/").status_code == 404


def test_no_appointment_in_another_house(cast: Cast) -> None:
    elsewhere = Given(today(), house=cast.other_house, role=Role.MANAGER)
    with acting_as(cast.abel.pk) as abel, pytest.raises(NotAllowed):
        people.give_capacity(cast.rosa.user, elsewhere, by=abel)
    other = party_of(cast.other_house, "politie").memberships.get(covenant=cast.other_house.covenant)
    page = invite(cast, kind="partij", membership=other.pk)
    assert "iets uit de lijst" in page.content.decode()
    assert not User.objects.filter(name="Noor").exists()


def test_nobody_changes_his_own_rights(cast: Cast) -> None:
    abel = cast.abel
    client, own = abel.client(), f"/beheer/mensen/{abel.user.pk}"
    assert client.post(f"{own}/rol/", invitation(cast)).status_code == 404
    assert client.post("/beheer/mensen/uitnodigen/", invitation(cast, email=abel.user.email)).status_code == 404
    assert client.post(f"{own}/rol/{abel.pk}/", {"until_date": "", "secrecy_on": ""}).status_code == 404
    vog = {"kind": "vog", "issued_on": "2026-01-01", "valid_until": "2030-01-01"}
    assert client.post(f"{own}/vog/", vog).status_code == 404
    assert client.post(f"{own}/tweede-stap/").status_code == 404
    assert client.post(f"{own}/sluiten/").status_code == 404
    assert list(abel.user.appointments.values_list("role", flat=True)) == ["administrator"]
    assert Vetting.objects.filter(user=abel.user).count() == 1


def test_a_role_ends_at_the_next_request(cast: Cast) -> None:
    rosa = with_password(cast.rosa.user)
    client = signed_in(rosa)
    assert client.get("/mijn-werk/").status_code == 200
    last = (today() - timedelta(days=1)).isoformat()
    path = f"/beheer/mensen/{rosa.pk}/rol/{cast.rosa.pk}/"
    sent = {"versie": version_of([cast.rosa.capacity], *CHANGEABLE), "until_date": last, "secrecy_on": "2026-01-01"}
    assert cast.abel.client().post(path, sent).status_code == 302
    assert client.get("/mijn-werk/").url == "/rol-kiezen/"


def test_closing_an_account_ends_roles_and_sessions(cast: Cast) -> None:
    rosa = with_password(cast.rosa.user)
    client = signed_in(rosa)
    cast.abel.client().post(f"/beheer/mensen/{rosa.pk}/sluiten/")
    rosa.refresh_from_db()
    assert not rosa.is_active
    assert not Session.objects.filter(user=rosa).exists()
    assert Appointment.objects.get(pk=cast.rosa.pk).until_date == today() - timedelta(days=1)
    assert client.get("/mijn-werk/").url.startswith("/inloggen/")


def test_an_account_that_another_house_needs_can_not_be_closed(cast: Cast) -> None:
    rosa: Person = cast.rosa
    Appointment.objects.create(user=rosa.user, house=cast.other_house, role=Role.MANAGER, from_date="2026-01-01")
    abel, page = cast.abel.client(), f"/beheer/mensen/{rosa.user.pk}/"
    assert (abel.get(f"{page}sluiten/").status_code, abel.post(f"{page}sluiten/").status_code) == (404, 404)
    assert "Account sluiten" not in abel.get(page).content.decode()
    assert "Account sluiten" in abel.get(f"/beheer/mensen/{cast.otto.user.pk}/").content.decode()
    rosa.user.refresh_from_db()
    assert rosa.user.is_active


def test_who_comes_back_starts_from_nothing(cast: Cast) -> None:
    rosa = with_password(cast.rosa.user)
    cast.abel.client().post(f"/beheer/mensen/{rosa.pk}/sluiten/")
    invite(cast, email=rosa.email)
    do_jobs("mail_account")
    rosa.refresh_from_db()
    assert rosa.is_active and not rosa.has_usable_password()
    assert not TOTPDevice.objects.filter(user=rosa).exists()
    assert "Welkom" in browser().get(link_in_mail()).content.decode()


def test_a_lost_phone_means_a_new_app_and_the_password(cast: Cast) -> None:
    rosa = with_password(cast.rosa.user)
    client = signed_in(rosa)
    cast.abel.client().post(f"/beheer/mensen/{rosa.pk}/tweede-stap/")
    assert client.get("/profiel/").url.startswith("/inloggen/")
    from tests.sign_in import give_password

    assert give_password(browser(), rosa.email).url == "/tweede-factor/instellen/"


def test_every_change_of_rights_is_in_the_log(cast: Cast) -> None:
    abel, rosa = cast.abel.client(), cast.rosa.user
    invite(cast)
    vog = {"kind": "screening", "issued_on": "2026-01-01", "valid_until": "2030-01-01"}
    abel.post(f"/beheer/mensen/{rosa.pk}/vog/", vog)
    signed = {"versie": version_of([cast.rosa.capacity], *CHANGEABLE), "until_date": "", "secrecy_on": "2026-02-02"}
    abel.post(f"/beheer/mensen/{rosa.pk}/rol/{cast.rosa.pk}/", signed)
    abel.post(f"/beheer/mensen/{rosa.pk}/tweede-stap/")
    abel.post(f"/beheer/mensen/{rosa.pk}/sluiten/")
    lines = AccessLogLine.objects.filter(event_kind="rights-change", action="U")
    assert {line.actor_id for line in lines} == {cast.abel.user.pk}
    assert [line.rule for line in lines.order_by("event_time", "rule")].count("vog") == 2
    assert {line.rule for line in lines} == {
        "uitnodigen", "rol-geven", "vog", "rol-wijzigen", "tweede-factor-opnieuw", "account-sluiten",
    }  # fmt: skip


def test_looking_at_people_is_in_the_log(cast: Cast) -> None:
    client = cast.abel.client()
    client.get("/beheer/mensen/")
    client.get(f"/beheer/mensen/{cast.rosa.user.pk}/")
    lines = AccessLogLine.objects.filter(event_kind="rights-change", action="R").order_by("event_time")
    assert [(line.rule, line.object_id, line.house_id) for line in lines] == [
        ("mensen", "", cast.house.pk), ("mens", str(cast.rosa.user.pk), cast.house.pk)
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    client = cast.abel.client()
    for n in range(number):
        staff(f"Extra {n}", cast.house, Role.MANAGER)
    client.get("/beheer/mensen/")
    with django_assert_num_queries(QUERIES):
        client.get("/beheer/mensen/")


QUERIES = 17


def test_a_code_of_the_present_app_is_needed_for_another(cast: Cast) -> None:
    rosa = with_password(cast.rosa.user)
    client = signed_in(rosa)
    assert client.get("/profiel/app/").url == "/tweede-factor/instellen/"
    client.get("/tweede-factor/instellen/")
    device = TOTPDevice(user=rosa, key=client.session["new_secret"])
    from django_otp.oath import totp

    client.post("/tweede-factor/instellen/", {"code": f"{totp(device.bin_key):06d}"})
    assert TOTPDevice.objects.get(user=rosa).key == device.key
    assert code_of(rosa)


def test_no_administrator_sets_a_password(cast: Cast) -> None:
    """S06: whatever is sent along with any of his forms."""
    rosa, client = with_password(cast.rosa.user), cast.abel.client()
    sent = dict.fromkeys(("password", "new_password1", "new_password2"), "door de beheerder gekozen")
    page = f"/beheer/mensen/{rosa.pk}/"
    for part in ("", "rol/", f"rol/{cast.rosa.pk}/", "vog/", "opnieuw-uitnodigen/", "tweede-stap/"):
        client.post(f"{page}{part}", {**sent, "from_date": today().isoformat()})
        assert 'type="password"' not in client.get(f"{page}{part}").content.decode()
    before = rosa.password
    rosa.refresh_from_db()
    assert rosa.password == before
