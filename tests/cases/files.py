"""Documents in the cases of the tests, added through the workflow."""

from cases.models import Attachment, Case, Contribution
from cases.workflow.attachment import About, add_to_case, add_to_contribution
from parties.models import AttachmentKind
from tests.cast import Person
from tests.files import made
from zvh.actor import acting_as
from zvh.filetypes import Format, Sent
from zvh.sealing import open_keyring

CONTENT = made.pdf("Kanarie")


def sent(name: str = "brief.pdf", content: bytes = CONTENT, form: Format = Format.PDF) -> Sent:
    return Sent(name, form, content)


def about(code: str = "brief", description: str = "") -> About:
    return About(AttachmentKind.objects.get(code=code), description)


def sent_along(by: Person, contribution: Contribution, name: str = "brief.pdf", content: bytes = CONTENT) -> Attachment:
    with open_keyring(), acting_as(by.pk) as actor:
        add_to_contribution(contribution, [sent(name, content)], about(), by=actor)
    return _newest(contribution=contribution)


def of_house(by: Person, case: Case, name: str = "brief.pdf", content: bytes = CONTENT) -> Attachment:
    with open_keyring(), acting_as(by.pk) as actor:
        add_to_case(case, [sent(name, content)], about(), by=actor)
    return _newest(case=case, contribution=None)


def _newest(**about: object) -> Attachment:
    return Attachment.objects.filter(**about).latest("at")
