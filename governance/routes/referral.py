from django.urls import path

from governance.views import referral

urlpatterns = [
    path("geschillen/<uuid:pk>/voorleggen/", referral.new, name="geschil-voorleggen"),
    path("bestuur/voorgelegd/<uuid:pk>/", referral.referral, name="voorgelegd-geschil"),
]
