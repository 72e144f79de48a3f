from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "parties"
    verbose_name = "Partijen en huizen"

    def ready(self) -> None:
        """Deferred work registers itself under its name."""
        from parties.workflow import mail  # noqa: F401
