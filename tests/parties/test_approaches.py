import pytest

from parties.models import Approach, House, Party, TriageOutcome

pytestmark = pytest.mark.django_db


def party(slug):
    return Party.objects.get(slug=slug)


@pytest.mark.parametrize(
    ("slug", "allowed"),
    [
        ("om-midden-nederland", True),
        ("rvdk-midden-nederland", True),
        ("politie-midden-nederland", True),
        ("gemeente-utrecht", True),
        ("altrecht", False),
        ("mitros", False),
    ],
)
def test_radicalisation_is_for_four_kinds_only(slug, allowed):
    """Convenant Midden-Nederland art. 2.4."""
    approach = Approach.objects.get(covenant__code="midden-nederland", code="radicalisering")
    assert approach.allows(party(slug)) is allowed


def test_every_kind_may_sit_at_the_table_of_complex_cases():
    approach = Approach.objects.get(covenant__code="midden-nederland", code="complexe-casuistiek")
    assert approach.allows(party("mitros"))


@pytest.mark.parametrize(("minor", "asked"), [(True, True), (False, False)])
def test_in_kennemerland_the_child_protection_board_is_asked_for_minors_only(minor, asked):
    """Convenant Kennemerland bijlage 3."""
    approach = Approach.objects.get(covenant__code="kennemerland", code="complexe-casuistiek")
    assert approach.asks_in_triage(party("rvdk-kennemerland"), minor=minor) is asked
    assert approach.asks_in_triage(party("om-noord-holland"), minor=minor)


def test_that_rule_is_kennemerlands_alone():
    approach = Approach.objects.get(covenant__code="midden-nederland", code="complexe-casuistiek")
    assert approach.asks_in_triage(party("rvdk-midden-nederland"), minor=False)


@pytest.mark.parametrize(
    ("house", "outcomes"),
    [
        ("KL", {"advies": "gegevens_weg", "zonder-ico": "bilateraal", "ico": "casusoverleg"}),
        ("HG", {"casusoverleg": "casusoverleg", "geen-casusoverleg": "gegevens_weg"}),
        ("FL", {"casusoverleg": "casusoverleg", "geen-casusoverleg": "gegevens_weg"}),
        (
            "RU",
            {"lokale-aanpak": "gegevens_weg", "geen-aanpak": "gegevens_weg", "aanpak-huis": "casusoverleg"},
        ),
    ],
)
def test_outcomes_of_triage(house, outcomes):
    found = TriageOutcome.objects.of_house(House.objects.get(code=house))
    assert dict(found.values_list("code", "consequence")) == outcomes


@pytest.mark.parametrize(("met", "enough"), [(["T1", "T2"], True), (["T1"], False), (["A", "B", "C"], False)])
def test_top_x_has_its_own_criteria(met, enough):
    approach = Approach.objects.get(code="top-x")
    assert [criterion.code for criterion in approach.own_criteria()] == ["T1", "T2"]
    assert approach.criteria_met(met) is enough


def test_other_approaches_use_those_of_the_covenant():
    approach = Approach.objects.get(covenant__code="midden-nederland", code="mda")
    assert {criterion.code for criterion in approach.own_criteria()} == {"A", "B", "C", "D"}
    assert approach.criteria_met(["A", "B", "D"])
