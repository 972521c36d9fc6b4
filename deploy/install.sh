#!/bin/sh
# Installs the product from the bundle that this file lies in, into a new folder, without a network:
#   sh install.sh /opt/tongxin        PYTHON=/path/to/python3.11 names a Python that is not found by itself
set -u
umask 022
bundle=$(cd "$(dirname "$0")" && pwd) || exit 1
place=${1:-}
made=
work=

fail() {
    printf '%s\n' "$@" >&2
    if [ -n "$made" ]; then
        rm -rf "$place"
        echo "Nothing was installed." >&2
    fi
    exit 1
}
tidy() { [ -z "$work" ] || rm -rf "$work"; }
trap tidy EXIT
trap 'fail "Stopped."' HUP INT TERM

need() { sed -n "s/^$1=//p" "$bundle/NEEDS"; }

# Whether version $1 is at least $2: both are numbers with one point between.
at_least() {
    [ "${1%%.*}" -gt "${2%%.*}" ] && return 0
    [ "${1%%.*}" -eq "${2%%.*}" ] && [ "${1#*.}" -ge "${2#*.}" ]
}

find_python() {
    for name in ${PYTHON:-} "python$(need python)" python3 /usr/local/bin/python3 /usr/bin/python3; do
        found=$(command -v "$name") || continue
        version=$("$found" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        seen="$seen$found is $version. "
        [ "$version" = "$(need python)" ] && python=$found && return 0
    done
    return 1
}

case $place in
"" | -*) fail "Say into which new folder: sh $0 /opt/tongxin" ;;
/*) ;;
*) place=$(pwd)/$place ;;
esac
for tool in sha256sum sed tar gzip; do
    command -v $tool >/dev/null || fail "The program $tool is missing. Install it from your system's packages."
done

cd "$bundle" || exit 1
[ -f SHA256SUMS ] || fail "SHA256SUMS is missing: this is not the whole bundle. Unpack the archive again."
damaged=$(sha256sum --quiet --check SHA256SUMS 2>&1) ||
    fail "This bundle is damaged or was changed. Fetch it again and compare its SHA-256." "$damaged"

[ "$(uname -s)" = Linux ] || fail "This bundle is for Linux; here is $(uname -s)."
[ "$(uname -m)" = "$(need machine)" ] || fail "This bundle is for $(need machine); here is $(uname -m). Ask for another."
libc=$(getconf GNU_LIBC_VERSION 2>/dev/null) || fail "This bundle needs the GNU C library; there is none here."
at_least "${libc#glibc }" "$(need libc)" || fail "This bundle needs glibc $(need libc) or newer; here is ${libc#glibc }."
python=
seen=
find_python || fail "This bundle needs Python $(need python), no other version. ${seen:-No Python was found. }" \
    "Install it from your system's packages, or name it: PYTHON=/path/to/python$(need python) sh $0 $place"
"$python" -I -c 'import venv, sqlite3, ssl, ctypes' ||
    fail "$python lacks a part of Python itself (see above). Install the whole of it from your system's packages."
case $("$python" -I -c 'import os, sys; print(os.path.realpath(sys.base_prefix)[1:])')/ in
home/* | root/*) echo "Note: $python lies in somebody's home, which the units for systemd hide. For them name another." >&2 ;;
esac

if [ -e "$place" ] && [ -n "$(ls -A "$place" 2>&1)" ]; then
    fail "$place is there already and is not empty. Name a new folder; docs/operations.md says how to update."
fi
mkdir -p "$place" && [ -w "$place" ] || fail "$place cannot be made or written to. Who installs needs the right to do so."
free=$(df -Pk "$place" | awk 'NR == 2 { print $4 }')
made=yes
[ "${free:-0}" -ge 600000 ] || fail "There is too little room: 600 MB must be free at $place."

work=$(mktemp -d) || fail "No folder for temporary files could be made."
echo "Installing into $place ..."
tar -xzf product.tar.gz --no-same-owner -C "$place" || fail "The product could not be unpacked (see above)."
"$python" -m venv --without-pip "$place/.venv" || fail "Python could not make an environment (see above)."
"$python" -m zipfile -e packages/uv-*.whl "$work/uv" || fail "uv could not be unpacked (see above)."
uv=$(echo "$work"/uv/uv-*.data/scripts/uv)
chmod 755 "$uv"

# Nothing of the caller's settings: they could name another source of packages.
put() {
    env -i PATH=/usr/bin:/bin HOME="$work" LANG=C.UTF-8 "$uv" --no-config --offline --no-cache --quiet \
        pip install --python "$place/.venv/bin/python" --no-index --no-deps --link-mode=copy "$@"
}
put --find-links "$bundle/packages" --require-hashes --compile-bytecode --requirement "$place/requirements/base.txt" ||
    fail "The packages could not be installed (see above)."
put --editable "$place" || fail "The product could not be installed (see above)."

# The first run builds the files of the front end, in a data folder to throw away, and shows that everything loads.
cd "$place" || exit 1
"$place/.venv/bin/python" -m compileall -q tongxin || fail "The product could not be compiled (see above)."
env -i PATH=/usr/bin:/bin LANG=C.UTF-8 TONGXIN_HOME="$work/home" "$place/bin/tongxin" static ||
    fail "The product does not start (see above)."
made=
echo "Installed. Next: name a data folder outside of $place, then begin:"
echo "    export TONGXIN_HOME=/var/lib/tongxin"
echo "    $place/bin/tongxin init && $place/bin/tongxin serve"
echo "As a service of the system: $place/docs/operations.md, under systemd."
