"""Forms of a registration that was filed: the consultation and the first assessment."""

from crispy_forms.layout import Fieldset, Layout

from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField


class ConsultForm(Form):
    """A question or an answer about the registration (conv. 12.2 a)."""

    text = LongTextField(label="Uw bericht", rows=4, max_length=5000)

    layout = Layout(Fieldset("Een bericht plaatsen", "text"))


class AcceptForm(Form):
    """First assessment "ja"."""

    explanation = LongTextField(
        label="Toelichting", required=False, rows=4, help_text="Bijvoorbeeld waarom het huis hier kan helpen."
    )

    layout = Layout(Fieldset("Uw toelichting", "explanation"))


class RejectForm(Form):
    """First assessment "nee"."""

    feedback = LongTextField(
        label="Terugkoppeling aan de melder", rows=6, max_length=5000,
        help_text="Leg uit waarom het huis de casus niet behandelt en wat de melder kan doen. Noem geen namen.",
    )  # fmt: skip

    articles = {
        "feedback": Article(
            "Wie leest dit?",
            "Alleen wie de aanmelding deed. De e-mail zegt dat er iets te lezen is en bevat geen persoonsgegevens.",
        ),
    }
    layout = Layout(Fieldset("Uw antwoord", "feedback"))
