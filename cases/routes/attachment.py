from django.urls import path

from cases.views import attachment

OF_CASE = "casussen/<casus:number>/documenten/"

urlpatterns = [
    path(OF_CASE, attachment.of_case, name="casus-documenten"),
    path(f"{OF_CASE}toevoegen/", attachment.add, name="document-toevoegen"),
    path(f"{OF_CASE}<uuid:pk>/", attachment.download, name="document"),
    path(f"{OF_CASE}<uuid:pk>/verwijderen/", attachment.remove, name="document-verwijderen"),
    path("bijdragen/<uuid:pk>/bijlagen/", attachment.of_contribution, name="bijdrage-bijlagen"),
]
