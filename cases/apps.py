from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Casussen"

    def ready(self) -> None:
        """Deferred work registers itself under its name; ids of rights are looked up anew after a migration."""
        from cases.visibility import permission_id
        from cases.workflow import (  # noqa: F401
            breakglass_notice,
            digest,
            enquiry_mail,
            invitation_mail,
            known_persons,
            letters,
            mail,
        )

        post_migrate.connect(lambda **given: permission_id.cache_clear(), sender=self, weak=False)
