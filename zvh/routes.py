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
}

# Signed in with a password, second factor not yet given or not yet set up.
BEFORE_SECOND_FACTOR = {"tweede-factor", "tweede-factor-instellen", "uitloggen"}

# Second factor given, capacity not yet chosen.
BEFORE_CAPACITY = {
    "rol-kiezen",
    "uitloggen",
    "profiel",
    "profiel-wachtwoord",
    "profiel-weergave",
    "profiel-herstelcodes",
    "profiel-app",
    "tweede-factor-instellen",
    "herstelcodes",
}
