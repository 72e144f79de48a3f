from django.apps import AppConfig


class ZvhConfig(AppConfig):
    name = "zvh"
    verbose_name = "Zorg- en Veiligheidshuis"

    def ready(self) -> None:
        """Web processes publish to the queue of this house too, not to Celery's default."""
        from zvh import celery  # noqa: F401
