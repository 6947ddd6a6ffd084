# shellcheck shell=sh
# setup.sh: what ./scripts/demo and ./scripts/test share: the packages to have, and the building. To be sourced.

packages="gcc libc6-dev meson ninja-build pkg-config libglib2.0-dev liblua5.4-dev libpcre2-dev libarchive-dev libxml2-dev gawk
libsqlite3-dev sqlite3 lua-check locales"

say () { printf '%s\n' "$*" >&2; }

missing_packages () {
  for package in $packages; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || printf ' %s' "$package"
  done
}

# Installs the Debian packages that are missing; as root, or through sudo.
install_packages () {
  if ! command -v dpkg-query >/dev/null; then
    say "This is no Debian: have a C compiler, meson, ninja, pkg-config, glib 2, Lua 5.4, PCRE2, libxml2 and gawk installed."
    return
  fi
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ]; then
    become=
  elif command -v sudo >/dev/null; then
    become=sudo
  else
    say "Please install these packages as root, then come again:"
    say "  apt-get install$missing"
    exit 1
  fi
  say "Installing$missing"
  log=$(mktemp)
  # shellcheck disable=SC2086 # a list of words
  if ! { $become apt-get update && $become env DEBIAN_FRONTEND=noninteractive \
           apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    say "The packages could not be installed."
    exit 1
  fi
  rm -f "$log"
}

# build FOLDER [SETUP-OPTION…]: configures what is not, and builds; tells only what goes wrong.
build () {
  folder=$1
  shift
  log=$(mktemp)
  if ! { { [ -f "$folder/build.ninja" ] || meson setup "$folder" "$top" "$@"; } && ninja -C "$folder"; } \
       >"$log" 2>&1; then
    cat "$log" >&2
    say "The build in $folder failed."
    exit 1
  fi
  grep -i warning "$log" >&2 || true
  rm -f "$log"
}
