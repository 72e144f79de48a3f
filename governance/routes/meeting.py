from django.urls import path

from governance.views import enclosure, held, meeting, rescheduling, visitor

urlpatterns = [
    path("bestuur/organen/<int:pk>/vergaderingen/nieuw/", meeting.new, name="vergadering-nieuw"),
    path("bestuur/organen/<int:pk>/verzoek/", meeting.ask, name="vergadering-vragen"),
    path("bestuur/organen/<int:pk>/inbreng/", meeting.hand_in, name="punt-inbrengen"),
    path("bestuur/vergaderingen/<uuid:pk>/", meeting.meeting, name="vergadering"),
    path("bestuur/vergaderingen/<uuid:pk>/wijzigen/", rescheduling.move, name="vergadering-wijzigen"),
    path("bestuur/vergaderingen/<uuid:pk>/afgelasten/", rescheduling.call_off, name="vergadering-afgelasten"),
    path("bestuur/vergaderingen/<uuid:pk>/houden/", held.hold, name="vergadering-houden"),
    path("bestuur/inbreng/<uuid:pk>/", held.written, name="schriftelijke-inbreng"),
    path("bestuur/vergaderingen/<uuid:pk>/gasten/", visitor.invite, name="vergadering-gast"),
    path("bestuur/gasten/<uuid:pk>/intrekken/", visitor.withdraw, name="gast-intrekken"),
    path("bestuur/punten/<uuid:pk>/stukken/", enclosure.to_point, name="punt-stukken"),
    path("bestuur/bijlagen/<uuid:pk>/", enclosure.opened, name="bijlage"),
    path("bestuur/bijlagen/<uuid:pk>/verwijderen/", enclosure.remove, name="bijlage-verwijderen"),
]
