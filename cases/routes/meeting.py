from django.urls import path

from cases.views import (
    action,
    agenda,
    batchagenda,
    consentagenda,
    documents,
    guest,
    intervention,
    meeting,
    meetingmode,
    plan,
    rescheduling,
    rollcall,
    room,
)
from zvh.documents import Format

MINUTES = "casussen/<casus:number>/overleg/<uuid:item>/verslag/"

urlpatterns = [
    path("overleggen/", meeting.meetings, name="overleggen"),
    path("overleggen/nieuw/", meeting.new, name="overleg-nieuw"),
    path("overleggen/agenderen/", batchagenda.together, name="samen-agenderen"),
    path("overleggen/<uuid:pk>/", meeting.meeting, name="overleg"),
    path("overleggen/<uuid:pk>/vergaderen/<uuid:item>/", meetingmode.table, name="vergaderen"),
    path("overleggen/<uuid:pk>/aanwezig/", rollcall.roll_call, name="aanwezig"),
    path("overleggen/<uuid:pk>/hamerstukken/", consentagenda.consent_agenda, name="hamerstukken"),
    path("overleggen/<uuid:pk>/zaal/", room.room, name="zaal"),
    path("overleggen/<uuid:pk>/wijzigen/", rescheduling.move, name="overleg-wijzigen"),
    path("overleggen/<uuid:pk>/afgelasten/", rescheduling.cancel, name="overleg-afgelasten"),
    path("casussen/<casus:number>/overleg/", agenda.of_case, name="casus-overleg"),
    path("casussen/<casus:number>/overleg/agenderen/", agenda.put, name="agenderen"),
    path("casussen/<casus:number>/overleg/<uuid:item>/uitnodigen/", agenda.invite_for, name="uitnodigen"),
    path("casussen/<casus:number>/overleg/<uuid:item>/zonder-account/", guest.guests, name="zonder-account"),
    path(f"{MINUTES}pdf/", documents.minutes, {"form": Format.PDF}, name="verslag-pdf"),
    path(f"{MINUTES}word/", documents.minutes, {"form": Format.DOCX}, name="verslag-word"),
    path(f"{MINUTES}odt/", documents.minutes, {"form": Format.ODT}, name="verslag-odt"),
    path("casussen/<casus:number>/plan/pdf/", documents.plan, {"form": Format.PDF}, name="plan-pdf"),
    path("casussen/<casus:number>/plan/word/", documents.plan, {"form": Format.DOCX}, name="plan-word"),
    path("casussen/<casus:number>/plan/odt/", documents.plan, {"form": Format.ODT}, name="plan-odt"),
    path("casussen/<casus:number>/plan/", plan.plan, name="casus-plan"),
    path("casussen/<casus:number>/plan/schrijven/", plan.write, name="plan-schrijven"),
    path("casussen/<casus:number>/plan/vaststellen/", plan.adopt, name="plan-vaststellen"),
    path("casussen/<casus:number>/plan/casusregisseur/", plan.casusregisseur, name="casusregisseur-kiezen"),
    path("casussen/<casus:number>/plan/acties/nieuw/", action.new, name="actie-nieuw"),
    path("casussen/<casus:number>/plan/interventies/nieuw/", intervention.new, name="interventie-nieuw"),
    path("interventies/<uuid:pk>/", intervention.intervention, name="interventie"),
    path("interventies/<uuid:pk>/wijzigen/", intervention.change, name="interventie-wijzigen"),
    path("interventies/<uuid:pk>/stand/", intervention.end, name="interventie-stand"),
    path("acties/", action.mine, name="acties"),
    path("acties/<uuid:pk>/", action.report, name="actie-melden"),
]
