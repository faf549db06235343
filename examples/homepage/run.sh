#!/bin/sh
# Runs the function as a bare filter: a ResourceList in, a ResourceList out.
# Prints the items before, the items after, and the difference.
#
#   run.sh COMMAND...     for example: run.sh docker run --rm -i IMAGE
set -eu
list=$(dirname "$0")/resourcelist.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The items of a ResourceList, as the manifests they are.
items() { awk '/^items:/ {on = 1; next} /^[^ -]/ {on = 0} on {print substr($0, 3)}'; }

items <"$list" >"$work/before.yaml"
"$@" <"$list" >"$work/output.yaml"
items <"$work/output.yaml" >"$work/after.yaml"

echo "--- before"
cat "$work/before.yaml"
echo
echo "--- after"
cat "$work/after.yaml"
echo
echo "--- what was added"
diff -u "$work/before.yaml" "$work/after.yaml" | sed 1,2d
