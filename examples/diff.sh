#!/bin/sh
# Prints what each example changes, in colour: diff.sh [EXAMPLE...]
set -eu
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- $(find . -name kustomization.yaml | sed 's,^\./,,; s,/[^/]*$,,' | sort)
for example; do
	for file in "$example"/expected/*.yaml; do
		[ -f "$example/kustomization.yaml" ] && [ -f "$file" ] || continue
		before=$example/${file##*/}
		[ -f "$before" ] || before=/dev/null # the run makes it
		git --no-pager diff --no-index --color=always "$before" "$file" || [ $? -eq 1 ]
	done
done
