"""Addresses with faults that no page of ours may have; beside the real ones, for test_guards.py."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cases.models import Aanmelding, Case
from cases.policy import require
from parties.models import User
from privacy import accesslog
from privacy.models import AccessLogLine
from zvh import urls
from zvh.http import Request

handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500


def by_model(request: Request) -> None:
    User.objects.filter(pk=request.user.pk).update(name="Veranderd")


def by_sql(request: Request) -> None:
    _run("update parties_user set name = 'Veranderd' where id = %s", request.user.pk)


def in_with(request: Request) -> None:
    _run(
        "with changed as (update parties_user set name = 'Veranderd' where id = %s returning 1) select * from changed",
        request.user.pk,
    )


def by_function(request: Request) -> None:
    _run("select pg_temp.change_name(%s)", request.user.pk)


def straight_into_log(request: Request) -> None:
    AccessLogLine.objects.bulk_create([AccessLogLine(event_kind="list", action="R", actor_id=request.user.pk)])


def _run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


WAYS = {way.__name__: way for way in (by_model, by_sql, in_with, by_function, straight_into_log)}


def write(request: Request, way: str) -> HttpResponse:
    WAYS[way](request)
    accesslog.nothing_shown()
    return HttpResponse("geschreven")


def show(request: Request, number: str, how: str) -> HttpResponse:
    """The registration of a case, shown as `how` says."""
    case = Case.objects.visible_to(request.actor).get(number=number)
    problem = Aanmelding.objects.get(case=case).problem
    if how == "met-regel":
        accesslog.read(case, rule="fout")
    if how == "onbekende-handeling":
        accesslog.read(case, rule="fout")
        require(request.actor, "zomaar_inzien", case)
    if how == "beleid-breekt":
        accesslog.read(case, rule="fout")
        case.house_id = 0  # a rule that can not be worked out
        require(request.actor, "send_enquiries", case)
    return HttpResponse(problem)


def lost(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(f"onverwacht: {request.GET.get('naam')}")


urlpatterns = [
    path("fout/schrijf/<str:way>/", write, name="fout-schrijf"),
    path("fout/toon/<casus:number>/<str:how>/", show, name="fout-toon"),
    path("fout/", lost, name="fout"),
    *urls.urlpatterns,
]
