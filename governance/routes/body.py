from django.urls import path

from governance.views import body

urlpatterns = [
    path("bestuur/", body.bodies, name="bestuur"),
    path("bestuur/organen/<int:pk>/", body.body, name="orgaan"),
    path("bestuur/organen/<int:pk>/zetels/<int:seat>/", body.fill, name="zetel-bezetten"),
    path("bestuur/zetels/<uuid:pk>/beeindigen/", body.empty, name="zetel-beeindigen"),
]
