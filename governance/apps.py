from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Bestuur"

    def ready(self) -> None:
        """Deferred work registers itself under its name; what governing asks joins "Mijn werk"."""
        from cases.management.commands.load_demo import ALSO
        from cases.mywork import PROVIDERS
        from governance import demo
        from governance.work import to_do
        from governance.workflow import mail, papermail  # noqa: F401

        ALSO.append(demo.load)
        PROVIDERS.append(to_do)
