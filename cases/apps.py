from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Casussen"

    def ready(self) -> None:
        """Deferred work registers itself under its name."""
        from cases.workflow import known_persons, mail  # noqa: F401
