from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "parties"
    verbose_name = "Partijen en huizen"
    default_auto_field = "django.db.models.BigAutoField"
