from django.urls import path

from parties.views import capacity, demo, password, people, profile, second_factor, sign_in

urlpatterns = [
    path("inloggen/", sign_in.password_page, name="inloggen"),
    path("inloggen/demo/", demo.sign_in_as, name="demo-inloggen"),
    path("uitloggen/", sign_in.leave, name="uitloggen"),
    path("tweede-factor/", sign_in.code_page, name="tweede-factor"),
    path("tweede-factor/instellen/", second_factor.set_up, name="tweede-factor-instellen"),
    path("herstelcodes/", second_factor.recovery_codes, name="herstelcodes"),
    path("wachtwoord-vergeten/", password.forgotten, name="wachtwoord-vergeten"),
    path("wachtwoord-vergeten/verstuurd/", password.forgotten_sent, name="wachtwoord-vergeten-verstuurd"),
    path("wachtwoord-kiezen/<str:token>/", password.reset, name="wachtwoord-kiezen"),
    path("uitnodiging/<str:token>/", password.accept_invitation, name="uitnodiging"),
    path("rol-kiezen/", capacity.choose, name="rol-kiezen"),
    path("profiel/", profile.profile, name="profiel"),
    path("profiel/weergave/", profile.appearance, name="profiel-weergave"),
    path("profiel/wachtwoord/", profile.change_password, name="profiel-wachtwoord"),
    path("profiel/herstelcodes/", second_factor.new_recovery_codes, name="profiel-herstelcodes"),
    path("profiel/app/", second_factor.another_app, name="profiel-app"),
    path("beheer/mensen/", people.people_list, name="mensen"),
    path("beheer/mensen/uitnodigen/", people.invite, name="mens-uitnodigen"),
    path("beheer/mensen/<int:person_id>/", people.person, name="mens"),
    path("beheer/mensen/<int:person_id>/rol/", people.give, name="mens-rol"),
    path("beheer/mensen/<int:person_id>/rol/<uuid:capacity_id>/", people.change, name="mens-rol-wijzigen"),
    path("beheer/mensen/<int:person_id>/vog/", people.vetting, name="mens-vog"),
    path("beheer/mensen/<int:person_id>/opnieuw-uitnodigen/", people.invite_again, name="mens-opnieuw"),
    path("beheer/mensen/<int:person_id>/tweede-stap/", people.reset_factor, name="mens-tweede-stap"),
    path("beheer/mensen/<int:person_id>/sluiten/", people.deactivate, name="mens-sluiten"),
]
