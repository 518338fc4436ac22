#!/usr/bin/env bash
# Stores the documents of Debian's package iso-codes as collections with rules: load.sh [server]
set -euo pipefail
server=${1:-http://127.0.0.1:8412}
folder=/usr/share/iso-codes/json
command -v jq >/dev/null || { echo "this needs jq" >&2; exit 1; }
[ -d "$folder" ] || { echo "install the package iso-codes" >&2; exit 1; }

# load COLLECTION LIST KEY: gives the collection its rules, and stores each entry under its code, 100 to a batch.
load() {
  jq -n --arg key "$3" '{unique: ["/" + $key], media_types: ["application/json"],
      schema: {type: "object", required: [$key, "name"]}}' |
    curl -sS --fail-with-body -o /dev/null -X PUT -H 'If-None-Match: *' --data-binary @- "$server/-/rules/$1/"
  jq -c --arg at "/$1/" --arg list "$2" --arg key "$3" '
      [.[$list][] | {method: "PUT", path: ($at + .[$key]), if_none_match: "*", body: .}] | _nwise(100) | {operations: .}' \
    "$folder/iso_$2.json" |
    while IFS= read -r batch; do
      printf '%s' "$batch" | curl -sS --fail-with-body -o /dev/null --data-binary @- "$server/-/batch"
    done
  echo "$1: $(jq --arg list "$2" '.[$list] | length' "$folder/iso_$2.json")"
}

load countries 3166-1 alpha_2
load subdivisions 3166-2 code
load currencies 4217 alpha_3
load scripts 15924 alpha_4
load languages 639-3 alpha_3
