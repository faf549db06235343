#!/usr/bin/env bash
# Installs what the tests in this folder need and this machine lacks: the two
# container engines from Debian's packages, kustomize and the validator built
# from source into .work/bin, and in .work/debs the packages that the images of
# the homepage example's Pod are made of. Starts nothing, and leaves installed
# tools as they are.
set -euo pipefail
cd "$(dirname "$0")/.."

kustomize=v5.8.1
packages=(podman:podman runc:runc netavark:netavark iptables:iptables catatonit:catatonit dockerd:docker.io) # COMMAND:PACKAGE
debs=(nginx nginx-common libc6 libcrypt1 libpcre2-8-0 zlib1g libssl3 busybox-static)

die() { echo "e2e: $*" >&2; exit 1; }

# has COMMAND: on PATH or, as netavark, among podman's own.
has() { command -v "$1" >/dev/null || test -x "/usr/lib/podman/$1"; }

[ "$(id -u)" = 0 ] || die "must run as root: it starts container engines of its own"
command -v kpt >/dev/null || die "kpt is not on PATH, and there is no module or package to install it from; install it as its documentation says"

missing=()
for p in "${packages[@]}"; do
	has "${p%:*}" || missing+=("${p#*:}")
done
if [ ${#missing[@]} -gt 0 ] || [ ! -e .work/debs/complete ]; then
	command -v apt-get >/dev/null || die "needs Debian's apt-get, to install: ${missing[*]}"
	apt-get update -qq
fi
if [ ${#missing[@]} -gt 0 ]; then
	echo "e2e: installing ${missing[*]}"
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if [ ! -e .work/debs/complete ]; then
	echo "e2e: downloading ${debs[*]}"
	rm -rf .work/debs && mkdir -p .work/debs
	(cd .work/debs && apt-get -qq -o APT::Sandbox::User=root download "${debs[@]}" && touch complete)
fi

export GOBIN=$PWD/.work/bin
mkdir -p "$GOBIN"
if [ "$("$GOBIN/kustomize" version 2>/dev/null)" != $kustomize ]; then
	echo "e2e: building kustomize $kustomize"
	go install -ldflags "-s -w -X sigs.k8s.io/kustomize/api/provenance.version=$kustomize" sigs.k8s.io/kustomize/kustomize/v5@$kustomize
fi
echo "e2e: building the validator"
(cd e2e/validate && CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$GOBIN/validate" .)
