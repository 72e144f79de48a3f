"""Which routes are open to whom before a capacity is chosen. A route that stands nowhere here needs an acting capacity."""

PUBLIC = {
    "inloggen",
    "demo-inloggen",
    "tweede-factor",
    "uitnodiging",
    "wachtwoord-vergeten",
    "wachtwoord-vergeten-verstuurd",
    "wachtwoord-kiezen",
    "componenten",  # answers in demo mode only
    "klaar",
    "gezond",
    "hulp",
    "toegankelijkheid",
    "privacyverklaring",
    "privacyverklaring-huis",
}

# What a session does about itself, whatever it may open.
OF_EVERY_SESSION = {"uitloggen", "ontgrendelen", "privacyscherm", "sessie-stand", "sessie-blijven", "sleutel-opdracht"}

# Signed in with a password, second factor not yet given or not yet set up.
BEFORE_SECOND_FACTOR = {"tweede-factor", "tweede-factor-instellen"} | OF_EVERY_SESSION

# Second factor given, capacity not yet chosen.
BEFORE_CAPACITY = {
    "rol-kiezen",
    "profiel",
    "profiel-wachtwoord",
    "profiel-weergave",
    "profiel-herstelcodes",
    "profiel-app",
    "tweede-factor-instellen",
    "herstelcodes",
    "sleutels",
    "sleutel-toevoegen",
    "sleutel-verwijderen",
    "sleutel-gebruiken",
    "sessies",
    "sessies-andere",
    "sessie-beeindigen",
} | OF_EVERY_SESSION

# A locked session opens these only (00, item 14).
WHILE_LOCKED = {"uitloggen", "ontgrendelen", "privacyscherm", "sessie-stand", "sleutel-opdracht"}
