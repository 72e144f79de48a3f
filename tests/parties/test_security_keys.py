"""Security keys: registering, signing in, and what an attacker would try (S01; A6.3.3)."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.inforce import appointments_in_force
from parties.models import Appointment, SecurityKey, User
from parties.roles import NEEDS_KEY, Role
from parties.standing import NO_KEY, NOT_WITH_KEY
from privacy.models import AccessLogLine
from tests.cast import START, Cast
from tests.sign_in import browser, code_of, give_code, give_password, signed_in, with_password
from tests.softkey import SoftKey, add_key, challenge, give_key
from zvh.actor import acting_as
from zvh.today import today

REFUSED = "Uw sleutel werd niet herkend"
SOON = timedelta(minutes=6)


@pytest.fixture
def abel(cast: Cast) -> User:
    return with_password(cast.abel.user)


@pytest.fixture
def production(settings: Any) -> None:
    """Every rule that demo mode takes lightly, on the address of these tests."""
    settings.DEMO = False


def halfway(user: User) -> Any:
    """The password was given."""
    client = browser()
    assert give_password(client, user.email).status_code == 302
    return client


def test_a_key_is_added_used_and_removed(abel: User) -> None:
    client = signed_in(abel)
    key = add_key(client)
    assert "sleutelbos" in client.get("/profiel/sleutels/").content.decode()
    other = halfway(abel)
    before = other.session.session_key
    assert give_key(other, key).status_code == 302
    assert other.session.session_key != before
    assert other.get("/beheer/mensen/").status_code == 200
    kept = SecurityKey.objects.get(user=abel)
    assert (kept.sign_count, kept.last_used_at is not None) == (2, True)
    assert client.post(f"/profiel/sleutels/{kept.pk}/verwijderen/").status_code == 302
    assert not SecurityKey.objects.exists()
    assert other.get("/beheer/mensen/").url == "/tweede-factor/"  # what that key opened is closed


def test_several_keys_each_with_a_name(abel: User) -> None:
    client = signed_in(abel)
    first, second = add_key(client, name="laptop"), add_key(client, name="sleutelbos")
    page = client.get("/profiel/sleutels/").content.decode()
    assert "laptop" in page and "sleutelbos" in page
    for key in (first, second):
        assert give_key(halfway(abel), key).status_code == 302


def test_the_log_knows_who_changed_which_key(abel: User) -> None:
    client = signed_in(abel)
    add_key(client)
    key = SecurityKey.objects.get()
    client.post(f"/profiel/sleutels/{key.pk}/verwijderen/")
    lines = AccessLogLine.objects.filter(object_type="securitykey").order_by("event_time")
    assert [(line.rule, line.event_kind, line.actor_id, line.object_id) for line in lines] == [
        ("sleutel-toevoegen", "rights-change", abel.pk, str(key.pk)),
        ("sleutel-verwijderen", "rights-change", abel.pk, str(key.pk)),
    ]


def test_who_has_a_key_shows_it_before_he_changes_his_keys(abel: User) -> None:
    """A code that was given to a false page brings in no key of the thief."""
    mine = add_key(signed_in(abel))
    thief = halfway(abel)
    assert give_code(thief, code_of(abel)).status_code == 302
    kept = SecurityKey.objects.get()
    for path in ("/profiel/sleutels/nieuw/", f"/profiel/sleutels/{kept.pk}/verwijderen/"):
        assert "Gebruik uw beveiligingssleutel" in thief.get(path).content.decode()
        answer = thief.post(path, {"name": "dief", "stap-code": code_of(abel)})
        assert "Gebruik uw beveiligingssleutel" in answer.content.decode()
    assert thief.post("/sleutel/opdracht/", {"voor": "nieuw"}).status_code == 404
    assert list(SecurityKey.objects.all()) == [kept]
    given = {"stap-was": "GET", "stap-sleutel": mine.signed(challenge(thief))}
    assert thief.post("/profiel/sleutels/nieuw/", given).status_code == 302
    add_key(thief, name="tweede")


def test_nobody_removes_the_key_of_another(abel: User, cast: Cast) -> None:
    add_key(signed_in(abel))
    client = signed_in(with_password(cast.rosa.user))
    path = f"/profiel/sleutels/{SecurityKey.objects.get().pk}/verwijderen/"
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]


def wrong_origin(key: SoftKey) -> None:
    key.origin = "https://casusportaal.invalid"


def wrong_house(key: SoftKey) -> None:
    key.rp_id = "casusportaal.invalid"


def counter_back(key: SoftKey) -> None:
    key.count = 0


def counter_still(key: SoftKey) -> None:
    key.count -= 1


def unknown_key(key: SoftKey) -> None:
    key.credential_id = b"x" * 32


def another_signature(key: SoftKey) -> None:
    key.private = SoftKey().private


@pytest.mark.parametrize(
    "spoil", [wrong_origin, wrong_house, counter_back, counter_still, unknown_key, another_signature]
)
def test_what_a_false_page_or_a_copy_would_send_is_refused(abel: User, spoil: Any) -> None:
    key = add_key(signed_in(abel))
    assert give_key(halfway(abel), key).status_code == 302
    spoil(key)
    client = halfway(abel)
    answer = give_key(client, key)
    assert (answer.status_code, REFUSED in answer.content.decode()) == (422, True)
    assert client.get("/beheer/mensen/").url == "/tweede-factor/"
    line = AccessLogLine.objects.filter(outcome="denied").latest("event_time")
    assert (line.rule, line.object_id) == ("sleutel", str(abel.pk))


@pytest.mark.parametrize("spoil", [wrong_origin, wrong_house])
def test_a_key_made_elsewhere_is_not_added(abel: User, spoil: Any) -> None:
    client, key = signed_in(abel), SoftKey()
    spoil(key)
    given = {"name": "vals", "sleutel": key.made(challenge(client, "nieuw"))}
    assert REFUSED in client.post("/profiel/sleutels/nieuw/", given).content.decode()
    assert not SecurityKey.objects.exists()


def test_a_challenge_counts_once_and_for_one_session(abel: User) -> None:
    key = add_key(signed_in(abel))
    first, second = halfway(abel), halfway(abel)
    answer = key.signed(challenge(first))
    assert first.post("/tweede-factor/", {"sleutel": answer}).status_code == 302
    replayed = first.post("/tweede-factor/", {"sleutel": answer})
    assert replayed.status_code == 302  # already inside; another session is not
    for client in (second, halfway(abel)):
        assert REFUSED in client.post("/tweede-factor/", {"sleutel": answer}).content.decode()
    challenge(second)  # of its own now, and still not the one that was signed
    assert REFUSED in second.post("/tweede-factor/", {"sleutel": answer}).content.decode()


def test_a_challenge_to_make_a_key_opens_nothing(abel: User) -> None:
    client = signed_in(abel)
    key = add_key(client)
    options = challenge(client, "nieuw")
    given = {"stap-was": "GET", "stap-sleutel": key.signed(options)}
    with time_machine.travel(timezone.now() + SOON):
        assert REFUSED in client.post("/profiel/wachtwoord/", given).content.decode()


def test_a_challenge_does_not_wait_for_ever(abel: User) -> None:
    key = add_key(signed_in(abel))
    client = halfway(abel)
    options = challenge(client)
    with time_machine.travel(timezone.now() + SOON):
        assert REFUSED in client.post("/tweede-factor/", {"sleutel": key.signed(options)}).content.decode()


def test_the_key_of_another_person_opens_nothing(abel: User, cast: Cast) -> None:
    add_key(signed_in(abel))
    rosa = with_password(cast.rosa.user)
    hers = add_key(signed_in(rosa))
    answer = give_key(halfway(abel), hers)
    assert REFUSED in answer.content.decode()


def test_one_key_belongs_to_one_person(abel: User, cast: Cast) -> None:
    key = add_key(signed_in(abel))
    client = signed_in(with_password(cast.rosa.user))
    given = {"name": "van Abel", "sleutel": key.made(challenge(client, "nieuw"))}
    assert REFUSED in client.post("/profiel/sleutels/nieuw/", given).content.decode()
    assert SecurityKey.objects.get().user == abel


EMPTY = {"id": "AA", "rawId": "AA", "type": "public-key"}
NONSENSE = [
    "{", "[]", "null", "1", '"x"', "{}", '{"id": "x"}', "[" * 9000, '{"a":' * 3000,
    json.dumps({"id": "!", "rawId": "!", "type": "public-key", "response": {}}),
    json.dumps(EMPTY | {"response": {"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA"}}),
    json.dumps(EMPTY | {"response": {"clientDataJSON": "e30", "attestationObject": "o2Nm"}}),
    json.dumps({"id": 1, "rawId": [], "type": {}, "response": "x"}),
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "é" * 100, "x" * 20_001,
]  # fmt: skip


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_refused_in_words_and_never_an_error(abel: User, text: str) -> None:
    client = signed_in(abel)
    challenge(client, "nieuw")
    added = client.post("/profiel/sleutels/nieuw/", {"name": "x", "sleutel": text})
    add_key(client)
    other = halfway(abel)
    challenge(other)
    used = other.post("/tweede-factor/", {"sleutel": text})
    for answer in (added, used):
        assert answer.status_code == 422
        assert 'id="foutenlijst"' in answer.content.decode()
    assert SecurityKey.objects.count() == 1


def test_guessing_with_keys_is_slowed(abel: User) -> None:
    add_key(signed_in(abel))
    client = halfway(abel)
    answers = [client.post("/tweede-factor/", {"sleutel": "{}"}).status_code for _ in range(12)]
    assert answers == [422] * 10 + [429] * 2


def test_step_up_with_a_key_keeps_what_was_filled_in(abel: User, cast: Cast) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(abel)
        key = add_key(client)
        clock.move_to(now + SOON)
        path = f"/beheer/mensen/{cast.rosa.user.pk}/rol/"
        given = {"kind": "huis", "role": "manager", "purpose": "casusoverleg", "from_date": "2026-02-01"}
        assert "Gebruik mijn beveiligingssleutel" in client.post(path, given).content.decode()
        assert client.post(path, {**given, "stap-sleutel": key.signed(challenge(client))}).status_code == 302
    assert Appointment.objects.filter(user=cast.rosa.user, role="manager").exists()


# --- roles that need one ---------------------------------------------------------------------------------------------

WITH_KEY = {
    "abel": "/beheer/mensen/",
    "rik": "/vernietiging/",
    "fatima": "/privacy/logboek/",
    "petra": "/privacy/logboek/",
}
WITHOUT = {"rosa": "/casussen/", "otto": "/casussen/", "mara": "/casussen/", "piet": "/casussen/"}


@pytest.mark.parametrize("name", WITH_KEY)
def test_a_code_is_not_enough_for_who_manages_rights_destruction_or_the_log(
    cast: Cast, production: None, name: str
) -> None:
    user = with_password(getattr(cast, name).user)
    client = signed_in(user)
    assert "capacity" not in client.session
    for path in (WITH_KEY[name], "/mijn-werk/", "/partijen/"):
        assert client.get(path).url == "/rol-kiezen/"
    page = client.get("/rol-kiezen/").content.decode()
    assert NO_KEY in page and "/profiel/sleutels/nieuw/" in page
    key = add_key(client)
    assert client.post("/rol-kiezen/", {"capacity": str(getattr(cast, name).pk)}).status_code == 302
    assert client.get(WITH_KEY[name]).status_code == 200
    again = signed_in(user)  # with a code, by who has a key
    assert again.get(WITH_KEY[name]).url == "/rol-kiezen/"
    assert NOT_WITH_KEY in again.get("/rol-kiezen/").content.decode()
    given = {"stap-was": "GET", "stap-sleutel": key.signed(challenge(again))}
    assert again.post("/sleutel/gebruiken/", given).status_code == 302
    assert again.post("/rol-kiezen/", {"capacity": str(getattr(cast, name).pk)}).status_code == 302
    assert again.get(WITH_KEY[name]).status_code == 200


@pytest.mark.parametrize("name", WITHOUT)
def test_for_the_others_a_code_is_enough(cast: Cast, production: None, name: str) -> None:
    client = signed_in(with_password(getattr(cast, name).user))
    assert client.get(WITHOUT[name]).status_code == 200


def test_in_demo_mode_a_code_is_enough_for_all(cast: Cast) -> None:
    for name, path in (WITH_KEY | WITHOUT).items():
        assert signed_in(with_password(getattr(cast, name).user)).get(path).status_code == 200


def test_a_capacity_put_into_a_session_by_force_opens_nothing(cast: Cast, production: None) -> None:
    """The database decides, whatever the session says."""
    client = cast.abel.client()
    assert client.get("/beheer/mensen/").url == "/rol-kiezen/"


def test_such_a_role_steps_up_with_the_key_only(cast: Cast, production: None) -> None:
    abel = with_password(cast.abel.user)
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(abel)
        key = add_key(client)
        client.post("/rol-kiezen/", {"capacity": str(cast.abel.pk)})
        clock.move_to(now + SOON)
        path = "/beheer/mensen/uitnodigen/"
        refused = client.post(path, {"stap-was": "GET", "stap-code": code_of(abel)}).content.decode()
        assert "Gebruik uw beveiligingssleutel" in refused and "Een code is hier niet genoeg" in refused
        assert client.post(path, {"stap-was": "GET", "stap-sleutel": key.signed(challenge(client))}).url == path
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("with_key", [None, True, False])
@pytest.mark.parametrize("has_key", [True, False])
def test_sql_and_python_agree_on_the_roles(
    cast: Cast, production: None, role: Role, with_key: bool | None, has_key: bool
) -> None:
    appointment = Appointment.objects.create(
        user=cast.otto.user, house=cast.house, role=role, from_date=START, secrecy_on=START
    )
    if has_key:
        SecurityKey.objects.create(user=cast.otto.user, name="x", credential_id=b"x", credential=b"x")
    with acting_as(appointment.pk, with_key=with_key) as actor:
        pass
    counts = with_key if with_key is not None else has_key
    assert (not actor.is_nobody) is (role not in NEEDS_KEY or counts)
    listed = appointments_in_force(today()).filter(pk=appointment.pk).exists()
    assert listed is (role not in NEEDS_KEY or has_key), "whom a list names, whatever way he signed in"


def test_a_key_that_was_not_confirmed_is_no_key(cast: Cast, production: None) -> None:
    SecurityKey.objects.create(user=cast.fatima.user, name="x", credential_id=b"x", credential=b"x", confirmed=False)
    with acting_as(cast.fatima.pk) as actor:
        assert actor.is_nobody
    assert cast.fatima.capacity not in appointments_in_force(today())


def test_who_has_a_key_and_no_code_counts(cast: Cast, production: None) -> None:
    """The FG is told of what is seen in the log, and people see that he reads, without an app for codes."""
    TOTPDevice.objects.filter(user=cast.fatima.user).delete()
    SecurityKey.objects.create(user=cast.fatima.user, name="x", credential_id=b"x", credential=b"x")
    assert cast.fatima.capacity in appointments_in_force(today())
