from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Bestuur"

    def ready(self) -> None:
        """Deferred work registers itself under its name."""
        from governance.workflow import mail  # noqa: F401
