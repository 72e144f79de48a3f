from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Bestuur"

    def ready(self) -> None:
        """Deferred work registers itself under its name; what governing asks joins "Mijn werk"."""
        from cases.mywork import PROVIDERS
        from governance.work import to_do
        from governance.workflow import mail  # noqa: F401

        PROVIDERS.append(to_do)
