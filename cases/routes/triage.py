from django.urls import path

from cases.views import enquiry, notice, support, triage, triagetable

urlpatterns = [
    path("casussen/<casus:number>/triage/", triage.triage, name="casus-triage"),
    path("casussen/<casus:number>/triage/criteria/", triage.criteria, name="triage-criteria"),
    path("casussen/<casus:number>/triage/besluit/", triage.decision, name="triage-besluit"),
    path("casussen/<casus:number>/triage/besluit/bevestigen/", triage.confirm, name="triage-bevestigen"),
    path("casussen/triage/", triagetable.table, name="triagetafel"),
    path("casussen/<casus:number>/ondersteuning/", support.support, name="casus-ondersteuning"),
    path("casussen/<casus:number>/bekendheid/", enquiry.of_case, name="casus-bekendheid"),
    path("casussen/<casus:number>/inlichten/", notice.overview, name="casus-inlichten"),
    path("casussen/<casus:number>/inlichten/<uuid:subject>/", notice.informed, name="inlichten-vastleggen"),
    path("casussen/<casus:number>/inlichten/<uuid:subject>/later/", notice.not_yet, name="inlichten-later"),
    path("bekendheidsvragen/", enquiry.asked, name="bekendheidsvragen"),
    path("bekendheidsvragen/<uuid:pk>/", enquiry.question, name="bekendheidsvraag"),
]
