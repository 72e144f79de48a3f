"""Pictures of every page, to leaf through: test-artefacts/pages/index.html, by role, page and screen."""

from html import escape

from tests.browser import PICTURES
from tests.pages.window import Window
from zvh.dev.places import ROOT

PLACE = ROOT / "test-artefacts" / "pages"
HEAD = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>Alle pagina's</title>
<style>body{font:16px sans-serif;margin:1rem}img{height:16rem;max-width:24rem;object-fit:cover;object-position:top;border:1px solid #999}
figure{display:inline-block;margin:0 1rem 1rem 0;vertical-align:top}h2{border-top:2px solid}</style>
<h1>Alle pagina's</h1><p>Klik op een plaatje voor de hele pagina.</p>"""


class Album:
    """What is photographed; nothing unless ZVH_PICTURES is set. The pictures of other files and processes stand in it too."""

    def take(self, window: Window, who: str, what: str, screen: str) -> None:
        if not PICTURES:
            return
        file = PLACE / who / f"{what}-{screen}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        window.page.screenshot(path=file, full_page=True, animations="disabled")

    def write_contents(self) -> None:
        """Per person the pages, per page its screens."""
        parts, now = [HEAD], ("", "")
        for file in sorted(file.relative_to(PLACE) for file in PLACE.rglob("*.png")):
            who, (what, _, screen) = file.parent.name, file.stem.rpartition("-")
            if who != now[0]:
                parts.append(f"<h2>{escape(who)}</h2>")
            if (who, what) != now:
                parts.append(f"<h3>{escape(what)}</h3>")
            now = (who, what)
            parts.append(
                f'<figure><a href="{file}"><img loading="lazy" src="{file}" alt="{escape(what)}, {escape(screen)}"></a>'
                f"<figcaption>{escape(screen)}</figcaption></figure>"
            )
        if PICTURES:
            (PLACE / "index.html").write_text("\n".join(parts), "utf-8")
