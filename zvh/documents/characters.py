"""Which characters can be drawn: those of the fonts that come with the renderer. PDF/UA refuses what has no glyph.

Names in the Dutch registers are written in Latin letters with their accents; Greek, Cyrillic, Hebrew and Arabic are there too.
What is not (emoji, Chinese) becomes a box that everybody sees, and the form that takes the text says so at its field.
Characters that are not seen, such as those that turn the order of the text around, are left out.
"""

import re
import unicodedata

BOX = "□"

# Libertinus Serif, with the accents that it puts on its own letters.
_SERIF = (
    "21-7E A1-AC AE-2E4 2EA-36F 374-375 37A-37E 384-38A 38C 38E-3A1 3A3-3CE 3D0-3E1 3F0-3F6 3F8-3F9 3FB 3FD-477 47C-47F 483 "
    "48C-4C4 4C7-4CC 4D0-4F9 5B0-5C3 5C6 5D0-5EA 5F0-5F4 1E00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D "
    "1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2010-2027 2030-2037 2039-203E 2042 2044 "
    "2047-204B 204F 2070-2071 2074-208E 2090-209C 20A2-20A4 20A7-20A8 20AB-20AC 20AF 20B1 20B9 20BF 2100-2103 2105-2106 2109 "
    "210C-210F 2111 2113 2115-2116 2119-211A 211C-211D 2120 2122 2124 2126-2127 212A-212B 212E 2132 2135-2139 214F 2153-2184"
)
# DejaVu Sans Mono, for what the first does not have: Arabic letters and digits, arrows, the box.
_MONO = "60C 61B 61F 621-63A 640-64A 660-66D 67E 686 698 6A9 6AF 6CC 6F0-6F9 2190-2193 25A1 2713"


def _expanded(ranges: str) -> frozenset[str]:
    found: set[str] = set()
    for one in ranges.split():
        first, _, last = one.partition("-")
        found |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return frozenset(found)


SERIF, MONO = _expanded(_SERIF), _expanded(_MONO)
SPACES = re.compile(r"[^\S\n]")


def drawable(text: str) -> str:
    """The text as it will stand on the paper."""
    return "".join(_drawn(text))


def undrawable(text: str) -> list[str]:
    """The characters that would become a box, each once."""
    return list(dict.fromkeys(one for one in _normal(text) if _is_seen(one) and one not in SERIF and one not in MONO))


def _drawn(text: str) -> list[str]:
    found: list[str] = []
    for one in _normal(text):
        if one in "\n ":
            found.append(one)
        elif unicodedata.category(one) == "Mn":  # on a letter of its own font; on a box or a space it has no glyph
            found += [one] if one in SERIF and found and found[-1] in SERIF else []
        elif _is_seen(one):
            found.append(one if one in SERIF or one in MONO else BOX)
    return found


def _normal(text: str) -> str:
    """Letter and accent in one where Unicode has it, one kind of space, one kind of line end."""
    return SPACES.sub(" ", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def _is_seen(one: str) -> bool:
    return (
        one not in "\n "
        and unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Mn", "Me", "Sk")
        or one in SERIF
    )
