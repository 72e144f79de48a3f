from django.urls import path

from cases.views import access, casepage, mywork, printing, search, seenas, worklist

urlpatterns = [
    path("", mywork.start, name="start"),
    path("mijn-werk/", mywork.my_work, name="mijn-werk"),
    path("casussen/", worklist.worklist, name="casussen"),
    path("zoeken/", search.search, name="zoeken"),
    path("casussen/<casus:number>/", casepage.case_page, name="casus"),
    path("casussen/<casus:number>/afdrukken/", printing.print_case, name="casus-afdrukken"),
    path("casussen/<casus:number>/toegang/", access.access, name="casus-toegang"),
    path("casussen/<casus:number>/toegang/toewijzen/", access.assign, name="toewijzen"),
    path("casussen/<casus:number>/toegang/bekijk-als/<uuid:delegation>/", seenas.look_as, name="bekijk-als"),
    path("casussen/<casus:number>/toegang/<int:grant>/intrekken/", access.withdraw, name="intrekken"),
]
