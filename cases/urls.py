from django.urls import include, path

urlpatterns = [
    path("", include("cases.routes.casepage")),
    path("", include("cases.routes.worklist")),
    path("", include("cases.routes.kept")),
    path("", include("cases.routes.contribution")),
    path("", include("cases.routes.furtheruse")),
    path("", include("cases.routes.dispute")),
    path("", include("cases.routes.aanmelding")),
    path("", include("cases.routes.candidates")),
    path("", include("cases.routes.triage")),
    path("", include("cases.routes.houseenquiry")),
    path("", include("cases.routes.closing")),
    path("", include("cases.routes.transfer")),
    path("", include("cases.routes.letter")),
    path("", include("cases.routes.attachment")),
    path("", include("cases.routes.meeting")),
    path("", include("cases.routes.breakglass")),
    path("", include("cases.routes.timeline")),
    path("", include("cases.routes.link")),
    path("", include("cases.routes.trend")),
    path("", include("cases.routes.track")),
]
