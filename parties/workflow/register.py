"""What an administrator writes in the register of parties: who they are, their desks, and in what they take part since when.

Access follows from membership by itself: `app.begin_as` asks whether it is in force, so ending it puts every user of the party out.
Everything that changes is kept with what stood there before (`RegisterChange`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.text import slugify

from parties import policy
from parties.models import (
    Desk,
    Membership,
    Party,
    PartyKind,
    PartyUnit,
    Protocol,
    ProtocolParticipation,
    RegisterChange,
)
from privacy import accesslog
from zvh.actor import Actor
from zvh.versions import refuse_overtaken, version_of

PARTY = ("name", "seat", "region", "office", "address", "source", "is_unverified", "unverified_note")
MEMBERSHIP = ("signed_on", "until_date", "ended_because", "ended_note")
PARTICIPATION = ("signed_on", "from_date", "until_date", "ended_because")
DESK = ("name", "email", "phone", "note")
# Addresses beside those of parties.
RESERVED = {"nieuw", "invoer", "uitvoer", "soorten", "toetreding", "uittreding", "gedelegeerden"}
NAMING = 20261122  # two parties of one name, entered at once, wait for each other
Given = Mapping[str, Any]


class AlreadyMember(Exception):
    """The party takes part in this covenant in this house already, or did on these days."""


@transaction.atomic
def add_party(given: Given, kinds: Iterable[PartyKind], *, by: Actor) -> Party:
    """A party that was not known yet. It sees nothing until it takes part in something."""
    policy.require_administrator(by)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [NAMING])
    party = Party(slug=_free_slug(given["name"]), **{name: given.get(name) or _empty(Party, name) for name in PARTY})
    party.saved(by)
    party.save()
    party.kinds.set(kinds)
    _set_units(party, given, by)
    note(party, "Partij", "", party.name, by)
    accesslog.changed(party, rule="add_party", action="C")
    return party


@transaction.atomic
def change_party(party: Party, given: Given, kinds: Iterable[PartyKind], *, version: int | None, by: Actor) -> None:
    """What stands about a party. Raises Overtaken when somebody else changed it meanwhile."""
    policy.require_keeps_party(by, party)
    stored = Party.objects.select_for_update().get(pk=party.pk)
    refuse_overtaken(stored, now=party_version(stored), read=version)
    before = ", ".join(kind.name for kind in stored.kinds.all())
    write(stored, stored, PARTY, given, "", by)
    stored.kinds.set(kinds)
    note(stored, "Soorten", before, ", ".join(kind.name for kind in stored.kinds.all()), by)
    _set_units(stored, given, by)
    accesslog.changed(stored, rule="change_party")


@transaction.atomic
def change_desk(party: Party, kind: str, given: Given, *, version: int | None, by: Actor) -> None:
    """The desk of a party for one purpose; without a name there is none. Raises Overtaken."""
    policy.require_keeps_party(by, party)
    Party.objects.select_for_update().get(pk=party.pk)  # two at once wait for each other
    stored = Desk.objects.filter(party=party, kind=kind).first() or Desk(party=party, kind=kind)
    refuse_overtaken(stored, now=desk_version(stored), read=version)
    about = f"Loket, {stored.get_kind_display().lower()}: "
    if given["name"]:
        write(stored, party, DESK, given, about, by)
    elif stored.pk:
        note(party, f"{about}naam van het loket", stored.name, "", by)
        stored.delete()
    accesslog.changed(party, rule="change_desk")


@transaction.atomic
def join(party: Party, given: Given, protocols: Iterable[Protocol], *, by: Actor) -> Membership:
    """The party takes part in the covenant of the administrator's house, in that house. Raises AlreadyMember."""
    policy.require_keeps_party(by, party)
    return take_in(party, given, protocols, by=by)


def take_in(party: Party, given: Given, protocols: Iterable[Protocol], *, by: Actor) -> Membership:
    """The same for a party that others keep: whoever calls this knows that it may join here. Raises AlreadyMember."""
    house = policy.own_house(by)
    with connection.cursor() as cursor:  # no FOR UPDATE: that asks for the right to change the party
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"memberships {party.pk}"])
    held = party.memberships.filter(covenant=house.covenant)
    if held.filter(until_date=None).exists() or held.filter(until_date__gte=given["from_date"]).exists():
        raise AlreadyMember
    dates = {name: given[name] for name in ("signed_on", "from_date", "source")}
    made = Membership(party=party, covenant=house.covenant, exchange_waits=given.get("exchange_waits", False), **dates)
    made.saved(by)
    made.save()
    made.houses.add(house)
    for protocol in protocols:
        _take_part(made, protocol, {"signed_on": given["signed_on"]}, by)
    note(party, f"Deelname aan {house.covenant}", "", f"vanaf {date_format(made.from_date)}, in {house}", by)
    accesslog.rights(made, rule="join", recipient=str(party.pk))
    return made


@transaction.atomic
def join_house(membership: Membership, *, by: Actor) -> None:
    """A party that takes part in the covenant takes part in the administrator's house too."""
    require_joinable(membership, by=by)
    house = policy.own_house(by)
    membership.houses.add(house)
    _keep(membership, by)
    note(membership.party, f"Deelname aan {membership.covenant}", "", f"ook in {house}", by)
    accesslog.rights(membership, rule="join", recipient=str(membership.party_id))


def require_joinable(membership: Membership, *, by: Actor) -> None:
    """Raise NotAllowed unless this is a membership in the covenant of the own house, in another house of it."""
    house = policy.own_house(by)
    same = membership.covenant_id == house.covenant_id and membership.is_in_force(by.today)
    if not same or membership.houses.filter(pk=house.pk).exists():
        raise policy.NotAllowed("no membership to add this house to")


@transaction.atomic
def change_membership(membership: Membership, given: Given, *, version: int | None, by: Actor) -> None:
    """How it was signed, and its last day with the reason; a last day before today puts its users out at once.

    Raises Overtaken, and AlreadyMember when the party came back before that last day.
    """
    policy.require_keeps_membership(by, membership)
    stored = Membership.objects.select_for_update().get(pk=membership.pk)
    refuse_overtaken(stored, now=version_of([stored], *MEMBERSHIP), read=version)
    last, others = given["until_date"], Membership.objects.filter(party=stored.party_id, covenant=stored.covenant_id)
    later = others.filter(from_date__gt=stored.from_date)
    if (later.filter(from_date__lte=last) if last else later).exists():
        raise AlreadyMember
    write(stored, stored.party, MEMBERSHIP, given, f"Deelname aan {stored.covenant}: ", by)
    accesslog.rights(stored, rule="change_membership", recipient=str(stored.party_id))


@transaction.atomic
def change_participation(
    membership: Membership, protocol: Protocol, given: Given, *, version: int | None, by: Actor
) -> None:
    """Since when and until when a member takes part in a protocol. Raises Overtaken."""
    policy.require_keeps_membership(by, membership)
    Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    stored = membership.participations.filter(protocol=protocol).first()
    refuse_overtaken(stored, now=participation_version(stored), read=version)
    if stored is None:
        _take_part(membership, protocol, given, by)
    else:
        write(stored, membership.party, PARTICIPATION, given, f"{protocol}: ", by)
    _keep(membership, by)
    accesslog.rights(membership, rule="change_participation", recipient=str(membership.party_id))


def party_version(party: Party) -> int:
    """Of what the form of a party shows."""
    return version_of([party], *PARTY, "kind_ids", "unit_names")


def desk_version(desk: Desk | None) -> int:
    return version_of([desk], *DESK) if desk and desk.pk else 0


def participation_version(participation: ProtocolParticipation | None) -> int:
    return version_of([participation], *PARTICIPATION) if participation else 0


# --- history --------------------------------------------------------------------------------------------------------------


def _take_part(membership: Membership, protocol: Protocol, given: Given, by: Actor) -> None:
    made = ProtocolParticipation(membership=membership, protocol=protocol, **given)
    made.saved(by)
    made.save()
    note(membership.party, str(protocol), "", f"vanaf {date_format(made.begins)}", by)


def _keep(membership: Membership, by: Actor) -> None:
    """Its houses and protocols are the administrator's from now on: loading the data files leaves them alone."""
    membership.saved(by)
    membership.save(update_fields=["saved_by", "saved_at"])


def _set_units(party: Party, given: Given, by: Actor) -> None:
    """For whom its signature counts too; a file of parties does not say so."""
    if "units" not in given:
        return
    before, wanted = party.unit_names, [name for name in given["units"].split("\n") if name]
    PartyUnit.objects.filter(party=party).exclude(name__in=wanted).delete()
    for name in wanted:
        PartyUnit.objects.get_or_create(party=party, name=name, defaults={"source": party.source})
    note(party, "Tekent ook voor", before, Party.objects.get(pk=party.pk).unit_names, by)


def write(row: Any, party: Party, names: Iterable[str], given: Given, about: str, by: Actor) -> None:
    """Save what was given, and note every field that became something else."""
    for name in names:
        was, label = _words(row, name), str(row._meta.get_field(name).verbose_name)
        setattr(row, name, given.get(name) or _empty(type(row), name))
        text = f"{about}{label}"
        note(party, text[:1].upper() + text[1:], was, _words(row, name), by)
    row.saved(by)
    row.save(update_fields=[*names, "saved_by", "saved_at"] if row.pk else None)


def _empty(model: type[Model], name: str) -> Any:
    """What stands in this field when nothing was filled in."""
    field: Any = model._meta.get_field(name)
    return None if field.null else False if field.get_internal_type() == "BooleanField" else ""


def _words(row: Any, name: str) -> str:
    """The value as a person reads it."""
    value = getattr(row, name)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return str(date_format(value))
    shown = getattr(row, f"get_{name}_display", None)
    return str((shown() if shown else value) or "")


def note(party: Party, what: str, was: str, became: str, by: Actor) -> None:
    """Keep that something became something else; what stayed the same is no change."""
    if was != became:
        RegisterChange.objects.create(party=party, what=what, was=was, became=became, by_id=by.user_id or None)


def _free_slug(name: str) -> str:
    """The address of a party: its name, with a number behind it when that is taken."""
    start = slugify(name)[:90].strip("-") or "partij"
    taken = set(Party.objects.filter(slug__startswith=start).values_list("slug", flat=True)) | RESERVED
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 3))
    return start if start not in taken else next(slug for slug in numbered if slug not in taken)
