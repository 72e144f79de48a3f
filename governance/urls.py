from django.urls import include, path

urlpatterns = [
    path("", include("governance.routes.body")),
    path("", include("governance.routes.meeting")),
    path("", include("governance.routes.decision")),
    path("", include("governance.routes.accession")),
    path("", include("governance.routes.departure")),
    path("", include("governance.routes.referral")),
    path("", include("governance.routes.life")),  # before: "afspraken" is no house
    path("", include("governance.routes.duty")),
    path("", include("governance.routes.paper")),
    path("", include("governance.routes.budget")),
    path("", include("governance.routes.figure")),
]
