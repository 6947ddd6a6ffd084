#!/bin/sh
# diagnostics.sh SOURCE-ROOT OBELUS: every diagnostic has its help, and the help knows none that nothing tells. TAP.
set -u
top=$(realpath "$1") obelus=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
grep -rhoE '"OB[0-9]{3}"' "$top/plugin" --include='*.c' --include='*.h' --exclude='ob-diag-help.*' |
  tr -d '"' | sort -u >"$scratch/told"
"$obelus" help diagnostics | cut -d' ' -f1 | sort >"$scratch/helped"
echo 1..3
diff "$scratch/told" "$scratch/helped" >"$scratch/out" && echo "ok 1 - diagnostics/each has its help" ||
  { echo "not ok 1 - diagnostics/each has its help"; sed 's/^/#   /' "$scratch/out"; }
"$obelus" help OB112 | grep -q 'An unknown word list' && echo "ok 2 - diagnostics/help explains one" ||
  echo "not ok 2 - diagnostics/help explains one"
# What may be a warning can be suppressed, and the help says so.
grep -rhoE 'OB_SEVERITY_WARNING, "OB[0-9]{3}"|ob_pattern_warn \(self, "OB[0-9]{3}"' "$top/plugin" | grep -oE 'OB[0-9]{3}' | sort -u |
  while read -r id; do "$obelus" help "$id" | grep -q 'suppress:' || echo "$id"; done >"$scratch/out"
[ -s "$scratch/out" ] && { echo "not ok 3 - diagnostics/warnings can be suppressed"; sed 's/^/#   /' "$scratch/out"; } ||
  echo "ok 3 - diagnostics/warnings can be suppressed"
