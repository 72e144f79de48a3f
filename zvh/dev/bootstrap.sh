# Sourced by ./run and ./test, in the directory of the project: Python, the virtual environment, the packages.
# POSIX sh: on a bare machine there is nothing else yet.

say() { echo "zvh: $*" >&2; }

# Install with apt where we may; otherwise print the line that does it. What apt says is shown when it fails.
apt_install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "apt-get install $*"
        told=$(
            exec 2>&1 </dev/null
            apt-get update -qq &&
                DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
        ) || { say "$told"; return 1; }
    else
        say "installeer eerst: sudo apt-get install $*"
        return 1
    fi
}

# Prints the first Python of at least 3.11 that can make a virtual environment.
find_python() {
    for candidate in ${ZVH_PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

need_python() {
    PYTHON=$(find_python) || {
        apt_install python3 python3-venv || exit 2
        PYTHON=$(find_python) || { say 'Python 3.11 of nieuwer is nodig.'; exit 2; }
    }
}

# Install one lock file by hash, unless that was done before.
install_packages() {
    if ! .venv/bin/python -c '' 2>/dev/null; then
        rm -rf .venv
        "$PYTHON" -m venv .venv || { say 'de virtuele omgeving .venv is niet gemaakt'; exit 2; }
    fi
    sum=$(cksum <"$1")
    stamp=.venv/$1.installed
    [ "$(cat "$stamp" 2>/dev/null)" != "$sum" ] || return 0
    say "pakketten van $1 installeren"
    with_uv "$1" || with_pip "$1" || { say "de pakketten van $1 konden niet worden opgehaald"; exit 2; }
    echo "$sum" >"$stamp"
}

# uv is ten times as fast, and trusts what the machine trusts; --compile-bytecode because the account that runs the application may not write there.
with_uv() {
    [ -z "${ZVH_NO_UV:-}" ] || return 1
    with_pip requirements-uv.txt &&
        UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS-1}" .venv/bin/uv pip install -q -p .venv/bin/python --require-hashes --compile-bytecode -r "$1" </dev/null
}

with_pip() {
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-input --require-hashes --no-deps -r "$1" </dev/null
}

# Chromium for the browser tests with the library that Playwright needs, Redis (this package starts no service), and the virus
# scanner clamd, which the tests start themselves with a signature of their own.
# Without them those tests are skipped.
want_programs() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    missing=''
    for package in chromium libatomic1 redis-tools clamav-daemon; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok' || missing="$missing $package"
    done
    # shellcheck disable=SC2086
    [ -z "$missing" ] || apt_install $missing || say 'de tests met een browser, Redis of een virusscanner worden overgeslagen'
}
