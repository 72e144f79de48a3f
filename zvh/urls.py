from django.urls import include, path

from zvh import pages

urlpatterns = [
    path("gezond/", pages.healthy, name="gezond"),
    path("klaar/", pages.is_ready, name="klaar"),
    path("hulp/", pages.help_page, name="hulp"),
    path("toegankelijkheid/", pages.accessibility, name="toegankelijkheid"),
    path("componenten/", pages.gallery, name="componenten"),
    path("", include("governance.urls")),  # before those of parties: /partijen/toetreding/ is not the name of a party
    path("", include("parties.urls")),
    path("", include("cases.urls")),
    path("", include("privacy.urls")),
]

handler400 = pages.bad_request
handler404 = pages.not_found
handler500 = pages.server_error
