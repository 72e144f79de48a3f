from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Casussen"

    def ready(self) -> None:
        """Deferred work registers itself under its name."""
        from cases.workflow import (  # noqa: F401
            enquiry_mail,
            invitation_mail,
            known_persons,
            letters,
            mail,
            statistics,
        )
