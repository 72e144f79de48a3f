from django.urls import include, path

urlpatterns = [
    path("", include("cases.routes.casepage")),
    path("", include("cases.routes.worklist")),
    path("", include("cases.routes.kept")),
    path("", include("cases.routes.contribution")),
    path("", include("cases.routes.aanmelding")),
    path("", include("cases.routes.candidates")),
    path("", include("cases.routes.triage")),
    path("", include("cases.routes.houseenquiry")),
    path("", include("cases.routes.closing")),
    path("", include("cases.routes.letter")),
    path("", include("cases.routes.meeting")),
    path("", include("cases.routes.breakglass")),
]
