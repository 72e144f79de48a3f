"""The base form and its fields against hostile input: a Dutch message at the field, never an exception."""

import unicodedata
from datetime import date

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from zvh.forms import Form
from zvh.gallery_form import ExampleForm, wrong_form
from zvh.inputs import BsnField, KnownDateField, LongTextField, PostcodeField, VersionField
from zvh.templatetags.frame import error_summary
from zvh.text import MOST, is_blank, strip_invisible, tidy

TEST_BSN = "111222333"


class OneField(Form):
    naam = forms.CharField()


def form_of(**fields: forms.Field) -> type[Form]:
    return type("Example", (Form,), fields)


def errors(field: forms.Field, value: object) -> list[str]:
    return form_of(veld=field)({"veld": value}).errors.get("veld", [])


def cleaned(field: forms.Field, value: object) -> object:
    form = form_of(veld=field)({"veld": value})
    assert form.is_valid(), form.errors
    return form.cleaned_data["veld"]


anything = st.text(st.characters(), max_size=40)  # surrogates too


@given(st.fixed_dictionaries(dict.fromkeys(ExampleForm.base_fields, anything)))
def test_no_text_breaks_a_form(data):
    form = ExampleForm(data, {"bijlage": SimpleUploadedFile("a", b"")})
    assert form.is_valid() in (True, False)
    for name in form.errors:
        assert name in form.fields
        assert all(message and not message.startswith("Dit veld") for message in form.errors[name])


@given(st.lists(anything, max_size=4))
def test_no_repeated_value_breaks_a_form(values):
    data = QueryDict(mutable=True)
    for name in [*ExampleForm.base_fields, "geboortedatum_dag", "geboortedatum_maand", "geboortedatum_jaar"]:
        data.setlist(name, values)
    assert ExampleForm(data).is_valid() in (True, False)


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\u202e", "\u2066", "\x1b[31m", "\x85"])
def test_deceiving_characters_are_refused_at_the_field(bad):
    form = OneField({"naam": f"Jan{bad}sen"})
    assert "onzichtbaar teken" in form.errors["naam"][0]
    assert form["naam"].value() == f"Jan{bad}sen"


@pytest.mark.parametrize("bad", ["\x00", "\ud800"])
@pytest.mark.parametrize("name", ["woongemeente", "domeinen", "grondslag", "versie", "overlegdatum", "bsn"])
def test_every_kind_of_field_refuses_them(name, bad):
    assert name in ExampleForm(QueryDict(mutable=True) | {name: [bad] if name == "domeinen" else bad}).errors


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Waarom is dit nodig?", "Beantwoord de vraag: waarom is dit nodig?"),
        ("Aan wie vraagt u een bijdrage", "Beantwoord de vraag: aan wie vraagt u een bijdrage"),
        ("Waarde van de woning", "Vul waarde van de woning in"),
        ("Thema's van het overleg", "Vul thema's van het overleg in"),
        ("Wie", "Vul wie in"),
        ("E-mailadres", "Vul e-mailadres in"),
        ("BSN", "Vul BSN in"),
    ],
)
def test_a_question_is_answered_and_a_thing_filled_in(label, said):
    assert errors(forms.CharField(label=label), "") == [said]


def test_a_question_keeps_its_own_words_in_other_messages():
    choice = forms.ChoiceField(label="Wie doet dit?", choices=[("a", "A")])
    assert errors(choice, "b") == ['Kies bij de vraag "Wie doet dit?" iets uit de lijst']


class Conditional(Form):
    needed = {"reden": "nodig als u niets geeft", "partij": None}
    reden = forms.CharField(required=False)
    partij = forms.CharField(required=False)
    rest = forms.CharField(required=False)
    naam = forms.CharField()


def test_a_field_says_when_it_is_needed():
    hints = render_crispy_form(Conditional()).split('class="ams-hint">')
    assert [hint.split("<")[0] for hint in hints[1:]] == ["(nodig als u niets geeft)", "(niet verplicht)"]


@pytest.mark.parametrize("empty", ["", "   ", "\u200b", "\u200b\u2060 \ufeff", "\u3164", "\n\t"])
def test_text_without_anything_to_see_is_empty(empty):
    assert errors(forms.CharField(label="Naam"), empty) == ["Vul naam in"]


@pytest.mark.parametrize(
    "name",
    [
        *("O'Neill", "van 't Hof", "-", "X", "Null", "True", "محمد", "Yıldız", "x" * 200, "👩\u200d👧"),
        *("=cmd|' /C calc'!A0", "%s%n", "{{7*7}}", "</textarea><script>", "'; DROP TABLE casus"),
    ],
)
def test_real_and_strange_names_are_kept_literally(name):
    assert cleaned(forms.CharField(), name) == name


def test_one_way_of_writing():
    assert cleaned(forms.CharField(), " Rene\u0301 \u200b") == "René"
    assert cleaned(LongTextField(), "een\r\ntwee\rdrie") == "een\ntwee\ndrie"


@given(st.text())
def test_tidy_text_stays_tidy(text):
    try:
        once = tidy(text)
    except forms.ValidationError:
        return
    assert tidy(once) == once == unicodedata.normalize("NFC", once)
    assert is_blank(text) == (once == "")
    assert strip_invisible(strip_invisible(once)) == strip_invisible(once)


def test_password_keeps_its_spaces():
    assert cleaned(forms.CharField(strip=False), "  geheim woord ") == "  geheim woord "


@pytest.mark.parametrize("field", [forms.CharField(label="Tekst"), LongTextField(label="Tekst")])
def test_too_long_is_refused_with_the_count(field):
    message = f"Gebruik bij tekst hoogstens {MOST} tekens; het zijn er nu {MOST + 1}"
    assert errors(field, "x" * (MOST + 1)) == [message]


def test_a_million_characters_and_ten_thousand_lines():
    assert errors(LongTextField(), "x" * 1_000_000)
    assert cleaned(LongTextField(), "a" + "\n" * 10_000 + "b").count("\n") == 10_000


def test_the_browser_does_not_cut_off_what_is_pasted():
    assert "maxlength" not in str(form_of(veld=forms.CharField(max_length=5))()["veld"])


@pytest.mark.parametrize("typed", ["111222333", "111 222 333", "1112.22.333", " 111222333\u00a0"])
def test_bsn_is_normalised(typed):
    assert cleaned(BsnField(), typed) == TEST_BSN


@pytest.mark.parametrize(
    "typed",
    [
        "000000000",
        "111222334",
        "11122233",
        "1112223330",
        "letters",
        "１１１２２２３３３",
        "²²²",
        "1112-2233-3x",
        "-",
    ],
)
def test_wrong_bsn_is_refused(typed):
    assert "BSN van 9 cijfers" in errors(BsnField(), typed)[0]


@pytest.mark.parametrize("typed", ["1234 ab", "1234AB", " 1234  aB "])
def test_postcode_is_normalised(typed):
    assert cleaned(PostcodeField(), typed) == "1234 AB"


@pytest.mark.parametrize("typed", ["0999AA", "12345", "1234 SS", "١٢٣٤AB", "1234 ABC", "x"])
def test_wrong_postcode_is_refused(typed):
    assert errors(PostcodeField(), typed) == ["Vul een postcode in, zoals 1234 AB"]


def birth(**parts: str) -> Form:
    return form_of(geboren=KnownDateField(latest=lambda: date(2026, 11, 21)))(parts)


@pytest.mark.parametrize(
    "parts",
    [
        {"geboren_dag": "27", "geboren_maand": "3", "geboren_jaar": "1994"},
        {"geboren_dag": " 27 ", "geboren_maand": "03", "geboren_jaar": "1994"},
        {"geboren_dag": "27-03-1994", "geboren_maand": "", "geboren_jaar": ""},
        {"geboren": "27/3/1994"},
        {"geboren": "27.03.1994"},
        {"geboren": "1994-03-27"},
    ],
)
def test_known_date_is_read(parts):
    form = birth(**parts)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["geboren"] == date(1994, 3, 27)


@pytest.mark.parametrize(
    ("whole", "message"),
    [
        ("30-02-1994", "bestaat niet"),
        ("0000-00-00", "bestaat niet"),
        ("03/27/1994", "bestaat niet"),
        ("²7-3-1994", "bestaat niet"),
        ("27-3-94", "bestaat niet"),
        ("1-1-1850", "vanaf 1 januari 1900"),
        ("22-11-2026", "tot en met 21 november 2026"),
        ("31-12-9999", "tot en met 21 november 2026"),
    ],
)
def test_impossible_known_date_is_refused(whole, message):
    assert message in birth(geboren=whole).errors["geboren"][0]


def test_half_a_known_date_is_refused_and_kept():
    form = birth(geboren_dag="27", geboren_jaar="1994")
    assert form.errors["geboren"] == ["Vul de dag, de maand en het jaar in"]
    assert 'value="1994"' in render_crispy_form(form)


@pytest.mark.parametrize("typed", ["2026-12-01", "01-12-2026", "1/12/2026", "1.12.2026"])
def test_near_date_is_read_as_the_browser_sends_it_and_as_people_write_it(typed):
    assert cleaned(forms.DateField(), typed) == date(2026, 12, 1)


@pytest.mark.parametrize("typed", ["30-02-2026", "0000-00-00", "31-12-9999", "01-01-1850", "morgen", "1e3"])
def test_impossible_near_date_is_refused(typed):
    assert errors(forms.DateField(), typed)


@pytest.mark.parametrize("typed", ["", "-1", str(2**63), "1e3", "x", "9" * 6000])
def test_version_must_be_whole(typed):
    assert len(errors(VersionField(), typed)) == 1


@pytest.mark.parametrize("typed", [["x"], ["z", "x"], []])
def test_choice_outside_the_list_is_refused(typed):
    field = forms.MultipleChoiceField(label="Domeinen", choices=[("z", "Zorg")])
    assert errors(field, typed)[0].startswith("Kies")


def test_own_words_of_a_field_stay():
    assert errors(forms.CharField(error_messages={"required": "Noem een reden"}), "") == ["Noem een reden"]


def test_summary_names_every_error_and_hidden_ones_too():
    form = form_of(naam=forms.CharField(), versie=VersionField())({})
    page = render_to_string("zvh/errors.html", error_summary(form))
    assert 'href="#id_naam">Vul naam in' in page
    assert "Laad de pagina opnieuw" in page


def test_field_tells_screen_readers_what_belongs_to_it():
    page = render_crispy_form(wrong_form())
    assert 'aria-describedby="id_aanleiding_helptext id_aanleiding_error"' in page
    assert 'aria-invalid="true"' in page and 'id="id_aanleiding_error"' in page
    assert " required" not in page.replace("aria-required", "")


def test_help_names_its_source():
    assert "Wat zegt het convenant?" in render_crispy_form(ExampleForm())


def test_typed_text_comes_back_literally():
    page = render_crispy_form(OneField({"naam": "\u202e</input><script>"}))
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_title_says_that_there_are_errors():
    def title(form):
        page = render_to_string("base_public.html", {"form": form})
        return page.split("<title>")[1].split("</title>")[0]

    assert title(OneField({"naam": ""})).startswith("Fout: ")
    assert not title(OneField({"naam": "x"})).startswith("Fout: ")


class LateField(Form):
    """A form that knows its fields only when it is made, as with the words of a house."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["later"] = forms.CharField(label="Weging")


def test_field_added_late_is_guarded_and_named():
    assert LateField({"later": ""}).errors["later"] == ["Vul weging in"]
    assert "onzichtbaar" in LateField({"later": "a\x00"}).errors["later"][0]
