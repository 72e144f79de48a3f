"""Invented houses and parties beside the real ones, for the benchmark at the size of the whole country."""

from itertools import product
from string import ascii_uppercase
from uuid import uuid4

from parties.indexkeys import mint_missing
from parties.models import House, Membership, Party, RetentionPolicy

MODEL = "KL"  # an invented house has the covenant, the approaches and the terms of this one
SOURCE = "bench"


def invent(houses: int, parties: int) -> None:
    """Until there are so many houses and parties. Every invented party takes part in one invented house."""
    model = House.objects.get(code=MODEL)
    taken = set(House.objects.values_list("code", flat=True))
    free = (first + second for first, second in product("XYZ", ascii_uppercase) if first + second not in taken)
    new = [invented_house(model, next(free)) for _ in range(houses - len(taken))]
    mint_missing()
    for number in range(parties - Party.objects.count()):
        _party(number, new[number % len(new)], model)


def invented_house(model: House, code: str) -> House:
    """A house as this one, under another name; nobody has a key for it yet."""
    fields = {field.attname: getattr(model, field.attname) for field in House._meta.concrete_fields}
    own = {"id": None, "code": code, "slug": f"verzonnen-{code.lower()}", "name": f"Verzonnen huis {code}"}
    house = House.objects.create(**fields | own | {"index_key_id": uuid4()})
    house.approaches.set(model.approaches.all())
    for policy in RetentionPolicy.objects.filter(house=model):
        RetentionPolicy.objects.create(house=house, approach=policy.approach, source=SOURCE)
    return house


def _party(number: int, house: House, model: House) -> None:
    slug = f"verzonnen-{number}"
    party = Party.objects.create(slug=slug, name=f"Verzonnen partij {number}", source=SOURCE)
    joined = Membership.objects.filter(houses=model, until_date=None).order_by("pk").first()
    assert joined is not None
    own = Membership.objects.create(party=party, covenant=house.covenant, from_date=joined.from_date, source=SOURCE)
    own.houses.add(house)
    own.protocols.set(joined.protocols.all())
