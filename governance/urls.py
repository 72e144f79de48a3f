from django.urls import include, path

urlpatterns = [
    path("", include("governance.routes.body")),
    path("", include("governance.routes.meeting")),
    path("", include("governance.routes.decision")),
    path("", include("governance.routes.paper")),
    path("", include("governance.routes.budget")),
]
