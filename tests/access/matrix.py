"""Who gets what: written out by hand from the rules of 03-access, compared with what the application does. Nothing here is computed.

A letter per person. y: shown, or taken up; n: does not exist for this person; >: led elsewhere; x: a method that this page does not know.

House: rosa (procesregisseur), otto (procesondersteuner), mara (manager), zoe (procesregisseur of another house), abel (administrator),
rik (record manager), fatima (FG), petra (privacy adviser).
Delegates of the case of the world: piet (politie; filed it, assigned, casusregisseur, was at the meeting),
olga (OM; assigned, invited, reads what is released),
gea (gemeente; assigned, not invited, supplied a contribution), rens (assigned until yesterday, was asked an enquiry),
gijs (assigned from tomorrow), wil (never assigned).
Others: pam (politie like piet, not assigned), piet for another party, piet for another table, rosa as administrator.
"""

PEOPLE = (
    "rosa", "otto", "mara", "zoe", "abel", "rik", "fatima", "petra",
    "piet", "olga", "gea", "rens", "gijs", "wil",
    "pam", "piet-other", "piet-table", "rosa-admin",
)  # fmt: skip

# Pages without a person: open to everybody, or before a capacity is chosen (zvh/routes.py; tests/parties/test_sign_in.py).
NEEDS_NO_ROLE = {
    "componenten", "demo-inloggen", "gezond", "herstelcodes", "hulp", "inloggen", "klaar", "ontgrendelen", "privacyscherm",
    "privacyverklaring", "profiel", "profiel-app", "profiel-herstelcodes", "profiel-wachtwoord", "profiel-weergave", "rol-kiezen",
    "sessie-beeindigen", "sessie-blijven", "sessie-stand", "sessies", "sessies-andere", "sleutel-gebruiken",
    "sleutel-opdracht", "sleutel-toevoegen", "sleutel-verwijderen", "sleutels", "toegankelijkheid", "tweede-factor",
    "tweede-factor-instellen", "uitloggen", "uitnodiging", "wachtwoord-kiezen", "wachtwoord-vergeten",
    "wachtwoord-vergeten-verstuurd",
}  # fmt: skip

# Every other page, in a case of which the casusoverleg runs. Name, address, GET, POST.
PAGES = """
mensen                         /beheer/mensen/                                                    nnnnynnn nnnnnn nnny  xxxxxxxx xxxxxx xxxx
mens-uitnodigen                /beheer/mensen/uitnodigen/                                         nnnnynnn nnnnnn nnny  nnnnynnn nnnnnn nnny
mens                           /beheer/mensen/{someone}/                                          nnnnynnn nnnnnn nnny  xxxxxxxx xxxxxx xxxx
mens-rol                       /beheer/mensen/{someone}/rol/                                      nnnnynnn nnnnnn nnny  nnnnynnn nnnnnn nnny
mens-rol-wijzigen              /beheer/mensen/{someone}/rol/{capacity}/                           nnnnynnn nnnnnn nnny  nnnn>nnn nnnnnn nnn>
mens-vog                       /beheer/mensen/{someone}/vog/                                      nnnnynnn nnnnnn nnny  nnnnynnn nnnnnn nnny
mens-opnieuw                   /beheer/mensen/{someone}/opnieuw-uitnodigen/                       xxxxxxxx xxxxxx xxxx  nnnn>nnn nnnnnn nnn>
mens-tweede-stap               /beheer/mensen/{someone}/tweede-stap/                              nnnnynnn nnnnnn nnny  nnnn>nnn nnnnnn nnn>
mens-sessies                   /beheer/mensen/{someone}/sessies/                                  nnnnynnn nnnnnn nnny  nnnn>nnn nnnnnn nnn>
mens-sluiten                   /beheer/mensen/{colleague}/sluiten/                                nnnnynnn nnnnnn nnny  nnnn>nnn nnnnnn nnn>
partijen                       /partijen/                                                         yyyyyyyy nnnnnn nnny  xxxxxxxx xxxxxx xxxx
partij                         /partijen/{party}/                                                 yyyyyyyy nnnnnn nnny  xxxxxxxx xxxxxx xxxx
huizen                         /huizen/                                                           yyyyyyyy nnnnnn nnny  xxxxxxxx xxxxxx xxxx
huis                           /huizen/{house}/                                                   yyyyyyyy nnnnnn nnny  xxxxxxxx xxxxxx xxxx
convenant                      /convenanten/{covenant}/                                           yyyyyyyy nnnnnn nnny  xxxxxxxx xxxxxx xxxx
start                          /                                                                  >>>>>>>> >>>>>> >>>>  xxxxxxxx xxxxxx xxxx
mijn-werk                      /mijn-werk/                                                        yyyyyyyy yyyyyy yyyy  xxxxxxxx xxxxxx xxxx
casussen                       /casussen/                                                         yyyynnnn yyyyyy yynn  xxxxxxxx xxxxxx xxxx
casus                          /casussen/{number}/                                                yyynnnnn yyynnn nnnn  xxxxxxxx xxxxxx xxxx
casus-afdrukken                /casussen/{number}/afdrukken/                                      yyynnnnn yyynnn nnnn  yyynnnnn yyynnn nnnn
casus-toegang                  /casussen/{number}/toegang/                                        yyynnnnn yyynnn nnnn  xxxxxxxx xxxxxx xxxx
toewijzen                      /casussen/{number}/toegang/toewijzen/                              yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
intrekken                      /casussen/{number}/toegang/{grant}/intrekken/                      yynnnnnn nnnnnn nnnn  >>nnnnnn nnnnnn nnnn
bijdragen                      /bijdragen/                                                        nnnnnnnn yyyyyy yyyn  xxxxxxxx xxxxxx xxxx
bijdrage-gevraagd              /bijdragen/gevraagd/{asked}/                                       nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
bijdrage-geen                  /bijdragen/gevraagd/{asked}/geen/                                  nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
vrijgave-gevraagd              /bijdragen/vrijgave-gevraagd/{question}/                           nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
bijdrage                       /bijdragen/{shared}/                                               yyynnnnn yynnnn nnnn  yyynnnnn yynnnn nnnn
bijdrage-controle              /bijdragen/{draft}/controle/                                       nnnnnnnn ynnnnn nnnn  nnnnnnnn >nnnnn nnnn
bijdrage-weggooien             /bijdragen/{draft}/weggooien/                                      nnnnnnnn ynnnnn nnnn  nnnnnnnn >nnnnn nnnn
bijdrage-vrijgave              /bijdragen/{shared}/vrijgave/                                      nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
bijdrage-vooraf                /bijdragen/{shared}/vooraf/                                        ynnnnnnn nnnnnn nnnn  ynnnnnnn nnnnnn nnnn
bijdrage-verbeteren            /bijdragen/{shared}/verbeteren/                                    nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
bijdrage-intrekken             /bijdragen/{shared}/intrekken/                                     nnnnnnnn ynnnnn nnnn  nnnnnnnn >nnnnn nnnn
bijdrage-herbeoordeling        /bijdragen/{waiting}/herbeoordeling/                               nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
casus-bijdragen                /casussen/{number}/bijdragen/                                      yyynnnnn yyynnn nnnn  xxxxxxxx xxxxxx xxxx
bijdragen-opvragen             /casussen/{number}/bijdragen/opvragen/                             yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
bijdrage-beginnen              /casussen/{number}/bijdragen/beginnen/                             xxxxxxxx xxxxxx xxxx  nnnnnnnn >>>nnn nnnn
casus-toestemming              /casussen/{number}/toestemming/                                    yyynnnnn yyynnn nnnn  nnnnnnnn yyynnn nnnn
aanmelden                      /casussen/aanmelden/                                               yynynnnn yyyyyy yynn  yynynnnn yyyyyy yynn
aanmelding-concept             /casussen/aanmelden/{concept}/                                     nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
aanmelding-betrokkenen         /casussen/aanmelden/{concept}/betrokkenen/                         nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
aanmelding-betrokkene-nieuw    /casussen/aanmelden/{concept}/betrokkenen/nieuw/                   nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
aanmelding-betrokkene          /casussen/aanmelden/{concept}/betrokkenen/{person}/                nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
aanmelding-betrokkene-weghalen /casussen/aanmelden/{concept}/betrokkenen/{person}/weghalen/       nnnnnnnn ynnnnn nnnn  nnnnnnnn >nnnnn nnnn
aanmelding-criteria            /casussen/aanmelden/{concept}/criteria/                            nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
aanmelding-controle            /casussen/aanmelden/{concept}/controle/                            nnnnnnnn ynnnnn nnnn  nnnnnnnn ynnnnn nnnn
aanmelding-weggooien           /casussen/aanmelden/{concept}/weggooien/                           nnnnnnnn ynnnnn nnnn  nnnnnnnn >nnnnn nnnn
casus-aanmelding               /casussen/{number}/aanmelding/                                     yyynnnnn yyynnn nnnn  nnnnnnnn nnnnnn nnnn
casus-aanmelding-verstuurd     /casussen/{number}/aanmelding/verstuurd/                           >>>nnnnn >>>nnn nnnn  >>>nnnnn >>>nnn nnnn
casus-in-behandeling           /casussen/{number}/aanmelding/in-behandeling/                      nnnnnnnn nnnnnn nnnn  nnnnnnnn nnnnnn nnnn
casus-niet-in-behandeling      /casussen/{number}/aanmelding/niet-in-behandeling/                 nnnnnnnn nnnnnn nnnn  nnnnnnnn nnnnnn nnnn
terugkoppeling                 /terugkoppelingen/{feedback}/                                      nnnnnnnn ynnnnn nnnn  xxxxxxxx xxxxxx xxxx
casus-triage                   /casussen/{number}/triage/                                         yyynnnnn nnnnnn nnnn  xxxxxxxx xxxxxx xxxx
triage-criteria                /casussen/{number}/triage/criteria/                                nnnnnnnn nnnnnn nnnn  nnnnnnnn nnnnnn nnnn
triage-besluit                 /casussen/{number}/triage/besluit/                                 nnnnnnnn nnnnnn nnnn  nnnnnnnn nnnnnn nnnn
triage-bevestigen              /casussen/{number}/triage/besluit/bevestigen/                      nnnnnnnn nnnnnn nnnn  nnnnnnnn nnnnnn nnnn
casus-bekendheid               /casussen/{number}/bekendheid/                                     yyynnnnn nnnnnn nnnn  nnnnnnnn nnnnnn nnnn
casus-inlichten                /casussen/{number}/inlichten/                                      yyynnnnn yyynnn nnnn  xxxxxxxx xxxxxx xxxx
inlichten-vastleggen           /casussen/{number}/inlichten/{subject}/                            yynnnnnn yyynnn nnnn  yynnnnnn yyynnn nnnn
inlichten-later                /casussen/{number}/inlichten/{subject}/later/                      yynnnnnn yyynnn nnnn  yynnnnnn yyynnn nnnn
brievenboek                    /brievenboek/                                                     yyyynnnn nnnnnn nnnn  xxxxxxxx xxxxxx xxxx
casus-brieven                  /casussen/{number}/brieven/                                        yyynnnnn nnnnnn nnnn  xxxxxxxx xxxxxx xxxx
brief-kennisgeving             /casussen/{number}/brieven/aan/{subject}/kennisgeving/             yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
brief-afsluiting               /casussen/{number}/brieven/aan/{subject}/afsluitbrief/             yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
brief                          /casussen/{number}/brieven/{letter}/                               yyynnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
brief-wijzigen                 /casussen/{number}/brieven/{letter}/wijzigen/                      yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
brief-weggooien                /casussen/{number}/brieven/{letter}/weggooien/                     yynnnnnn nnnnnn nnnn  >>nnnnnn nnnnnn nnnn
brief-pdf                      /casussen/{number}/brieven/{letter}/pdf/                           yyynnnnn nnnnnn nnnn  xxxxxxxx xxxxxx xxxx
brief-word                     /casussen/{number}/brieven/{letter}/word/                          yyynnnnn nnnnnn nnnn  xxxxxxxx xxxxxx xxxx
brief-odt                      /casussen/{number}/brieven/{letter}/odt/                           yyynnnnn nnnnnn nnnn  xxxxxxxx xxxxxx xxxx
bekendheidsvragen              /bekendheidsvragen/                                                nnnnnnnn yyyyyy yyyn  xxxxxxxx xxxxxx xxxx
bekendheidsvraag               /bekendheidsvragen/{enquiry}/                                      nnnnnnnn nnynnn nnnn  nnnnnnnn nnynnn nnnn
casus-afschalen                /casussen/{number}/afschalen/                                      yyynnnnn ynnnnn nnnn  xxxxxxxx xxxxxx xxxx
afschalen-besluit              /casussen/{number}/afschalen/besluit/                              yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
afschalen-bevestigen           /casussen/{number}/afschalen/bevestigen/                           ynnnnnnn ynnnnn nnnn  ynnnnnnn ynnnnn nnnn
heropenen                      /casussen/{number}/heropenen/                                      nnnnnnnn nnnnnn nnnn  nnnnnnnn nnnnnn nnnn
overleggen                     /overleggen/                                                       yyyynnnn yyyyyy yyyn  xxxxxxxx xxxxxx xxxx
overleg-nieuw                  /overleggen/nieuw/                                                 yynynnnn nnnnnn nnnn  yynynnnn nnnnnn nnnn
overleg                        /overleggen/{meeting}/                                             yyynnnnn yynnnn nnnn  nnnnnnnn nnnnnn nnnn
vergaderen                     /overleggen/{meeting}/vergaderen/{item}/                           yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
casus-overleg                  /casussen/{number}/overleg/                                        yyynnnnn yyynnn nnnn  xxxxxxxx xxxxxx xxxx
agenderen                      /casussen/{number}/overleg/agenderen/                              yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
uitnodigen                     /casussen/{number}/overleg/{item}/uitnodigen/                      nnnnnnnn nnnnnn nnnn  nnnnnnnn nnnnnn nnnn
casus-plan                     /casussen/{number}/plan/                                           yyynnnnn yyynnn nnnn  xxxxxxxx xxxxxx xxxx
plan-schrijven                 /casussen/{number}/plan/schrijven/                                 yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
plan-vaststellen               /casussen/{number}/plan/vaststellen/                               yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
casusregisseur-kiezen          /casussen/{number}/plan/casusregisseur/                            yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
actie-nieuw                    /casussen/{number}/plan/acties/nieuw/                              yynnnnnn nnnnnn nnnn  yynnnnnn nnnnnn nnnn
acties                         /acties/                                                           yyyynnnn yyyyyy yyyn  xxxxxxxx xxxxxx xxxx
actie-melden                   /acties/{action}/                                                  yynnnnnn nnynnn nnnn  yynnnnnn nnynnn nnnn
noodtoegang                    /noodtoegang/                                                      nnynnnnn nnnnnn nnnn  nnynnnnn nnnnnn nnnn
noodtoegang-sluiten            /noodtoegang/{glass}/sluiten/                                      xxxxxxxx xxxxxx xxxx  nn>nnnnn nnnnnn nnnn
noodtoegang-register           /noodtoegang/register/                                             nnynnnyy nnnnnn nnnn  xxxxxxxx xxxxxx xxxx
noodtoegang-beoordelen         /noodtoegang/register/{glass}/                                     nnynnnyy nnnnnn nnnn  nnnnnnyn nnnnnn nnnn
noodtoegang-melding            /noodtoegang/meldingen/{told}/                                     nnnnnnnn ynnnnn nnnn  xxxxxxxx xxxxxx xxxx
bewaard                        /bewaard/                                                         >>>>>>>> y>>>>> >>>>  xxxxxxxx xxxxxx xxxx
bewaard-weggooien              /bewaard/{text}/weggooien/                                        xxxxxxxx xxxxxx xxxx  nnnnnnnn >nnnnn nnnn
vernietiging                   /vernietiging/                                                    nnynnyyy nnnnnn nnnn  xxxxxxxx xxxxxx xxxx
vernietiging-vrijgeven         /vernietiging/{listing}/vrijgeven/                                nnnnnynn nnnnnn nnnn  nnnnn>nn nnnnnn nnnn
logboek                        /privacy/logboek/                                                  nnnnnnyy nnnnnn nnnn  nnnnnnyy nnnnnn nnnn
logboek-casus                  /privacy/logboek/casussen/{number}/                                nnnnnnyy nnnnnn nnnn  xxxxxxxx xxxxxx xxxx
"""

# The pages of a case by its phase: GET. What is not named here does not exist for anybody in that phase.
PHASES = {
    "filed": """
casus                          yyynnnnn >nnnnn nnnn
casus-afdrukken                yyynnnnn nnnnnn nnnn
casus-toegang                  yyynnnnn nnnnnn nnnn
toewijzen                      yynnnnnn nnnnnn nnnn
casus-bijdragen                yyynnnnn nnnnnn nnnn
bijdragen-opvragen             yynnnnnn nnnnnn nnnn
casus-toestemming              yyynnnnn nnnnnn nnnn
casus-aanmelding               yyynnnnn ynnnnn nnnn
casus-aanmelding-verstuurd     yyynnnnn ynnnnn nnnn
casus-in-behandeling           ynnnnnnn nnnnnn nnnn
casus-niet-in-behandeling      ynnnnnnn nnnnnn nnnn
casus-triage                   yyynnnnn nnnnnn nnnn
casus-bekendheid               yyynnnnn nnnnnn nnnn
casus-inlichten                yyynnnnn nnnnnn nnnn
casus-brieven                  yyynnnnn nnnnnn nnnn
brief-kennisgeving             yynnnnnn nnnnnn nnnn
inlichten-vastleggen           yynnnnnn nnnnnn nnnn
inlichten-later                yynnnnnn nnnnnn nnnn
casus-overleg                  yyynnnnn nnnnnn nnnn
casus-plan                     yyynnnnn nnnnnn nnnn
logboek-casus                  nnnnnnyy nnnnnn nnnn
""",
    "triage": """
casus                          yyynnnnn nynnnn nnnn
casus-afdrukken                yyynnnnn nynnnn nnnn
casus-toegang                  yyynnnnn nynnnn nnnn
toewijzen                      yynnnnnn nnnnnn nnnn
casus-bijdragen                yyynnnnn nynnnn nnnn
bijdragen-opvragen             yynnnnnn nnnnnn nnnn
casus-toestemming              yyynnnnn nynnnn nnnn
casus-aanmelding               yyynnnnn nynnnn nnnn
casus-aanmelding-verstuurd     >>>nnnnn n>nnnn nnnn
casus-triage                   yyynnnnn nnnnnn nnnn
triage-criteria                yynnnnnn nnnnnn nnnn
triage-besluit                 yynnnnnn nnnnnn nnnn
triage-bevestigen              >nnnnnnn nnnnnn nnnn
casus-bekendheid               yyynnnnn nnnnnn nnnn
casus-inlichten                yyynnnnn nynnnn nnnn
casus-brieven                  yyynnnnn nnnnnn nnnn
brief-kennisgeving             yynnnnnn nnnnnn nnnn
inlichten-vastleggen           yynnnnnn nynnnn nnnn
inlichten-later                yynnnnnn nynnnn nnnn
casus-overleg                  yyynnnnn nynnnn nnnn
casus-plan                     yyynnnnn nynnnn nnnn
logboek-casus                  nnnnnnyy nnnnnn nnnn
""",
    "closed": """
casus                          yyynnnnn ynnnnn nnnn
casus-afdrukken                yyynnnnn ynnnnn nnnn
casus-toegang                  yyynnnnn ynnnnn nnnn
bijdrage                       yyynnnnn ynnnnn nnnn
casus-bijdragen                yyynnnnn ynnnnn nnnn
casus-toestemming              yyynnnnn ynnnnn nnnn
casus-aanmelding               yyynnnnn ynnnnn nnnn
casus-aanmelding-verstuurd     >>>nnnnn >nnnnn nnnn
casus-triage                   yyynnnnn nnnnnn nnnn
casus-bekendheid               yyynnnnn nnnnnn nnnn
casus-inlichten                yyynnnnn ynnnnn nnnn
casus-brieven                  yyynnnnn nnnnnn nnnn
brief-afsluiting               yynnnnnn nnnnnn nnnn
brief                          yyynnnnn nnnnnn nnnn
brief-pdf                      yyynnnnn nnnnnn nnnn
brief-word                     yyynnnnn nnnnnn nnnn
brief-odt                      yyynnnnn nnnnnn nnnn
casus-afschalen                yyynnnnn ynnnnn nnnn
heropenen                      ynnnnnnn nnnnnn nnnn
overleg                        yyynnnnn ynnnnn nnnn
casus-overleg                  yyynnnnn ynnnnn nnnn
casus-plan                     yyynnnnn ynnnnn nnnn
logboek-casus                  nnnnnnyy nnnnnn nnnn
""",
}

# Tables as the role of the web, by plain SQL: r(ead) c(reate in the own name) u(pdate) d(elete) of some row.
# What is not named is "-" for all.
TABLES = """
cases_aanmelding               rcu  rcu  r    -    -    -    -    -    rcud r    r    -    -    -    -    -    -    -
cases_action                   rcu  rcu  r    -    -    -    -    -    r    r    ru   -    -    -    -    -    -    -
cases_agendaitem               rcu  rcu  r    -    -    -    -    -    r    r    -    -    -    -    -    -    -    -
cases_assessment               rc   rc   r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -
cases_attendance               rcud rcud r    -    -    -    -    -    r    r    -    -    -    -    -    -    -    -
cases_breakglass               r    r    r    -    -    -    r    r    r    r    r    -    -    -    -    -    -    -
cases_breakglassnotice         r    -    r    -    -    -    r    r    r    -    -    -    -    -    -    -    -    -
cases_breakglassreason         -    -    rc   -    -    -    r    r    -    -    -    -    -    -    -    -    -    -
cases_breakglassverdict        -    -    r    -    -    -    rc   r    -    -    -    -    -    -    -    -    -    -
cases_case                     ru   ru   r    -    -    -    -    -    rcud r    r    -    -    -    -    -    -    -
cases_casegrant                rcud rcud r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -
cases_closing                  rcu  rcu  r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -
cases_closingconfirmation      rc   rc   r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -
cases_consent                  r    r    r    -    -    -    -    -    -    -    rc   -    -    -    -    -    -    -
cases_consultation             r    r    r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -
cases_contribution             r    r    r    -    -    -    -    -    rcud r    rcu  -    -    -    -    -    -    -
cases_contributionrelease      rcd  rcd  r    -    -    -    -    -    rcd  r    rcd  -    -    -    -    -    -    -
cases_contributionrequest      rcu  rcu  r    -    -    -    -    -    r    -    r    -    -    -    -    -    -    -
cases_contributionversion      r    r    r    -    -    -    -    -    -    -    rcd  -    -    -    -    -    -    -
cases_criterionjudgement       rcu  rcu  r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_criterionmark            rcu  rcu  r    -    -    -    -    -    rcud r    r    -    -    -    -    -    -    -
cases_disclosure               rc   rc   rc   -    -    -    r    r    -    -    -    -    -    -    -    -    -    -
cases_domainscore              rcu  rcu  r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -
cases_enquiry                  rcu  rcu  r    -    -    -    -    -    -    -    r    r    -    -    -    -    -    -
cases_enquiryanswer            r    r    r    -    -    -    -    -    -    -    r    -    -    -    -    -    -    -
cases_feedback                 rc   c    -    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -
cases_granthistory             r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_invitation               rcud rcud r    -    -    -    -    -    ru   ru   -    -    -    -    -    -    -    -
cases_keptdraft                -    -    -    -    -    -    -    -    rcd  -    -    -    -    -    -    -    -    -
cases_knownmatch               r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_letter                   rcud rcud r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_meeting                  rcu  rcu  r    -    -    -    -    -    r    r    -    -    -    -    -    -    -    -
cases_minutes                  rcu  rcu  r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -
cases_nonotice                 rc   rc   r    -    -    -    -    -    -    rc   -    -    -    -    -    -    -    -
cases_notice                   rc   rc   r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -
cases_phasetransition          rc   rc   r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -
cases_plan                     rcu  rcu  r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -
cases_reassessment             rc   rc   r    -    -    -    -    -    ru   -    -    -    -    -    -    -    -    -
cases_releaserequest           rc   rc   r    -    -    -    -    -    ru   -    -    -    -    -    -    -    -    -
cases_reopening                rc   rc   r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -
cases_retentionwarning         r    r    r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -
cases_subject                  rcu  rcu  r    -    -    -    -    -    rcud r    r    -    -    -    -    -    -    -
cases_tableopening             rc   rc   r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -
cases_triage                   rcu  rcu  r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_triageparty              rcud rcud r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
privacy_accesslogline          c    c    c    c    c    c    rc   rc   c    c    c    c    c    c    c    c    c    c
privacy_auditentry             c    c    c    c    c    c    c    c    c    c    c    c    c    c    c    c    c    c
privacy_destructionlisting     -    -    r    -    -    r    r    r    -    -    -    -    -    -    -    -    -    -
privacy_destructionrecord      -    -    r    -    -    r    r    r    -    -    -    -    -    -    -    -    -    -
privacy_keyincident            -    -    r    -    -    r    r    r    -    -    -    -    -    -    -    -    -    -
zvh_jobs                       rcu  c    c    c    c    c    c    c    rcu  c    rcu  c    c    c    c    c    c    c
"""
