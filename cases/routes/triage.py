from django.urls import path

from cases.views import enquiry, notice, triage

urlpatterns = [
    path("casussen/<str:number>/triage/", triage.triage, name="casus-triage"),
    path("casussen/<str:number>/triage/criteria/", triage.criteria, name="triage-criteria"),
    path("casussen/<str:number>/triage/besluit/", triage.decision, name="triage-besluit"),
    path("casussen/<str:number>/triage/besluit/bevestigen/", triage.confirm, name="triage-bevestigen"),
    path("casussen/<str:number>/bekendheid/", enquiry.of_case, name="casus-bekendheid"),
    path("casussen/<str:number>/inlichten/", notice.overview, name="casus-inlichten"),
    path("casussen/<str:number>/inlichten/<uuid:subject>/", notice.informed, name="inlichten-vastleggen"),
    path("casussen/<str:number>/inlichten/<uuid:subject>/later/", notice.not_yet, name="inlichten-later"),
    path("bekendheidsvragen/", enquiry.asked, name="bekendheidsvragen"),
    path("bekendheidsvragen/<uuid:pk>/", enquiry.question, name="bekendheidsvraag"),
]
