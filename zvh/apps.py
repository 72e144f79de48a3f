from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ZvhConfig(AppConfig):
    name = "zvh"
    verbose_name = "Zorg- en Veiligheidshuis"

    def ready(self) -> None:
        """Web processes publish to the queue of this house too, not to Celery's default."""
        from zvh import celery, statements  # noqa: F401

        connection_created.connect(statements.keep, dispatch_uid="statements")
