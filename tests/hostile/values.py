"""The table of bad input (09, section 5): what is refused at the field, and what people may rightly be called or write."""

REFUSED = {
    "NUL": "Jan\x00sen",
    "right to left override": "Jan\u202esen",
    "escape": "Jan\x1b[31msen",
    "isolate": "Jan\u2066sen",
    "too long": "x" * 50_001,
}
EMPTY = {"spaces": "   ", "without width": "\u200b\u2060\ufeff", "filler": "\u3164"}

NAMES = ("O'Neill", "van 't Hof", "-", "X", "Null", "True", "=cmd", "+31", "@SUM(A1)", "محمد", "Yıldız", "👩\u200d👧")
# Marked so that a page that shows them otherwise than literally is found; short enough for a name.
MARKUP = (
    '"><kwaad onmouseover=kwaad()>',
    "</textarea><script>kwaad()</script>",
    "</title><img src=x onerror=kwaad()>",
    "{{7*1111111}}{% debug %}${7*1111111}",
    "'; DROP TABLE cases_case--",
    "' OR 1=1-- %s%n%00",
)
RAW_MARKUP = ("<kwaad", "<script>kwaad", "<img src=x", "7777777")  # the number: a template that was worked out
NFD, NFC = "Rene\u0301", "René"

IDS = (
    "0",
    "-1",
    str(2**63),
    str(10**40),
    "1e3",
    "١٢",
    "../",
    "DEADBEEF-DEAD-4EAD-8EAD-DEADBEEFDEAD",
    "zomaar",
    "1\x00",
)
DATES = (
    "0000-00-00",
    "30-02-2026",
    "2026-13-45",
    "31-12-9999",
    "9999-12-31",
    "1850-01-01",
    "٢٠٢٦-٠١-٠١",
    "1e3",
    "zomaar",
    "\x00",
)
TIMES = ("25:00", "-1:00", "zomaar", "10:00\x00")
SEARCHES = (
    "",
    "%",
    "_",
    "\\",
    "*",
    '"',
    "a",
    "a' & !b",
    "(((((",
    "[a-z]+$",
    "' OR 1=1--",
    "<script>kwaad()</script>",
    "x" * 10_000,
)
# What no text is: a lone surrogate, an overlong zero, bytes of another encoding.
RAW = ("%ED%A0%80", "%C0%80", "%FF%FE", "caf%E9")
