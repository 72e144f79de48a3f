"""Who gets what: written out by hand from the rules of 03-access, compared with what the application does. Nothing here is computed.

A letter per person. y: shown, or taken up; n: does not exist for this person; >: led elsewhere; x: a method that this page does not know.

House: rosa (procesregisseur), otto (procesondersteuner), mara (manager), zoe (procesregisseur of another house), abel (administrator),
rik (record manager), fatima (FG), petra (privacy adviser).
Delegates of the case of the world: piet (politie; filed it, assigned, casusregisseur, was at the meeting),
olga (OM; assigned, invited, reads what is released),
gea (gemeente; assigned, not invited, supplied a contribution), rens (assigned until yesterday, was asked an enquiry),
gijs (assigned from tomorrow), wil (never assigned).
Others: pam (politie like piet, not assigned), piet for another party, piet for another table, rosa as administrator,
mona (manager, like mara, but not named for the approach of this case).
"""

PEOPLE = (
    "rosa", "otto", "mara", "zoe", "abel", "rik", "fatima", "petra",
    "piet", "olga", "gea", "rens", "gijs", "wil",
    "pam", "piet-other", "piet-table", "rosa-admin", "mona",
)  # fmt: skip

# Pages without a person: open to everybody, or before a capacity is chosen (zvh/routes.py; tests/parties/test_sign_in.py).
NEEDS_NO_ROLE = {
    "componenten", "demo-inloggen", "gezond", "herstelcodes", "hulp", "inloggen", "klaar", "ontgrendelen", "privacyscherm",
    "privacyverklaring", "privacyverklaring-huis",
    "profiel", "profiel-app", "profiel-herstelcodes", "profiel-wachtwoord", "profiel-weergave", "rol-kiezen",
    "sessie-beeindigen", "sessie-blijven", "sessie-stand", "sessies", "sessies-andere", "sleutel-gebruiken",
    "sleutel-opdracht", "sleutel-toevoegen", "sleutel-verwijderen", "sleutels", "toegankelijkheid", "tweede-factor",
    "tweede-factor-instellen", "uitloggen", "uitnodiging", "wachtwoord-kiezen", "wachtwoord-vergeten",
    "wachtwoord-vergeten-verstuurd",
}  # fmt: skip

# Every other page, in a case of which the casusoverleg runs. Name, address, GET, POST.
PAGES = """
mensen                         /beheer/mensen/                                                  nnnnynnn nnnnnn nnnyn  xxxxxxxx xxxxxx xxxxx
mens-uitnodigen                /beheer/mensen/uitnodigen/                                       nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
mens                           /beheer/mensen/{someone}/                                        nnnnynnn nnnnnn nnnyn  xxxxxxxx xxxxxx xxxxx
mens-rol                       /beheer/mensen/{someone}/rol/                                    nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
mens-rol-wijzigen              /beheer/mensen/{someone}/rol/{capacity}/                         nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
mens-vog                       /beheer/mensen/{someone}/vog/                                    nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
mens-opnieuw                   /beheer/mensen/{someone}/opnieuw-uitnodigen/                     xxxxxxxx xxxxxx xxxxx  nnnn>nnn nnnnnn nnn>n
mens-tweede-stap               /beheer/mensen/{someone}/tweede-stap/                            nnnnynnn nnnnnn nnnyn  nnnn>nnn nnnnnn nnn>n
mens-sessies                   /beheer/mensen/{someone}/sessies/                                nnnnynnn nnnnnn nnnyn  nnnn>nnn nnnnnn nnn>n
mens-sluiten                   /beheer/mensen/{colleague}/sluiten/                              nnnnynnn nnnnnn nnnyn  nnnn>nnn nnnnnn nnn>n
inrichtingen                   /beheer/convenanten/                                             nnnnynnn nnnnnn nnnyn  xxxxxxxx xxxxxx xxxxx
inrichting-nieuw               /beheer/convenanten/nieuw/                                       nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
inrichting                     /beheer/convenanten/{entering}/                                  nnnnynnn nnnnnn nnnyn  xxxxxxxx xxxxxx xxxxx
inrichting-in-gebruik          /beheer/convenanten/{entering}/in-gebruik/                       nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
inrichting-weggooien           /beheer/convenanten/{entering}/weggooien/                        nnnnynnn nnnnnn nnnyn  nnnn>nnn nnnnnn nnn>n
inrichting-beheerder           /beheer/convenanten/{taken}/beheerder/{newhouse}/                nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
inrichting-rijen               /beheer/convenanten/{entering}/termijnen/                        nnnnynnn nnnnnn nnnyn  xxxxxxxx xxxxxx xxxxx
inrichting-rij-nieuw           /beheer/convenanten/{entering}/spelregels/nieuw/                 nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
inrichting-rij                 /beheer/convenanten/{entering}/organen/{board}/                  nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
inrichting-rij-weghalen        /beheer/convenanten/{entering}/zetels/{chair}/weghalen/          nnnnynnn nnnnnn nnnyn  nnnn>nnn nnnnnn nnn>n
inrichting-onder-nieuw         /beheer/convenanten/{entering}/organen/{board}/zetels/nieuw/     nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partijen                       /partijen/                                                       yyyyyyyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
partijen-soorten               /partijen/soorten/                                              yyyyyyyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
partij                         /partijen/{party}/                                               yyyyyyyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
partij-nieuw                   /partijen/nieuw/                                                 nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-wijzigen                /partijen/{party}/wijzigen/                                      nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-loket                   /partijen/{party}/loketten/privacy/                              nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-deelname                /partijen/{party}/deelname/                                      nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-deelname-wijzigen       /partijen/{party}/deelname/{membership}/                         nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-protocol                /partijen/{party}/deelname/{membership}/protocollen/{protocol}/  nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-geschiedenis            /partijen/{party}/geschiedenis/                                  nnnnynnn nnnnnn nnnyn  xxxxxxxx xxxxxx xxxxx
partijen-invoer                /partijen/invoer/                                                nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partijen-uitvoer               /partijen/uitvoer/csv/                                           nnnnynnn nnnnnn nnnyn  xxxxxxxx xxxxxx xxxxx
mensen-invoer                  /beheer/mensen/invoer/                                           nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
mensen-uitvoer                 /beheer/mensen/uitvoer/xlsx/                                     nnnnynnn nnnnnn nnnyn  xxxxxxxx xxxxxx xxxxx
partij-mandaat                 /partijen/{party}/mandaten/nieuw/                                nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-mandaat-wijzigen        /partijen/{party}/mandaten/{mandate}/                            nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-gedelegeerden           /partijen/{party}/gedelegeerden/                                 nnnnynnn nnnnnn nnnyn  xxxxxxxx xxxxxx xxxxx
mens-scholing                  /beheer/mensen/{someone}/scholing/                               nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-huis                    /partijen/{neighbour}/deelname/{membership_there}/huis/          nnnnynnn nnnnnn nnnyn  nnnn>nnn nnnnnn nnn>n
huizen                         /huizen/                                                         yyyyyyyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
huis                           /huizen/{house}/                                                 yyyyyyyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
convenant                      /convenanten/{covenant}/                                         yyyyyyyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
start                          /                                                                >>>>>>>> >>>>>> >>>>>  xxxxxxxx xxxxxx xxxxx
mijn-werk                      /mijn-werk/                                                      yyyyyyyy yyyyyy yyyyy  xxxxxxxx xxxxxx xxxxx
casussen                       /casussen/                                                       yyyynnnn yyyyyy yynny  xxxxxxxx xxxxxx xxxxx
meldingen                      /meldingen/                                                      yynynnnn yyyyyy yynnn  nnnnnnnn nnnnnn nnnnn
casussen-herinneren            /casussen/herinneren/                                            xxxxxxxx xxxxxx xxxxx  >>n>nnnn nnnnnn nnnnn
casussen-overdragen            /casussen/overdragen/                                            xxxxxxxx xxxxxx xxxxx  >nn>nnnn nnnnnn nnnnn
weergaven                      /casussen/weergaven/                                             yyyynnnn yyyyyy yynny  xxxxxxxx xxxxxx xxxxx
weergave-bewaren               /casussen/weergaven/bewaren/?fase=triage                         yyyynnnn yyyyyy yynny  yyyynnnn yyyyyy yynny
weergave                       /casussen/weergaven/{view}/                                      ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
weergave-verwijderen           /casussen/weergaven/{view}/verwijderen/                          xxxxxxxx xxxxxx xxxxx  >nnnnnnn nnnnnn nnnnn
zoeken                         /zoeken/                                                         yyyynnnn yyyyyy yynny  yyyynnnn nnnnnn nnnny
casus                          /casussen/{number}/                                              yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
casus-afdrukken                /casussen/{number}/afdrukken/                                    yyynnnnn yyynnn nnnnn  yyynnnnn yyynnn nnnnn
casus-toegang                  /casussen/{number}/toegang/                                      yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
toewijzen                      /casussen/{number}/toegang/toewijzen/                            yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
bekijk-als                     /casussen/{number}/toegang/bekijk-als/{delegation}/              ynnnnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
intrekken                      /casussen/{number}/toegang/{grant}/intrekken/                    yynnnnnn nnnnnn nnnnn  >>nnnnnn nnnnnn nnnnn
bijdragen                      /bijdragen/                                                      nnnnnnnn yyyyyy yyynn  xxxxxxxx xxxxxx xxxxx
bijdrage-gevraagd              /bijdragen/gevraagd/{asked}/                                     nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
bijdrage-geen                  /bijdragen/gevraagd/{asked}/geen/                                nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
vrijgave-gevraagd              /bijdragen/vrijgave-gevraagd/{question}/                         nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
bijdrage                       /bijdragen/{shared}/                                             yyynnnnn yynnnn nnnnn  yyynnnnn yynnnn nnnnn
bijdrage-controle              /bijdragen/{draft}/controle/                                     nnnnnnnn ynnnnn nnnnn  nnnnnnnn >nnnnn nnnnn
bijdrage-weggooien             /bijdragen/{draft}/weggooien/                                    nnnnnnnn ynnnnn nnnnn  nnnnnnnn >nnnnn nnnnn
bijdrage-vrijgave              /bijdragen/{shared}/vrijgave/                                    nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
bijdrage-vooraf                /bijdragen/{shared}/vooraf/                                      ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
bijdrage-verbeteren            /bijdragen/{shared}/verbeteren/                                  nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
bijdrage-intrekken             /bijdragen/{shared}/intrekken/                                   nnnnnnnn ynnnnn nnnnn  nnnnnnnn >nnnnn nnnnn
bijdrage-herbeoordeling        /bijdragen/{waiting}/herbeoordeling/                             nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
casus-bijdragen                /casussen/{number}/bijdragen/                                    yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
casus-geschillen               /casussen/{number}/geschillen/                                  ynynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
geschil-nieuw                  /casussen/{number}/geschillen/nieuw/                            ynnnnnnn yyynnn nnnnn  ynnnnnnn yyynnn nnnnn
geschil                        /geschillen/{dispute}/                                          ynynnnnn nynnnn nnnnn  ynynnnnn nnnnnn nnnnn
casus-opschaling               /casussen/{number}/opschaling/                                  yyynnnnn ynnnnn nnnnn  yynnnnnn nnnnnn nnnnn
opschaling-antwoord            /casussen/{number}/opschaling/{escalation}/                     yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
casus-verder-gebruik           /casussen/{number}/verder-gebruik/                              yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
verder-gebruik-vragen          /casussen/{number}/verder-gebruik/vragen/                       ynnnnnnn yyynnn nnnnn  ynnnnnnn yyynnn nnnnn
verder-gebruik                 /casussen/{number}/verder-gebruik/{further}/                    yyynnnnn yyynnn nnnnn  nnnnnnnn ynynnn nnnnn
verder-gebruik-geven           /casussen/{number}/verder-gebruik/{agreed}/geven/               ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
verder-gebruik-stoppen         /casussen/{number}/verder-gebruik/{agreed}/stoppen/             nnnnnnnn nnynnn nnnnn  nnnnnnnn nn>nnn nnnnn
bijdragen-opvragen             /casussen/{number}/bijdragen/opvragen/                           yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
bijdrage-beginnen              /casussen/{number}/bijdragen/beginnen/                           xxxxxxxx xxxxxx xxxxx  nnnnnnnn >>>nnn nnnnn
casus-toestemming              /casussen/{number}/toestemming/                                  yyynnnnn yyynnn nnnnn  nnnnnnnn yyynnn nnnnn
aanmelden                      /casussen/aanmelden/                                             yynynnnn yyyyyy yynnn  yynynnnn yyyyyy yynnn
aanmelding-concept             /casussen/aanmelden/{concept}/                                   nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
aanmelding-betrokkenen         /casussen/aanmelden/{concept}/betrokkenen/                       nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
aanmelding-betrokkene-nieuw    /casussen/aanmelden/{concept}/betrokkenen/nieuw/                 nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
aanmelding-betrokkene          /casussen/aanmelden/{concept}/betrokkenen/{person}/              nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
aanmelding-betrokkene-weghalen /casussen/aanmelden/{concept}/betrokkenen/{person}/weghalen/     nnnnnnnn ynnnnn nnnnn  nnnnnnnn >nnnnn nnnnn
aanmelding-criteria            /casussen/aanmelden/{concept}/criteria/                          nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
aanmelding-controle            /casussen/aanmelden/{concept}/controle/                          nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
aanmelding-weggooien           /casussen/aanmelden/{concept}/weggooien/                         nnnnnnnn ynnnnn nnnnn  nnnnnnnn >nnnnn nnnnn
casus-aanmelding               /casussen/{number}/aanmelding/                                   yyynnnnn yyynnn nnnnn  nnnnnnnn nnnnnn nnnnn
casus-aanmelding-verstuurd     /casussen/{number}/aanmelding/verstuurd/                         >>>nnnnn >>>nnn nnnnn  >>>nnnnn >>>nnn nnnnn
casus-in-behandeling           /casussen/{number}/aanmelding/in-behandeling/                    nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
casus-niet-in-behandeling      /casussen/{number}/aanmelding/niet-in-behandeling/               nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
kandidatenlijsten              /kandidaten/                                                     yyyynnnn ynnnnn ynnny  xxxxxxxx xxxxxx xxxxx
kandidaten-aanleveren          /kandidaten/aanleveren/                                          ynnynnnn ynnnnn ynnnn  ynnynnnn ynnnnn ynnnn
kandidaten-voorbeeld           /kandidaten/voorbeeld/csv/                                       ynnynnnn ynnnnn ynnnn  xxxxxxxx xxxxxx xxxxx
kandidaten                     /kandidaten/{candidates}/                                        yyynnnnn ynnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
kandidaten-intrekken           /kandidaten/{candidates}/intrekken/                              nnnnnnnn ynnnnn nnnnn  nnnnnnnn >nnnnn nnnnn
terugkoppeling                 /terugkoppelingen/{feedback}/                                    nnnnnnnn ynnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
casus-triage                   /casussen/{number}/triage/                                       yyynnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
triage-criteria                /casussen/{number}/triage/criteria/                              nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
triage-besluit                 /casussen/{number}/triage/besluit/                               nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
triage-bevestigen              /casussen/{number}/triage/besluit/bevestigen/                    nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
triagetafel                    /casussen/triage/                                                yyyynnnn nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
casus-ondersteuning            /casussen/{supported}/ondersteuning/                             yyynnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
casus-bekendheid               /casussen/{number}/bekendheid/                                   yyynnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
casus-inlichten                /casussen/{number}/inlichten/                                    yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
inlichten-vastleggen           /casussen/{number}/inlichten/{subject}/                          yynnnnnn yyynnn nnnnn  yynnnnnn yyynnn nnnnn
inlichten-later                /casussen/{number}/inlichten/{subject}/later/                    yynnnnnn yyynnn nnnnn  yynnnnnn yyynnn nnnnn
brievenboek                    /brievenboek/                                                    yyyynnnn nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
casus-brieven                  /casussen/{number}/brieven/                                      yyynnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
brief-kennisgeving             /casussen/{number}/brieven/aan/{subject}/kennisgeving/           yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
brief-afsluiting               /casussen/{number}/brieven/aan/{subject}/afsluitbrief/           yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
brief                          /casussen/{number}/brieven/{letter}/                             yyynnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
brief-wijzigen                 /casussen/{number}/brieven/{letter}/wijzigen/                    yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
brief-weggooien                /casussen/{number}/brieven/{letter}/weggooien/                   yynnnnnn nnnnnn nnnnn  >>nnnnnn nnnnnn nnnnn
brief-pdf                      /casussen/{number}/brieven/{letter}/pdf/                         yyynnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
brief-word                     /casussen/{number}/brieven/{letter}/word/                        yyynnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
brief-odt                      /casussen/{number}/brieven/{letter}/odt/                         yyynnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
casus-documenten               /casussen/{number}/documenten/                                   yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
document-toevoegen             /casussen/{number}/documenten/toevoegen/                         yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
document                       /casussen/{number}/documenten/{paper}/                           yyynnnnn yynnnn nnnnn  xxxxxxxx xxxxxx xxxxx
document-verwijderen           /casussen/{number}/documenten/{paper}/verwijderen/               nnnnnnnn ynnnnn nnnnn  nnnnnnnn >nnnnn nnnnn
bijdrage-bijlagen              /bijdragen/{shared}/bijlagen/                                    nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
casus-huizen                   /casussen/{number}/bekendheid/huizen/                            yyynnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
casus-huis                     /casussen/{number}/bekendheid/huizen/{houseasked}/               yyynnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
huisvraag                      /huisvragen/{houseasked}/                                        nnnynnnn nnnnnn nnnnn  nnnynnnn nnnnnn nnnnn
huisvraag-gegevens             /huisvragen/{houseasked}/gegevens/                               nnnynnnn nnnnnn nnnnn  nnnynnnn nnnnnn nnnnn
bekendheidsvragen              /bekendheidsvragen/                                              nnnnnnnn yyyyyy yyynn  xxxxxxxx xxxxxx xxxxx
bekendheidsvraag               /bekendheidsvragen/{enquiry}/                                    nnnnnnnn nnynnn nnnnn  nnnnnnnn nnynnn nnnnn
casus-tijdlijn                 /casussen/{number}/tijdlijn/                                     yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
logboek-schrijven              /casussen/{number}/tijdlijn/schrijven/                           yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
logboek-verbeteren             /casussen/{number}/tijdlijn/{entry}/verbeteren/                  yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
casus-koppelen                 /casussen/{number}/koppelen/                                     ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
gekoppeld-aanmelden            /casussen/{number}/koppelen/aanmelden/                           ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
koppeling-losmaken             /casussen/{number}/koppelen/{link}/losmaken/                     ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
casus-trajecten                /casussen/{number}/trajecten/                                    yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
traject-nieuw                  /casussen/{number}/trajecten/detentie/nieuw/                     yynnnnnn yyynnn nnnnn  yynnnnnn yyynnn nnnnn
traject                        /casussen/{number}/trajecten/detentie/{detention}/               yyynnnnn yynnnn nnnnn  xxxxxxxx xxxxxx xxxxx
traject-verbeteren             /casussen/{number}/trajecten/detentie/{detention}/verbeteren/    nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
traject-intrekken              /casussen/{number}/trajecten/detentie/{detention}/intrekken/     nnnnnnnn ynnnnn nnnnn  nnnnnnnn ynnnnn nnnnn
casus-notities                 /casussen/{number}/notities/                                     yyynnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
notitie                        /casussen/{number}/notities/{note}/                              yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
casus-trends                   /casussen/{number}/trends/                                      yyynnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
trend-terugnemen               /casussen/{number}/trends/{noted}/terugnemen/                   xxxxxxxx xxxxxx xxxxx  >>nnnnnn nnnnnn nnnnn
casus-afschalen                /casussen/{number}/afschalen/                                    yyynnnnn ynnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
overdragen                     /casussen/{number}/afschalen/overdragen/                        ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
overdragen-vragen              /casussen/{number}/afschalen/overdragen/vragen/                 ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
overdragen-intrekken           /casussen/{offered}/afschalen/overdragen/intrekken/             ynnnnnnn nnnnnn nnnnn  >nnnnnnn nnnnnn nnnnn
casus-ontvangen                /casussen/{number}/ontvangen/                                   yyynnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
overdracht                     /overdrachten/{offer}/                                          nnnynnnn nnnnnn nnnnn  nnnynnnn nnnnnn nnnnn
afschalen-ander-huis           /casussen/{number}/afschalen/ander-huis/                        ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
afschalen-besluit              /casussen/{number}/afschalen/besluit/                            yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
afschalen-bevestigen           /casussen/{number}/afschalen/bevestigen/                         ynnnnnnn ynnnnn nnnnn  ynnnnnnn ynnnnn nnnnn
heropenen                      /casussen/{number}/heropenen/                                    nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
uitstel                        /casussen/{number}/uitstel/                                      nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
verlenging                     /casussen/{number}/verlenging/                                   nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
verlenging-antwoord            /privacy/verlengingen/{renewal}/                                 nnnnnnnn nnynnn nnnnn  nnnnnnnn nnynnn nnnnn
archief                        /casussen/{number}/archief/                                      nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
uitstel-beoordelen             /casussen/{number}/uitstel/{postponement}/                       nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
overleggen                     /overleggen/                                                     yyyynnnn yyyyyy yyyny  xxxxxxxx xxxxxx xxxxx
overleg-nieuw                  /overleggen/nieuw/                                               yynynnnn nnnnnn nnnnn  yynynnnn nnnnnn nnnnn
samen-agenderen                /overleggen/agenderen/                                          xxxxxxxx xxxxxx xxxxx  >>n>nnnn nnnnnn nnnnn
overleg                        /overleggen/{meeting}/                                           yyynnnnn yynnnn nnnny  nnnnnnnn nnnnnn nnnnn
overleg-wijzigen               /overleggen/{planned}/wijzigen/                                 yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
overleg-afgelasten             /overleggen/{planned}/afgelasten/                               yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
vergaderen                     /overleggen/{meeting}/vergaderen/{item}/                         yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
aanwezig                       /overleggen/{meeting}/aanwezig/                                 yynnnnnn nnnnnn nnnnn  >>nnnnnn nnnnnn nnnnn
hamerstukken                   /overleggen/{meeting}/hamerstukken/                             yynnnnnn nnnnnn nnnnn  >>nnnnnn nnnnnn nnnnn
verslag-pdf                    /casussen/{number}/overleg/{item}/verslag/pdf/                  yyynnnnn ynnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
verslag-word                   /casussen/{number}/overleg/{item}/verslag/word/                 yyynnnnn ynnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
verslag-odt                    /casussen/{number}/overleg/{item}/verslag/odt/                  yyynnnnn ynnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
plan-pdf                       /casussen/{number}/plan/pdf/                                    yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
plan-word                      /casussen/{number}/plan/word/                                   yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
plan-odt                       /casussen/{number}/plan/odt/                                    yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
zonder-account                 /casussen/{number}/overleg/{item}/zonder-account/               yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
zaal                           /overleggen/{meeting}/zaal/                                     yynnnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
casus-overleg                  /casussen/{number}/overleg/                                      yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
agenderen                      /casussen/{number}/overleg/agenderen/                            yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
uitnodigen                     /casussen/{number}/overleg/{item}/uitnodigen/                    nnnnnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
casus-plan                     /casussen/{number}/plan/                                         yyynnnnn yyynnn nnnnn  xxxxxxxx xxxxxx xxxxx
plan-schrijven                 /casussen/{number}/plan/schrijven/                               yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
plan-vaststellen               /casussen/{number}/plan/vaststellen/                             yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
casusregisseur-kiezen          /casussen/{number}/plan/casusregisseur/                          yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
actie-nieuw                    /casussen/{number}/plan/acties/nieuw/                            yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
interventie-nieuw              /casussen/{number}/plan/interventies/nieuw/                      yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
interventie                    /interventies/{intervention}/                                    yyynnnnn yyynnn nnnnn  yynnnnnn nnynnn nnnnn
interventie-wijzigen           /interventies/{intervention}/wijzigen/                           yynnnnnn nnnnnn nnnnn  yynnnnnn nnnnnn nnnnn
interventie-stand              /interventies/{intervention}/stand/                              yynnnnnn nnynnn nnnnn  yynnnnnn nnynnn nnnnn
acties                         /acties/                                                         yyyynnnn yyyyyy yyyny  xxxxxxxx xxxxxx xxxxx
actie-melden                   /acties/{action}/                                                yynnnnnn nnynnn nnnnn  yynnnnnn nnynnn nnnnn
noodtoegang                    /noodtoegang/                                                    nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
noodtoegang-sluiten            /noodtoegang/{glass}/sluiten/                                    xxxxxxxx xxxxxx xxxxx  nn>nnnnn nnnnnn nnnnn
noodtoegang-register           /noodtoegang/register/                                           nnynnnyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
noodtoegang-beoordelen         /noodtoegang/register/{glass}/                                   nnynnnyy nnnnnn nnnny  nnnnnnyn nnnnnn nnnny
noodtoegang-melding            /noodtoegang/meldingen/{told}/                                   nnnnnnnn ynnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
bewaard                        /bewaard/                                                       >>>>>>>> y>>>>> >>>>>  xxxxxxxx xxxxxx xxxxx
bewaard-weggooien              /bewaard/{text}/weggooien/                                      xxxxxxxx xxxxxx xxxxx  nnnnnnnn >nnnnn nnnnn
toegangscontroles              /beheer/toegang/                                                nnynynyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
toegangscontrole               /beheer/toegang/{review}/                                       nnynynyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
toegangscontrole-beslissen     /beheer/toegang/{review}/beslissen/                             xxxxxxxx xxxxxx xxxxx  nn>n>nnn nnnnnn nnn>>
toegangscontrole-downloaden    /beheer/toegang/{review}/downloaden/                            xxxxxxxx xxxxxx xxxxx  nnynynyy nnnnnn nnnyy
toegang-hervatten              /beheer/toegang/rechten/{right}/hervatten/                      nnynynnn nnnnnn nnnyy  nnynynnn nnnnnn nnnyy
vernietiging                   /vernietiging/                                                  nnynnyyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
verklaring                     /vernietiging/verklaringen/{record}/                            nnynnyyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
verklaring-pdf                 /vernietiging/verklaringen/{record}/pdf/                        nnynnyyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
vernietiging-vrijgeven         /vernietiging/{listing}/vrijgeven/                              nnnnnynn nnnnnn nnnnn  nnnnn>nn nnnnnn nnnnn
archiefpakket                  /vernietiging/archief/{archive}/                                nnynnyyy nnnnnn nnnny  nnnnnynn nnnnnn nnnnn
archiefpakket-maken            /vernietiging/archief/{archive}/maken/                          xxxxxxxx xxxxxx xxxxx  nnnnn>nn nnnnnn nnnnn
archiefpakket-deel             /vernietiging/archief/{archive}/1/                              xxxxxxxx xxxxxx xxxxx  nnnnnynn nnnnnn nnnnn
logboek                        /privacy/logboek/                                                nnnnnnyy nnnnnn nnnnn  nnnnnnyy nnnnnn nnnnn
logboek-casus                  /privacy/logboek/casussen/{number}/                              nnnnnnyy nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
signalen                       /privacy/signalen/                                               nnnnnnyy nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
signaal                        /privacy/signalen/{alert}/                                       nnnnnnyy nnnnnn nnnnn  nnnnnnyy nnnnnn nnnnn
datalekken                     /privacy/datalekken/                                            ynyynnyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
datalek-melden                 /privacy/datalekken/melden/                                     yyyyyyyy yyyyyy yyyyy  yyyyyyyy yyyyyy yyyyy
datalekken-downloaden          /privacy/datalekken/downloaden/                                 xxxxxxxx xxxxxx xxxxx  ynyynnyy nnnnnn nnnny
datalek                        /privacy/datalekken/{breach}/                                   ynynnnyy nnnnnn nnnny  nnynnnny nnnnnn nnnny
datalek-autoriteit             /privacy/datalekken/{breach}/autoriteit/                        nnynnnny nnnnnn nnnny  nnynnnny nnnnnn nnnny
datalek-betrokkenen            /privacy/datalekken/{breach}/betrokkenen/                       nnynnnny nnnnnn nnnny  nnynnnny nnnnnn nnnny
datalek-maatregelen            /privacy/datalekken/{breach}/maatregelen/                       nnynnnny nnnnnn nnnny  nnynnnny nnnnnn nnnny
datalek-casussen               /privacy/datalekken/{breach}/casussen/                          ynynnnnn nnnnnn nnnny  ynynnnnn nnnnnn nnnny
datalek-afsluiten              /privacy/datalekken/{breach}/afsluiten/                         nnynnnny nnnnnn nnnny  nn>nnnn> nnnnnn nnnn>
overzicht                      /privacy/overzichten/verstrekkingen/                            yyyynnyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
overzicht-downloaden           /privacy/overzichten/verstrekkingen/downloaden/                 xxxxxxxx xxxxxx xxxxx  yyyynnyy nnnnnn nnnny
registers                      /privacy/                                                       yyyynnyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
register                       /privacy/registers/aanwijzingen/                                ynyynnyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
register-toevoegen             /privacy/registers/aanwijzingen/toevoegen/                      ynyynnyy nnnnnn nnnny  ynyynnyy nnnnnn nnnny
register-downloaden            /privacy/registers/aanwijzingen/downloaden/                     xxxxxxxx xxxxxx xxxxx  ynyynnyy nnnnnn nnnny
register-rij                   /privacy/registers/aanwijzingen/{instruction}/                  ynynnnyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
register-wijzigen              /privacy/registers/aanwijzingen/{instruction}/wijzigen/         ynynnnyy nnnnnn nnnny  ynynnnyy nnnnnn nnnny
verzoeken                      /privacy/verzoeken/                                              ynyynnyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
contactpunt                    /privacy/contactpunt/                                            ynyynnyy nnnnnn nnnny  nnynnnnn nnnnnn nnnny
contactpunt-beeindigen         /privacy/contactpunt/{contactpoint}/                             nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
verzoek-doorsturen             /privacy/verzoeken/doorsturen/                                   nnnnnnnn yyyyyy yyynn  nnnnnnnn yyyyyy yyynn
verzoek-nieuw                  /privacy/verzoeken/nieuw/                                        nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
verzoek                        /privacy/verzoeken/{decided}/                                    ynynnnyy nnnnnn nnnny  nnynnnnn nnnnnn nnnny
verzoek-casussen               /privacy/verzoeken/{request}/casussen/                           nnynnnnn nnnnnn nnnny  nn>nnnnn nnnnnn nnnn>
verzoek-identiteit             /privacy/verzoeken/{request}/identiteit/                         ynynnnnn nnnnnn nnnny  ynynnnnn nnnnnn nnnny
verzoek-besluit                /privacy/verzoeken/{request}/besluit/                            nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
verzoek-verbeteren             /privacy/verzoeken/{removal}/verbeteren/                         ynynnnnn nnnnnn nnnnn  ynynnnnn nnnnnn nnnnn
verzoek-beperken               /privacy/verzoeken/{objection}/beperken/                         ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
verzoek-verwijderen            /privacy/verzoeken/{removal}/verwijderen/                        nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
beperking-opheffen             /privacy/verzoeken/maatregelen/{restriction}/opheffen/           ynnnnnnn nnnnnn nnnnn  >nnnnnnn nnnnnn nnnnn
verwijdering-bevestigen        /vernietiging/verwijdering/{removing}/                           nnnnnynn nnnnnn nnnnn  nnnnn>nn nnnnnn nnnnn
verzoek-leveranciers           /privacy/verzoeken/{request}/leveranciers/                       xxxxxxxx xxxxxx xxxxx  >n>nnnnn nnnnnn nnnnn
verzoek-antwoord               /privacy/verzoeken/{decided}/antwoord/                           nnynnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
verzoek-vraag                  /privacy/verzoeken/vragen/{supplied}/                            nnnnnnnn nnynnn nnnnn  nnnnnnnn nnynnn nnnnn
verzoek-gezien                 /privacy/verzoeken/{decided}/gezien/                             nnnnnnyy nnnnnn nnnnn  nnnnnnyy nnnnnn nnnnn
bestuur                        /bestuur/                                                       yyyyynnn nnnnnn nnyyy  xxxxxxxx xxxxxx xxxxx
orgaan                         /bestuur/organen/{body}/                                        nnynynnn nnnnnn nnyyy  xxxxxxxx xxxxxx xxxxx
zetel-bezetten                 /bestuur/organen/{body}/zetels/{seat}/                          nnynynnn nnnnnn nnnyy  nnynynnn nnnnnn nnnyy
zetel-beeindigen               /bestuur/zetels/{holder}/beeindigen/                            nnynynnn nnnnnn nnnyy  nn>n>nnn nnnnnn nnn>>
vergadering-nieuw              /bestuur/organen/{body}/vergaderingen/nieuw/                    nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
vergadering-vragen             /bestuur/organen/{body}/verzoek/                                nnnnnnnn nnnnnn nnynn  nnnnnnnn nnnnnn nnynn
punt-inbrengen                 /bestuur/organen/{body}/inbreng/                                nnynnnnn nnnnnn nnynn  nnynnnnn nnnnnn nnynn
vergadering                    /bestuur/vergaderingen/{vergadering}/                           nnynnnnn nnnnnn nnynn  nnnnnnnn nnnnnn nnnnn
vergadering-wijzigen           /bestuur/vergaderingen/{komend}/wijzigen/                       nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
vergadering-afgelasten         /bestuur/vergaderingen/{komend}/afgelasten/                     nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
vergadering-houden             /bestuur/vergaderingen/{vergadering}/houden/                    nnynnnnn nnnnnn nnnnn  nnnnnnnn nnnnnn nnnnn
vergadering-gast               /bestuur/vergaderingen/{komend}/gasten/                         nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
gast-intrekken                 /bestuur/gasten/{guest}/intrekken/                              nnynnnnn nnnnnn nnnnn  nn>nnnnn nnnnnn nnnnn
punt-stukken                   /bestuur/punten/{placed}/stukken/                               nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
bijlage                        /bestuur/bijlagen/{enclosure}/                                  nnynnnnn nnnnnn nnynn  xxxxxxxx xxxxxx xxxxx
bijlage-verwijderen            /bestuur/bijlagen/{enclosure}/verwijderen/                      nnynnnnn nnnnnn nnnnn  nn>nnnnn nnnnnn nnnnn
schriftelijke-inbreng          /bestuur/inbreng/{absent}/                                      nnynnnnn nnnnnn nnynn  nnynnnnn nnnnnn nnynn
besluiten                      /bestuur/organen/{body}/besluiten/                              nnynnnnn nnnnnn nnynn  xxxxxxxx xxxxxx xxxxx
besluit-voorstellen            /bestuur/organen/{body}/besluiten/nieuw/                        nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
besluitenlijst-pdf             /bestuur/organen/{body}/besluiten/pdf/                          nnynnnnn nnnnnn nnynn  xxxxxxxx xxxxxx xxxxx
besluitenlijst-odt             /bestuur/organen/{body}/besluiten/odt/                          nnynnnnn nnnnnn nnynn  xxxxxxxx xxxxxx xxxxx
besluit                        /bestuur/besluiten/{prepared}/                                  nnynnnnn nnnnnn nnynn  nnnnnnnn nnnnnn nnnnn
besluit-wijzigen               /bestuur/besluiten/{prepared}/wijzigen/                         nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
besluit-intrekken              /bestuur/besluiten/{prepared}/intrekken/                        nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
stemmen                        /bestuur/besluiten/{voted}/stem/{ballot}/                       nnynnnnn nnnnnn nnynn  nnynnnnn nnnnnn nnynn
toetredingen                   /partijen/toetreding/                                           yyyyynnn nnnnnn nnyyy  xxxxxxxx xxxxxx xxxxx
toetreding-nieuw               /partijen/toetreding/nieuw/                                     nnynynnn nnnnnn nnnyn  nnynynnn nnnnnn nnnyn
toetreding                     /partijen/toetreding/{joining}/                                 nnynynnn nnnnnn nnyyy  nnnnnnnn nnnnnn nnnnn
toetreding-antwoord            /partijen/toetreding/antwoord/{consent}/                        nnnnnnnn nnnnnn nnynn  nnnnnnnn nnnnnn nnynn
toetreding-bijlage             /partijen/toetreding/{adopted}/bijlage/                         nnynynnn nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
toetreding-bijlage-protocol    /partijen/toetreding/{adopted}/bijlage/{protocol}/              nnynynnn nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
toetreding-getekend-toevoegen  /partijen/toetreding/{adopted}/getekend/                        nnynynnn nnnnnn nnnyn  nnynynnn nnnnnn nnnyn
toetreding-getekend            /partijen/toetreding/getekend/{signed}/                         nnynynnn nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
toetreding-getekend-verwijderen /partijen/toetreding/getekend/{signed}/verwijderen/            nnynynnn nnnnnn nnnyn  nn>n>nnn nnnnnn nnn>n
toetreding-deelname            /partijen/toetreding/{adopted}/deelname/                        nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
uittreding                     /partijen/uittreding/{leaving}/                                 nnynynnn nnnnnn nnyyy  nnnnnnnn nnnnnn nnnnn
uittreding-blijft              /partijen/uittreding/{leaving}/blijft/                          nnynynnn nnnnnn nnyyy  xxxxxxxx xxxxxx xxxxx
uittreding-intrekken           /partijen/uittreding/{leaving}/intrekken/                       nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
uittreding-uitsluiten          /partijen/uittreding/{excluded}/uitsluiten/                     nnnnynnn nnnnnn nnnyn  nnnn>nnn nnnnnn nnn>n
partij-uittreden               /partijen/{staying}/uittreden/                                  nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
partij-in-gebreke              /partijen/{staying}/in-gebreke/                                 nnnnynnn nnnnnn nnnyn  nnnnynnn nnnnnn nnnyn
geschil-voorleggen             /geschillen/{managed}/voorleggen/                               ynnnnnnn nnnnnn nnnnn  ynnnnnnn nnnnnn nnnnn
voorgelegd-geschil             /bestuur/voorgelegd/{referral}/                                 ynynnnnn nynnnn nnynn  nnnnnnnn nnnnnn nnnnn
partij-horen                   /bestuur/gehoord/{affected}/                                    nnynnnnn nnnnnn nnynn  nnynnnnn nnnnnn nnynn
naleving                       /naleving/                                                      nn>n>n>> nnnnnn nnn>>  xxxxxxxx xxxxxx xxxxx
naleving-huis                  /naleving/{code}/                                               nnynynyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
naleving-downloaden            /naleving/{code}/downloaden/                                    xxxxxxxx xxxxxx xxxxx  nnynynyy nnnnnn nnnyy
plicht                         /naleving/{code}/{duty}/                                        nnynynyy nnnnnn nnnyy  nnynynnn nnnnnn nnnyy
afspraken                      /naleving/{code}/afspraken/                                     nnynynyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
afspraak-nieuw                 /naleving/{code}/afspraken/nieuw/                               nnynynnn nnnnnn nnnyy  nnynynnn nnnnnn nnnyy
afspraak                       /naleving/afspraken/{agreement}/                                nnynynyy nnnnnn nnnyy  nnynynnn nnnnnn nnnyy
afspraak-tekst                 /naleving/afspraken/{agreement}/tekst/                          nnynynnn nnnnnn nnnyy  nnynynnn nnnnnn nnnyy
berichten                      /naleving/{code}/berichten/                                     nnynynyy nnnnnn nnnyy  xxxxxxxx xxxxxx xxxxx
bericht-nieuw                  /naleving/{code}/berichten/nieuw/                               nnynynnn nnnnnn nnnyy  nnynynnn nnnnnn nnnyy
bericht                        /naleving/berichten/{statement}/                                nnynynyy nnnnnn nnyyy  nnynynnn nnnnnn nnyyy
vastgelegd-intrekken           /naleving/vastgelegd/{fulfilled}/intrekken/                     nnynynnn nnnnnn nnnyy  nnynynnn nnnnnn nnnyy
rapportage                     /rapportage/                                                    >n>>nn>> nnnnnn nnnn>  xxxxxxxx xxxxxx xxxxx
rapportage-huis                /rapportage/{code}/                                             ynynnnyy nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
rapportage-downloaden          /rapportage/{code}/downloaden/                                  xxxxxxxx xxxxxx xxxxx  ynynnnyy nnnnnn nnnny
landelijk                      /rapportage/{code}/landelijk/                                   nnynnnnn nnnnnn nnnny  xxxxxxxx xxxxxx xxxxx
landelijk-downloaden           /rapportage/{code}/landelijk/downloaden/                        xxxxxxxx xxxxxx xxxxx  nnynnnnn nnnnnn nnnny
trends                         /rapportage/{code}/trends/                                      ynynnnyy nnnnnn nnnny  nnynnnnn nnnnnn nnnny
trend                          /rapportage/{code}/trends/{housetrend}/                         xxxxxxxx xxxxxx xxxxx  nn>nnnnn nnnnnn nnnn>
trend-advies                   /rapportage/{code}/trends/{housetrend}/advies/                  nnynnnnn nnnnnn nnnnn  nnynnnnn nnnnnn nnnnn
rapportage-bestanden           /rapportage/{code}/bestanden/                                   ynynnnyy nnnnnn nnnny  ynynnnyy nnnnnn nnnny
rapportage-bestand             /rapportage/bestanden/{export}/                                 nnynnnnn nnnnnn nnnnn  xxxxxxxx xxxxxx xxxxx
rapportage-bestand-downloaden  /rapportage/bestanden/{export}/downloaden/                      xxxxxxxx xxxxxx xxxxx  nnynnnnn nnnnnn nnnnn
stukken                        /bestuur/stukken/                                               yyyyynnn nnnnnn nnyyy  xxxxxxxx xxxxxx xxxxx
stuk-nieuw                     /bestuur/stukken/nieuw/                                         nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
stuk                           /bestuur/stukken/{stuk}/                                        nnynnnnn nnnnnn nnyny  nnnnnnnn nnnnnn nnnnn
stuk-pdf                       /bestuur/stukken/{stuk}/pdf/                                    nnynnnnn nnnnnn nnyny  xxxxxxxx xxxxxx xxxxx
stuk-odt                       /bestuur/stukken/{adopted_plan}/odt/                            yyynynnn nnnnnn nnyyy  xxxxxxxx xxxxxx xxxxx
stuk-inbreng-vragen            /bestuur/stukken/{stuk}/inbreng/                                nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
stuk-hoofdstuk-nieuw           /bestuur/stukken/{stuk}/hoofdstuk/                              nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
stuk-weggooien                 /bestuur/stukken/{stuk}/weggooien/                              nnynnnnn nnnnnn nnnny  nn>nnnnn nnnnnn nnnn>
stuk-hoofdstuk-verwijderen     /bestuur/hoofdstukken/{spare}/verwijderen/                      nnynnnnn nnnnnn nnnny  nn>nnnnn nnnnnn nnnn>
stuk-hoofdstuk                 /bestuur/hoofdstukken/{chapter}/                                nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
stuk-cijfers                   /bestuur/stukken/{report}/cijfers/                              xxxxxxxx xxxxxx xxxxx  yyynynnn nnnnnn nnyyy
stuk-publicatie                /bestuur/stukken/{report}/publicatie/                           xxxxxxxx xxxxxx xxxxx  nnynnnnn nnnnnn nnnny
begroting-post-nieuw           /bestuur/stukken/{budget}/posten/                               nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
begroting-post                 /bestuur/posten/{post}/                                         nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
begroting-sleutel              /bestuur/stukken/{budget}/sleutel/                              nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
begroting-bijdragen            /bestuur/stukken/{budget}/bijdragen/                            nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
begroting-betaaldatum          /bestuur/stukken/{budget}/betaaldatum/                          nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
begroting-betaald              /bestuur/bijdragen/{share}/                                     nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
begroting-uitgave              /bestuur/stukken/{spent}/uitgaven/                              nnynnnnn nnnnnn nnnny  nnynnnnn nnnnnn nnnny
begroting-uitvoer              /bestuur/stukken/{spent}/uitvoer/xlsx/                          yyynynnn nnnnnn nnyyy  xxxxxxxx xxxxxx xxxxx
stuk-inbreng                   /bestuur/planinbreng/{planinput}/                               nnynnnnn nnnnnn nnyny  nnynnnnn nnnnnn nnyny
"""

# The pages of a case by its phase: GET. What is not named here does not exist for anybody in that phase.
PHASES = {
    "filed": """
casus                          yyynnnnn >nnnnn nnnnn
casus-afdrukken                yyynnnnn nnnnnn nnnnn
casus-toegang                  yyynnnnn nnnnnn nnnnn
toewijzen                      yynnnnnn nnnnnn nnnnn
casus-bijdragen                yyynnnnn nnnnnn nnnnn
casus-geschillen               ynynnnnn nnnnnn nnnnn
geschil-nieuw                  ynnnnnnn nnnnnn nnnnn
casus-opschaling               yyynnnnn nnnnnn nnnnn
casus-verder-gebruik           yyynnnnn nnnnnn nnnnn
verder-gebruik-vragen          ynnnnnnn nnnnnn nnnnn
bijdragen-opvragen             yynnnnnn nnnnnn nnnnn
casus-toestemming              yyynnnnn nnnnnn nnnnn
casus-aanmelding               yyynnnnn ynnnnn nnnnn
casus-aanmelding-verstuurd     yyynnnnn ynnnnn nnnnn
casus-in-behandeling           ynnnnnnn nnnnnn nnnnn
casus-niet-in-behandeling      ynnnnnnn nnnnnn nnnnn
casus-triage                   yyynnnnn nnnnnn nnnnn
casus-bekendheid               yyynnnnn nnnnnn nnnnn
casus-huizen                   yyynnnnn nnnnnn nnnnn
casus-inlichten                yyynnnnn nnnnnn nnnnn
casus-documenten               yyynnnnn nnnnnn nnnnn
document-toevoegen             yynnnnnn nnnnnn nnnnn
casus-brieven                  yyynnnnn nnnnnn nnnnn
brief-kennisgeving             yynnnnnn nnnnnn nnnnn
inlichten-vastleggen           yynnnnnn nnnnnn nnnnn
inlichten-later                yynnnnnn nnnnnn nnnnn
casus-overleg                  yyynnnnn nnnnnn nnnnn
casus-trajecten                yyynnnnn nnnnnn nnnnn
casus-tijdlijn                 yyynnnnn nnnnnn nnnnn
logboek-schrijven              yynnnnnn nnnnnn nnnnn
casus-koppelen                 ynnnnnnn nnnnnn nnnnn
gekoppeld-aanmelden            ynnnnnnn nnnnnn nnnnn
casus-notities                 yyynnnnn nnnnnn nnnnn
casus-trends                   yyynnnnn nnnnnn nnnnn
casus-plan                     yyynnnnn nnnnnn nnnnn
logboek-casus                  nnnnnnyy nnnnnn nnnnn
""",
    "triage": """
casus                          yyynnnnn nynnnn nnnnn
casus-afdrukken                yyynnnnn nynnnn nnnnn
casus-toegang                  yyynnnnn nynnnn nnnnn
toewijzen                      yynnnnnn nnnnnn nnnnn
bekijk-als                     ynnnnnnn nnnnnn nnnnn
casus-bijdragen                yyynnnnn nynnnn nnnnn
casus-geschillen               ynynnnnn nynnnn nnnnn
geschil-nieuw                  ynnnnnnn nynnnn nnnnn
casus-opschaling               yyynnnnn nnnnnn nnnnn
casus-verder-gebruik           yyynnnnn nynnnn nnnnn
verder-gebruik-vragen          ynnnnnnn nynnnn nnnnn
bijdragen-opvragen             yynnnnnn nnnnnn nnnnn
casus-toestemming              yyynnnnn nynnnn nnnnn
casus-aanmelding               yyynnnnn nynnnn nnnnn
casus-aanmelding-verstuurd     >>>nnnnn n>nnnn nnnnn
casus-triage                   yyynnnnn nnnnnn nnnnn
triage-criteria                yynnnnnn nnnnnn nnnnn
triage-besluit                 yynnnnnn nnnnnn nnnnn
triage-bevestigen              >nnnnnnn nnnnnn nnnnn
casus-bekendheid               yyynnnnn nnnnnn nnnnn
casus-huizen                   yyynnnnn nnnnnn nnnnn
casus-inlichten                yyynnnnn nynnnn nnnnn
casus-documenten               yyynnnnn nynnnn nnnnn
document-toevoegen             yynnnnnn nnnnnn nnnnn
casus-brieven                  yyynnnnn nnnnnn nnnnn
brief-kennisgeving             yynnnnnn nnnnnn nnnnn
inlichten-vastleggen           yynnnnnn nynnnn nnnnn
inlichten-later                yynnnnnn nynnnn nnnnn
casus-overleg                  yyynnnnn nynnnn nnnnn
casus-trajecten                yyynnnnn nynnnn nnnnn
casus-tijdlijn                 yyynnnnn nynnnn nnnnn
logboek-schrijven              yynnnnnn nnnnnn nnnnn
casus-koppelen                 ynnnnnnn nnnnnn nnnnn
gekoppeld-aanmelden            ynnnnnnn nnnnnn nnnnn
casus-notities                 yyynnnnn nnnnnn nnnnn
casus-trends                   yyynnnnn nnnnnn nnnnn
casus-plan                     yyynnnnn nynnnn nnnnn
logboek-casus                  nnnnnnyy nnnnnn nnnnn
""",
    "closed": """
casus                          yyynnnnn ynnnnn nnnnn
casus-afdrukken                yyynnnnn ynnnnn nnnnn
casus-toegang                  yyynnnnn ynnnnn nnnnn
bijdrage                       yyynnnnn ynnnnn nnnnn
casus-bijdragen                yyynnnnn ynnnnn nnnnn
casus-geschillen               ynynnnnn nnnnnn nnnnn
casus-opschaling               yyynnnnn ynnnnn nnnnn
casus-verder-gebruik           yyynnnnn ynnnnn nnnnn
verder-gebruik                 yyynnnnn ynnnnn nnnnn
casus-toestemming              yyynnnnn ynnnnn nnnnn
casus-aanmelding               yyynnnnn ynnnnn nnnnn
casus-aanmelding-verstuurd     >>>nnnnn >nnnnn nnnnn
casus-triage                   yyynnnnn nnnnnn nnnnn
casus-bekendheid               yyynnnnn nnnnnn nnnnn
casus-huizen                   yyynnnnn nnnnnn nnnnn
casus-huis                     yyynnnnn nnnnnn nnnnn
casus-inlichten                yyynnnnn ynnnnn nnnnn
casus-documenten               yyynnnnn ynnnnn nnnnn
document                       yyynnnnn ynnnnn nnnnn
casus-brieven                  yyynnnnn nnnnnn nnnnn
brief-afsluiting               yynnnnnn nnnnnn nnnnn
brief                          yyynnnnn nnnnnn nnnnn
brief-pdf                      yyynnnnn nnnnnn nnnnn
brief-word                     yyynnnnn nnnnnn nnnnn
brief-odt                      yyynnnnn nnnnnn nnnnn
casus-afschalen                yyynnnnn ynnnnn nnnnn
casus-ontvangen                yyynnnnn nnnnnn nnnnn
heropenen                      ynnnnnnn nnnnnn nnnnn
uitstel                        yynnnnnn nnnnnn nnnnn
uitstel-beoordelen             yynnnnnn nnnnnn nnnnn
archief                        yynnnnnn nnnnnn nnnnn
overleg                        yyynnnnn ynnnnn nnnny
aanwezig                       yynnnnnn nnnnnn nnnnn
hamerstukken                   yynnnnnn nnnnnn nnnnn
zaal                           yynnnnnn nnnnnn nnnnn
verslag-pdf                    yyynnnnn ynnnnn nnnnn
verslag-word                   yyynnnnn ynnnnn nnnnn
verslag-odt                    yyynnnnn ynnnnn nnnnn
plan-pdf                       yyynnnnn ynnnnn nnnnn
plan-word                      yyynnnnn ynnnnn nnnnn
plan-odt                       yyynnnnn ynnnnn nnnnn
casus-overleg                  yyynnnnn ynnnnn nnnnn
casus-trajecten                yyynnnnn ynnnnn nnnnn
traject                        yyynnnnn ynnnnn nnnnn
casus-tijdlijn                 yyynnnnn ynnnnn nnnnn
casus-notities                 yyynnnnn nnnnnn nnnnn
casus-trends                   yyynnnnn nnnnnn nnnnn
casus-plan                     yyynnnnn ynnnnn nnnnn
interventie                    yyynnnnn ynnnnn nnnnn
logboek-casus                  nnnnnnyy nnnnnn nnnnn
""",
}

# Tables as the role of the web, by plain SQL: r(ead) c(reate in the own name) u(pdate) d(elete) of some row.
# What is not named is "-" for all.
TABLES = """
cases_aanmelding               rcu  rcu  r    -    -    -    -    -    rcud r    r    -    -    -    -    -    -    -    -
cases_action                   rcu  rcu  r    -    -    -    -    -    r    r    ru   -    -    -    -    -    -    -    -
cases_agendaitem               rcu  rcu  r    -    -    -    -    -    r    r    -    -    -    -    -    -    -    -    -
cases_assessment               rc   rc   r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -    -
cases_attachment               rcd  rcd  r    -    -    -    -    -    rcd  r    -    -    -    -    -    -    -    -    -
cases_attachmentfile           rc   r    r    -    -    -    -    -    rc   r    -    -    -    -    -    -    -    -    -
cases_attendance               rcud rcud r    -    -    -    -    -    r    r    -    -    -    -    -    -    -    -    -
cases_breakglass               r    r    r    -    -    -    r    r    r    r    r    -    -    -    -    -    -    -    r
cases_breakglassnotice         r    -    r    -    -    -    r    r    r    -    -    -    -    -    -    -    -    -    r
cases_breakglassreason         -    -    rc   -    -    -    r    r    -    -    -    -    -    -    -    -    -    -    r
cases_breakglassverdict        -    -    r    -    -    -    rc   r    -    -    -    -    -    -    -    -    -    -    rc
cases_candidate                r    r    r    -    -    -    -    -    rc   -    -    -    -    -    -    -    -    -    -
cases_candidatechoice          r    r    r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_candidatelist            r    r    r    -    -    -    -    -    rc   -    -    -    -    -    -    -    -    -    -
cases_case                     ru   ru   r    -    -    -    -    -    rcud r    r    -    -    -    -    -    -    -    -
cases_casegrant                rcud rcud r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -    -
cases_caselink                 rc   r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_closing                  rcu  rcu  r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_closingconfirmation      rc   rc   r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_closingcriterion         rcd  rcd  r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_consent                  r    r    r    -    -    -    -    -    -    -    rc   -    -    -    -    -    -    -    -
cases_consultation             r    r    r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_contribution             r    r    r    -    -    -    -    -    rcud r    rcu  -    -    -    -    -    -    -    -
cases_contributionrelease      rcd  rcd  r    -    -    -    -    -    rcd  r    rcd  -    -    -    -    -    -    -    -
cases_contributionrequest      rcu  rcu  r    -    -    -    -    -    r    -    r    -    -    -    -    -    -    -    -
cases_contributionversion      r    r    r    -    -    -    -    -    -    -    rcd  -    -    -    -    -    -    -    -
cases_conversation             rc   rc   r    -    -    -    -    -    rc   r    -    -    -    -    -    -    -    -    -
cases_criterionjudgement       rcu  rcu  r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_criterionmark            rcu  rcu  r    -    -    -    -    -    rcud r    r    -    -    -    -    -    -    -    -
cases_detention                rc   rc   r    -    -    -    -    -    rc   r    -    -    -    -    -    -    -    -    -
cases_disclosure               rc   rc   rc   -    -    -    r    r    -    -    -    -    -    -    -    -    -    -    rc
cases_dispute                  r    -    r    -    -    -    -    -    -    rc   -    -    -    -    -    -    -    -    -
cases_disputeturn              rc   -    rc   -    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -
cases_domainscore              rcu  rcu  r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -    -
cases_enquiry                  rcu  rcu  r    -    -    -    -    -    -    -    r    r    -    -    -    -    -    -    -
cases_enquiryanswer            r    r    r    -    -    -    -    -    -    -    r    -    -    -    -    -    -    -    -
cases_escalation               rc   rc   r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_feedback                 rc   c    -    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_furtheruse               rc   r    r    -    -    -    -    -    r    rc   r    -    -    -    -    -    -    -    -
cases_furtheruseanswer         r    r    r    -    -    -    -    -    rc   rc   rc   -    -    -    -    -    -    -    -
cases_granthistory             r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_helpquestion             rc   rc   r    -    -    -    -    -    rc   r    -    -    -    -    -    -    -    -    -
cases_houseanswer              r    r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_houseenquiry             rcu  ru   r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_housesupply              r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_intervention             rcu  rcu  r    -    -    -    -    -    r    r    ru   -    -    -    -    -    -    -    -
cases_invitation               rcud rcud r    -    -    -    -    -    ru   ru   -    -    -    -    -    -    -    -    -
cases_keptdraft                -    -    -    -    -    -    -    -    rcd  -    -    -    -    -    -    -    -    -    -
cases_knownmatch               r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_lastvisit                rcu  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_guest                    rcu  rcu  r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_letter                   rcud rcud r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_logentry                 rc   rc   r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_meeting                  rcu  rcu  r    -    -    -    -    -    r    r    -    -    -    -    -    -    -    -    r
cases_minutes                  rcu  rcu  r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_nonotice                 rc   rc   r    -    -    -    -    -    -    rc   -    -    -    -    -    -    -    -    -
cases_notedtrend               rc   rc   r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_note                     rcu  rcu  r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_notice                   rc   rc   r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -    -
cases_phasetransition          rc   rc   r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -    -
cases_plan                     rcu  rcu  r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -    -
cases_planrole                 rcd  rcd  r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -    -
cases_progress                 rc   rc   r    -    -    -    -    -    r    r    rc   -    -    -    -    -    -    -    -
cases_postponement             rc   rc   r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_postponementconsent      rc   rc   r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_reassessment             rc   rc   r    -    -    -    -    -    ru   -    -    -    -    -    -    -    -    -    -
cases_received                 r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_receivedcontribution     r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_releaserequest           rc   rc   r    -    -    -    -    -    ru   -    -    -    -    -    -    -    -    -    -
cases_reopening                rc   rc   r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_retentionwarning         r    r    r    -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -
cases_savedview                rcud -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_subject                  rcu  rcu  r    -    -    -    -    -    rcud r    r    -    -    -    -    -    -    -    -
cases_supportcontact           rc   rc   r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_tableopening             rc   rc   r    -    -    -    -    -    r    r    r    -    -    -    -    -    -    -    -
cases_transfer                 rc   r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_transferanswer           r    r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_transferpart             rc   r    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_triage                   rcu  rcu  r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cases_triageparty              rcud rcud r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
governance_accession           -    -    rcu  -    rcu  -    -    -    -    -    -    -    -    -    -    -    r    rcu  r
governance_accessionconsent    -    -    rc   -    r    -    -    -    -    -    -    -    -    -    -    -    r    r    r
governance_affected            -    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    -
governance_agendapoint         -    -    rcu  -    -    -    -    -    -    -    -    -    -    -    -    -    rc   -    -
governance_agreedversion       -    -    rc   -    rc   -    r    r    -    -    -    -    -    -    -    -    -    rc   rc
governance_attendee            -    -    rcu  -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    -
governance_bodymeeting         -    -    rcu  -    r    -    -    -    -    -    -    -    -    -    -    -    r    r    r
governance_bodyminutes         -    -    rcu  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
governance_budget              r    r    rcud -    r    -    -    -    -    -    -    -    -    -    -    -    r    r    rcud
governance_budgetline          r    r    rcud -    r    -    -    -    -    -    -    -    -    -    -    -    r    r    rcud
governance_chapter             r    r    rcd  -    r    -    -    -    -    -    -    -    -    -    -    -    r    r    rcd
governance_decision            -    -    rcu  -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    -
governance_departure           -    -    rcu  -    rcu  -    -    -    -    -    -    -    -    -    -    -    r    rcu  r
governance_holder              -    -    rcu  -    rcu  -    -    -    -    -    -    -    -    -    -    -    r    rcu  rcu
governance_informing           -    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    -
governance_meetingrequest      -    -    ru   -    -    -    -    -    -    -    -    -    -    -    -    -    rc   -    -
governance_referral            rc   -    r    -    -    -    -    -    -    r    -    -    -    -    -    -    r    -    -
governance_signedcopy          -    -    rcd  -    rcd  -    -    -    -    -    -    -    -    -    -    -    -    rcd  r
governance_signedcopyfile      -    -    r    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    r    r
governance_enclosure           -    -    rcd  -    rcd  -    r    r    -    -    -    -    -    -    -    -    r    rcd  rcd
governance_enclosurefile       -    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    -
governance_visitor             -    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    -
governance_visitor_points      -    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    -
governance_export              -    -    r    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
governance_fulfilment          -    -    rc   -    rc   -    r    r    -    -    -    -    -    -    -    -    -    rc   rc
governance_received            -    -    rcd  -    rcd  -    r    r    -    -    -    -    -    -    -    -    -    rcd  rcd
governance_statement           -    -    rc   -    rc   -    r    r    -    -    -    -    -    -    -    -    r    rc   rc
governance_statementanswer     -    -    rc   -    rc   -    r    r    -    -    -    -    -    -    -    -    r    rc   rc
governance_paper               r    r    rcud -    r    -    -    -    -    -    -    -    -    -    -    -    r    r    rcud
governance_paperinput          -    -    rcd  -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    rcd
governance_reportfigures       r    r    r    -    r    -    -    -    -    -    -    -    -    -    -    -    r    r    r
governance_share               -    -    ru   -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    ru
governance_spending            -    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    rc
governance_vote                -    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    -    rcu  -    -
governance_writteninput        -    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    -    r    -    -
parties_mandate                r    r    r    r    rc   r    r    r    r    r    r    r    r    r    r    r    r    rc   r
parties_membership             r    r    r    r    rcd  r    r    r    r    r    r    r    r    r    r    r    r    rcd  r
parties_membership_houses      r    r    r    r    rcd  r    r    r    r    r    r    r    r    r    r    r    r    rcd  r
parties_membership_protocols   r    r    r    r    rc   r    r    r    r    r    r    r    r    r    r    r    r    rc   r
parties_party                  r    r    r    r    rcu  r    r    r    r    r    r    r    r    r    r    r    r    rcu  r
parties_party_kinds            r    r    r    r    rcd  r    r    r    r    r    r    r    r    r    r    r    r    rcd  r
parties_partyunit              r    r    r    r    rcd  r    r    r    r    r    r    r    r    r    r    r    r    rcd  r
parties_registerchange         -    -    -    -    rc   -    -    -    -    -    -    -    -    -    -    -    -    rc   -
parties_accessiondoor          r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_accessionrule          r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_approach               r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_approach_allowed_kinds r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_approach_attachment_kinds r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_approach_fixed_partners r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_approach_houses        r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_approach_minor_only_kinds r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_body                   r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_body_stuck_goes_to     r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_countingrule           r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_countingrule_kinds     r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_covenant               r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_criterion              r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_departurerule          r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_disputestep            r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_duty                   r    r    r    r    rcu  r    r    r    r    r    r    r    r    r    r    r    r    rcu  r
parties_house                  r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_informationduty        r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_lastingduty            r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_lettertext             r    r    r    r    rcu  r    r    r    r    r    r    r    r    r    r    r    r    rcu  r
parties_meetingduty            r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_paperchapter           r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_paperrule              r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_paperrule_adopted_by   r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_paperrule_payers       r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_protocol               r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_retentionpolicy        r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_retentionstage         r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_rule                   r    r    r    r    rcu  r    r    r    r    r    r    r    r    r    r    r    r    rcu  r
parties_seat                   r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_term                   r    r    r    r    rcud r    r    r    r    r    r    r    r    r    r    r    r    rcud r
parties_trend                  r    r    rc   r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    rc
parties_triageoutcome          r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_triageseat             r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
parties_votingexception        r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r    r
privacy_accesslogline          c    c    c    c    c    c    rc   rc   c    c    c    c    c    c    c    c    c    c    c
privacy_accessreview           -    -    r    -    r    -    r    r    -    -    -    -    -    -    -    -    -    r    r
privacy_auditentry             c    c    c    c    c    c    c    c    c    c    c    c    c    c    c    c    c    c    c
privacy_destructionfailure     -    -    r    -    -    r    r    r    -    -    -    -    -    -    -    -    -    -    r
privacy_archivepart            -    -    -    -    -    r    -    -    -    -    -    -    -    -    -    -    -    -    -
privacy_archivetransfer        r    r    r    -    -    r    r    r    -    -    -    -    -    -    -    -    -    -    r
privacy_auditfinding           -    -    rcu  -    -    -    r    rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_breach                 r    -    r    -    -    -    r    r    c    -    -    -    -    -    c    -    c    -    r
privacy_breachcase             rcd  -    rcd  -    -    -    r    r    -    -    -    -    -    -    -    -    -    -    rd
privacy_breachtold             r    -    rc   -    -    -    r    rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_complaint              -    -    rcu  -    -    -    r    rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_contactpoint           r    r    rc   -    r    r    r    r    -    -    -    -    -    -    -    -    -    r    rc
privacy_destructionlisting     -    -    r    -    -    r    r    r    -    -    -    -    -    -    -    -    -    -    r
privacy_destructionrecord      -    -    r    -    -    r    r    r    -    -    -    -    -    -    -    -    -    -    r
privacy_dpia                   -    -    rcu  -    -    -    r    rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_instruction            rc   -    rcu  -    -    -    rc   rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_keptdisclosure         r    r    r    -    -    -    r    r    -    -    -    -    -    -    -    -    -    -    r
privacy_keyincident            -    -    r    -    -    r    r    r    -    -    -    -    -    -    -    -    -    -    r
privacy_logcheck               -    -    -    -    -    -    r    r    -    -    -    -    -    -    -    -    -    -    -
privacy_malwareincident        -    -    r    -    -    r    r    r    -    -    -    -    -    -    -    -    -    -    r
privacy_policedecision         -    -    rcu  -    -    -    r    rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_processingactivity     -    -    rcu  -    -    -    r    rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_processor              -    -    rcu  -    -    -    r    rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_readingalert           -    -    -    -    -    -    r    r    -    -    -    -    -    -    -    -    -    -    -
privacy_registerversion        rc   -    rc   -    -    -    rc   rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_research               -    -    rcu  -    -    -    r    rc   -    -    -    -    -    -    -    -    -    -    rc
privacy_renewalquestion        r    r    r    -    -    -    -    -    -    -    r    -    -    -    -    -    -    -    -
privacy_requestcase            r    -    rcd  -    -    -    r    r    -    -    -    -    -    -    -    -    -    -    r
privacy_requestmeasure         rc   -    rc   -    -    r    r    r    -    -    -    -    -    -    -    -    -    -    r
privacy_requestquestion        r    -    r    -    -    -    -    -    -    -    r    -    -    -    -    -    -    -    -
privacy_reviewitem             -    -    r    -    r    -    r    r    -    -    -    -    -    -    -    -    -    r    r
privacy_reviewstep             -    -    rc   -    r    -    r    r    -    -    -    -    -    -    -    -    -    r    rc
privacy_subjectrequest         r    -    rc   -    -    -    r    r    -    -    -    -    -    -    -    -    -    -    rc
zvh_jobs                       rcu  c    rcu  rcu  rcu  c    c    c    rcu  rcu  rcu  c    c    c    c    c    c    c    c
"""
