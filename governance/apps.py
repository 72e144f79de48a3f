from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Bestuur"

    def ready(self) -> None:
        """Deferred work registers itself under its name; what governing asks joins "Mijn werk"."""
        from cases.management.commands.load_demo import ALSO
        from cases.mywork import PROVIDERS
        from cases.views.dispute import BESIDE
        from governance import demo, disputes
        from governance.work import to_do
        from governance.workflow import mail  # noqa: F401

        ALSO.append(demo.load)
        BESIDE.append(disputes.links)
        PROVIDERS.append(to_do)
