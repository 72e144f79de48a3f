from django.urls import path

from cases.views import kept

urlpatterns = [
    path("privacyscherm/", kept.hide_screen, name="privacyscherm"),
    path("bewaard/", kept.offered, name="bewaard"),
    path("bewaard/<uuid:pk>/weggooien/", kept.discard, name="bewaard-weggooien"),
]
