"""The queue: `people` works in the web role for somebody, `system` in the job role for nobody (00, item 10)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zvh.settings")
app = Celery("zvh")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
