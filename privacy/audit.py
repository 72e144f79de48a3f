"""Which models django-auditlog watches, and what it may never write down."""

from auditlog.registry import auditlog
from django.apps import apps
from django.db.models import BinaryField, Model

from zvh.fields import SealedTextField

WATCHED_APPS = ("parties", "cases", "governance", "privacy")
NOT_WATCHED = {
    "parties.registerchange": "a history itself, only ever added to",
    "parties.session": "sessions are logged as sign-ins",
    "privacy.accesslogline": "the access log is its own record",
    "privacy.auditentry": "the audit log is its own record",
    "privacy.logbatch": "seals the access log, and is sealed itself",
    "privacy.logseal": "the same, with its batch",
    "privacy.logcopy": "the same, with its batch",
    "privacy.logcheck": "a history itself, only ever added to",
    "privacy.registerversion": "a history itself, only ever added to",
    "cases.attachmentfile": "that there is a file stands with its attachment; what is in it stands in no log",
    "governance.signedcopyfile": "the same, with its signed copy",
    "governance.enclosurefile": "the same, with its point or version",
    "cases.granthistory": "a history itself, written by a trigger",
    "cases.statisticsfact": "written by triggers, about nobody",
    "cases.figurecell": "added up by the nightly run, about nobody",
    "cases.contributionrelease": "given and withdrawn only, and both stand in the history of grants",
}
PERSONAL = {
    "parties.user": ["email", "name"],
    "cases.subject": ["age_band", "gemeente"],
    "governance.holder": ["contact_name", "contact_mail"],
    "governance.visitor": ["name", "mail"],
}
NEVER = {
    "parties.user": ["password", "last_login"],
    "governance.export": ["counted"],  # the file itself, gone after a day
    "governance.reportfigures": ["content"],  # a whole report; that it was taken up anew stands in the access log
}


def mask(value: str) -> str:
    """What stands in the log for the value of a personal field: always the same."""
    return "•••"


def watch_all() -> None:
    """Register every model of the house; called once, when all apps are loaded."""
    for label in WATCHED_APPS:
        for model in apps.get_app_config(label).get_models():
            if model._meta.label_lower not in NOT_WATCHED:
                _watch(model)


def _watch(model: type[Model]) -> None:
    name = model._meta.label_lower
    fields = model._meta.concrete_fields
    sealed = [f.name for f in fields if isinstance(f, SealedTextField)]
    binary = [f.name for f in fields if isinstance(f, BinaryField)]
    auditlog.register(
        model,
        mask_fields=sealed + PERSONAL.get(name, []),
        exclude_fields=binary + NEVER.get(name, []),
    )
