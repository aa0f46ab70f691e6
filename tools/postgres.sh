#!/usr/bin/env bash
# Run a command against a throw-away PostgreSQL cluster: tools/postgres.sh COMMAND [ARGUMENT …]
# The cluster listens on the loopback address only, asks for a password made for this run, and is gone afterwards.
# Exit code 69: no PostgreSQL server is installed.
set -euo pipefail

find_server() {
  local directory
  for directory in "${PG_BIN:-}" "$(pg_config --bindir 2>/dev/null || true)" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
    if [ -n "$directory" ] && [ -x "$directory/initdb" ] && [ -x "$directory/postgres" ]; then
      printf '%s\n' "$directory"
      return
    fi
  done
  return 1
}

server=$(find_server) || { echo "PostgreSQL: no server found (Debian package: postgresql)." >&2; exit 69; }

# The server refuses to run as root.
owner=()
if [ "$(id -u)" = 0 ]; then
  account=postgres
  id "$account" >/dev/null 2>&1 || account=nobody
  owner=(runuser -u "$account" --)
fi

home=$(mktemp -d)
pid=""
finish() {
  if [ -n "$pid" ]; then
    kill -INT "$pid" 2>/dev/null || true
    wait "$runner" 2>/dev/null || true
  fi
  rm -rf "$home"
}
trap finish EXIT

secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(umask 077; printf '%s\n' "$secret" >"$home/secret")
if [ "$(id -u)" = 0 ]; then chown -R "$account" "$home"; fi

"${owner[@]}" "$server/initdb" -D "$home/data" -U postgres -A scram-sha-256 --pwfile="$home/secret" -E UTF8 --locale=C.UTF-8 >"$home/initdb.log" 2>&1 ||
  { cat "$home/initdb.log" >&2; exit 1; }

"${owner[@]}" "$server/postgres" -D "$home/data" -p "$port" -k "$home" -c listen_addresses=127.0.0.1 \
  -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60 >"$home/server.log" 2>&1 &
runner=$!
for _ in $(seq 100); do
  if PGPASSWORD=$secret "$server/pg_isready" -q -h 127.0.0.1 -p "$port"; then break; fi
  kill -0 "$runner" 2>/dev/null || { cat "$home/server.log" >&2; exit 1; }
  sleep 0.1
done
pid=$(head -n 1 "$home/data/postmaster.pid")
PGPASSWORD=$secret "$server/createdb" -h 127.0.0.1 -p "$port" -U postgres nhiemky

code=0
DATABASE_URL="postgresql://postgres:$secret@127.0.0.1:$port/nhiemky" "$@" || code=$?
exit "$code"
