#!/usr/bin/env bash
# Node and the packages that run.sh takes, for a machine without a network, in pieces that are small
# enough to be brought there: see README.md. For Linux on x64, which it has to run on as well.
#   test/gpu/pack.sh <folder> [<MiB of a piece>]
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$(realpath -m "${1:?a folder is missing}")
mkdir -p "$out"
# What npm installs without --omit=dev is for tests; of that, Node and the photographs are taken.
{
  npm ls --omit=dev --all --parseable | sed -n "s#^$PWD/\(node_modules/\)#\1#p"
  printf 'node_modules/%s\n' node .bin/node @selfsame @stdlib
} | sort -u > "$out/list"
# Sources, types, what is for other machines and what is for browsers.
left_out=(
  'node_modules/@tensorflow/*/dist/[!t]*' 'node_modules/@tensorflow/*/src' 'node_modules/node/node_modules'
  '*/tf-*.js.map' '*.d.ts' '*.map' '*.min.js' '*fesm*' '*es2017*' '*/darwin*' '*/win32*' '*arm64*' '*musl*'
  'node_modules/*/test' 'node_modules/@types'
  'node_modules/onnxruntime-web/[!p]*'
)
rm -f "$out"/packed.*
tar -c "${left_out[@]/#/--exclude=}" -T "$out/list" | xz -T0 |
  split -b "${2:-40}M" - "$out/packed."
rm "$out/list"
ls -l "$out"
