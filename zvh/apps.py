from django.apps import AppConfig


class ZvhConfig(AppConfig):
    name = "zvh"
    verbose_name = "Zorg- en Veiligheidshuis"
