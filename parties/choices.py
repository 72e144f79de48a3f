from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class Chain(TextChoices):
    """The chain (keten) in which a kind of party works."""

    CARE = "zorg", "Zorg"
    JUSTICE = "straf", "Straf"
    GOVERNMENT = "bestuur", "Bestuur"
    OTHER = "overig", "Overig"


class Mark(TextChoices):
    """The mark that data of politie and OM carry wherever they are shown (protocol art. 7.1, 13.5)."""

    NONE = "", "Geen"
    POLITIE = "politie", "Politiegegevens"
    OM = "om", "Gegevens van het OM"


class DataClass(TextChoices):
    ORDINARY = "gewoon", "Gewone persoonsgegevens"
    SPECIAL = "bijzonder", "Bijzondere persoonsgegevens"
    CRIMINAL = "strafrechtelijk", "Strafrechtelijke gegevens"
    LEGAL_ID = "wettelijk_id", "Wettelijk identificatienummer"


class Phase(TextChoices):
    """The four phases of a case (covenants art. 1)."""

    AANMELDING = "aanmelding", "Aanmelding en intake"
    TRIAGE = "triage", "Triage"
    CASUSOVERLEG = "casusoverleg", "Casusoverleg"
    AFSCHALING = "afschaling", "Afschaling"


class ProtocolStatus(TextChoices):
    ADOPTED = "vastgesteld", "Vastgesteld"
    MODEL = "model", "Model, nog vast te stellen"


class BodyLevel(TextChoices):
    BOARD = "bestuur", "Bestuur"
    STRATEGIC = "strategisch", "Strategisch"
    TACTICAL = "tactisch", "Tactisch"
    EXTERNAL = "extern", "Buiten het huis"


class VotingRule(TextChoices):
    MAJORITY = "meerderheid", "Meerderheid van de uitgebrachte stemmen; men zoekt eerst overeenstemming"
    CONSENSUS = "eensluidend", "Eén gezamenlijk advies"
    CONSENSUS_THEN_MAJORITY = "consensus", "Overeenstemming, en anders een meerderheid"
    NOT_OURS = "extern", "Volgens eigen regels van dit orgaan"


class Consequence(TextChoices):
    """What an outcome of the triage sets in motion."""

    CASUSOVERLEG = "casusoverleg", "Er komt een casusoverleg"
    BILATERAL = "bilateraal", "Het huis helpt, zonder casusoverleg"
    DATA_REMOVED = "gegevens_weg", "De gegevens worden verwijderd"


class TriageDecider(TextChoices):
    PROCESREGISSEUR = "procesregisseur", "De procesregisseur"
    TRIAGE_TABLE = "weegoverleg", "De deelnemers van het weegoverleg samen"


class ClosingDecider(TextChoices):
    CASUSOVERLEG = "casusoverleg", "Het casusoverleg"
    BOTH_REGISSEURS = "beide", "De procesregisseur en de casusregisseur samen"


class HouseRole(TextChoices):
    """The roles of house staff that settings of a house name."""

    PROCESREGISSEUR = "procesregisseur", "Procesregisseur"
    PROCESONDERSTEUNER = "procesondersteuner", "Procesondersteuner"


class TermUnit(TextChoices):
    DAYS = "dagen", "dagen"
    WEEKS = "weken", "weken"
    MONTHS = "maanden", "maanden"
    YEARS = "jaren", "jaren"


class CeilingStart(TextChoices):
    """The day from which the last date of a legal regime is counted."""

    NONE = "", "Geen eigen uiterste datum"
    FIRST_PROCESSING = "eerste_verwerking", "de eerste verwerking"
    LAST_PROCESSING = "laatste_verwerking", "de laatste verwerking"


class DisputeAbout(TextChoices):
    MANAGER = "manager", "De manager"
    PROCESREGISSEUR = "procesregisseur", "De procesregisseur"
    CASUSREGISSEUR = "casusregisseur", "De casusregisseur"
    DECISION = "besluit", "Een plan of besluit in de casus"
    SUPPLY = "aanlevering", "Het geven of doorgeven van gegevens"


class Word(TextChoices):
    """The things for which every covenant has its own word."""

    PROCESREGISSEUR = "procesregisseur", "procesregisseur"
    CASUSREGISSEUR = "casusregisseur", "casusregisseur"
    TRIAGE = "triage", "triage"
    CASUSOVERLEG = "casusoverleg", "casusoverleg"
    PLAN = "plan", "plan"
    SUPPORT = "procesondersteuner", "procesondersteuner"
    STRATEGIC_BODY = "stuurgroep", "stuurgroep"
    TACTICAL_BODY = "partneroverleg", "partneroverleg"
    PERIOD_PLAN = "jaarplan", "jaarplan"


def validate_words(words: dict[str, str]) -> None:
    """Raise ValidationError for a word that no part of the application asks for."""
    if unknown := set(words) - set(Word.values):
        raise ValidationError(f"Onbekend woord: {', '.join(sorted(unknown))}.")


class LetterKind(TextChoices):
    """The letters that a house writes to the person whom a case is about."""

    NOTICE = "kennisgeving", "Kennisgeving"
    CLOSING = "afsluitbrief", "Afsluitbrief"


class Deadline(TextChoices):
    """The terms that casework needs in every house; `Term` gives length and source."""

    FIRST_ASSESSMENT = "eerste-beoordeling", "Eerste beoordeling van een aanmelding"
    ENQUIRY_ANSWER = "antwoord-bekendheid", "Antwoord op de vraag of een persoon bekend is"
    TRIAGE = "triage", "Besluit van de triage"
    CONTRIBUTION = "bijdrage", "Bijdrage van een partij"
    NOTICE_CHECK = "toets-inlichten", "Nieuwe toets of de betrokkene kan worden ingelicht"
    FOLLOW_UP = "vervolgoverleg", "Volgend casusoverleg"
    RELEASE_ANSWER = "herbeoordeling-bijdrage", "Antwoord of een bijdrage in de volgende fase nodig is"
    FURTHER_USE = "verder-gebruik", "Antwoord op een verzoek om verder gebruik"
    TRANSFER = "overdracht", "Antwoord van een ander huis op een overdracht"
    FEEDBACK = "terugkoppeling", "Terugkoppeling aan de melder blijft leesbaar"
    ACCESS_REVIEW = "autorisaties-nalopen", "Alle autorisaties nalopen"
    SPECIAL_REVIEW = "bijzondere-rechten-nalopen", "Bijzondere rechten nalopen"
    REVIEW_ANSWER = "autorisaties-bevestigen", "Een autorisatie bevestigen die wordt nagelopen"
    REVIEW_KEPT = "controle-bewaren", "Een controle van de toegang blijft bewaard"
    SUBJECT_REQUEST = "verzoek-betrokkene", "Antwoord op een verzoek van de betrokkene"
    DISCLOSURE_POLICE = "verstrekking-politie", "Een verstrekking van politiegegevens blijft bewaard"
    DISCLOSURE_KEPT = "verstrekking-bewaren", "Een verstrekking van een ander blijft bewaard"
    REQUEST_KEPT = "verzoek-bewaren", "Een verzoek van een betrokkene blijft bewaard"
    DETENTION_END = "einde-detentie", "Nazorg geregeld voor het einde van een detentie"
    WRITTEN_INPUT = "schriftelijke-inbreng", "Schriftelijke inbreng van een lid dat er niet is"
    INFORMING = "inlichten-besluit", "Meedelen van een besluit aan wie het moet weten"
    ACCESSION_CONSENT = "instemming-toetreding", "Antwoord van een partij op een voorgenomen toetreding"
    REPAIR = "herstel", "Tijd om te herstellen na een ingebrekestelling"
    PAPER_INPUT = "inbreng-plan", "Inbreng van een partij op een plan, begroting of rekening"
    PAPER_SENT = "plan-rondsturen", "Een vastgesteld plan, begroting of rekening rondsturen"


class TrackKind(TextChoices):
    """What is kept of a subject between the meetings, where the approach has it (DPIA, annex 1)."""

    DETENTION = "detentie", "Detentie"
    HELP = "hulpvraag", "Hulpvraag"
    CONVERSATION = "gesprek", "Gesprek"


class DecisionKind(TextChoices):
    """What a body decides about (conv. 5 and 7; the annexes about mandates)."""

    FRAMEWORK = "kader", "Kader of strategie"
    MONEY = "geld", "Geld, bijdragen of dienstverlening"
    WORK_PROCESS = "werkproces", "Werkproces"
    ACCESSION = "toetreding", "Toetreding"
    EXCLUSION = "uitsluiting", "Uitsluiting"
    AMENDMENT = "wijziging", "Wijziging van het convenant"
    SECURITY = "beveiliging", "Beleid voor informatiebeveiliging"
    PLAN = "plan", "Plan"
    ACCOUNTS = "rekening", "Begroting of rekening"
    DPIA = "dpia", "DPIA of raadpleging van de toezichthouder"
    SYSTEM = "systeem", "Informatiesysteem"
    PROCESSOR = "verwerker", "Verwerker"
    PERSONNEL = "personeel", "Personeel"
    AUDIT = "audit", "Audit of evaluatie"
    VOG = "vog", "Beleid voor VOG en screening"
    COMPLAINT = "klacht", "Klacht"
    COMMUNICATION = "communicatie", "Communicatie naar buiten"
    OTHER = "overig", "Ander besluit"


class DeskFor(TextChoices):
    """What a desk of a party is for."""

    SUBJECT_REQUESTS = "verzoeken", "Verzoeken van betrokkenen"
    BREACHES = "datalekken", "Datalekken"
    PRIVACY = "privacy", "Functionaris gegevensbescherming"
    DATA = "gegevens", "Vragen over gegevens"


class Ended(TextChoices):
    """Why a party no longer takes part (covenants, articles on leaving and exclusion)."""

    NOTICE = "opzegging", "Opzegging door de partij"
    EXCLUSION = "uitsluiting", "Uitsluiting"
    AMENDMENT = "wijziging", "De partij aanvaardt een wijziging niet"
    ACCESSION = "toetreding", "De partij aanvaardt de toetreding van een ander niet"
    MERGER = "opgegaan", "Opgegaan in een andere partij"
    EXPIRY = "afgelopen", "Het convenant of protocol is afgelopen"


class LeavesOn(TextChoices):
    """The earliest day on which a party leaves, counted from its notice."""

    END_OF_TERM = "einde-termijn", "aan het eind van de lopende termijn van het convenant"
    FIRST_OF_JANUARY = "1-januari", "op 1 januari, na de opzegtermijn"
    DAY_OF_CHANGE = "ingang-wijziging", "op de dag waarop de wijziging of toetreding ingaat"
    AT_ONCE = "direct", "meteen na het besluit"


class MandateKind(TextChoices):
    """How one party speaks for another in a body (annex on mandate; 002 annex 6)."""

    MANDATE = "mandaat", "Mandaat"
    ON_BEHALF = "mede_namens", "Mede namens"


class TrainingTopic(TextChoices):
    """What people who see personal data are trained in (protocol annex 3)."""

    SECURITY = "beveiliging", "Informatiebeveiliging"
    PERSONAL_DATA = "persoonsgegevens", "Omgaan met persoonsgegevens"
    APPLICATION = "casusportaal", "Werken met het Casusportaal"
