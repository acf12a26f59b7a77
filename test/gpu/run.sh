#!/usr/bin/env bash
# What there is to know of a card, in the quarter of an hour that it is at hand: see README.md.
#   test/gpu/run.sh [--dry] [--data <archive or folder>] [--out <folder>] [--minutes <n>] [--parts <names>]
set -euo pipefail
export PATH="$(dirname "$(realpath "$0")")/../../node_modules/.bin:$PATH"
# Where the dependencies came along, nothing is installed: there may be no network.
[[ -e "$(dirname "$0")/../../node_modules/koffi" ]] || node "$(dirname "$0")/../../scripts/install.js"
exec node "$(dirname "$0")/main.ts" "$@"
