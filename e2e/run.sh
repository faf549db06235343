#!/usr/bin/env bash
# Runs the tests of this folder in real kustomize and kpt with real containers.
# `make e2e` has built the programs in bin/. Arguments go to the tests:
# `make e2e ARGS='-run TestKpt'`, or ARGS=-update to rewrite their golden file.
#
# All state of both engines lives in one temporary folder: podman is told by two
# environment variables, docker gets a daemon of its own. When the tests have
# ended, so has the daemon, and the folder is gone; if anything is left, the run
# fails.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "e2e: $*"; }

e2e/setup.sh
say "setup took ${SECONDS} s"

state=$(mktemp -d)
daemon=

# podman: no crun and no systemd are needed, and the limits on open files are
# those that an unprivileged machine allows.
cat > "$state/containers.conf" <<X
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
[engine]
cgroup_manager = "cgroupfs"
runtime = "runc"
events_logger = "none"
tmp_dir = "$state/libpod"
[network]
network_config_dir = "$state/networks"
X
cat > "$state/storage.conf" <<X
[storage]
driver = "overlay"
graphroot = "$state/storage"
runroot = "$state/run"
X
export CONTAINERS_CONF=$state/containers.conf CONTAINERS_STORAGE_CONF=$state/storage.conf

# Ends the daemon and the containers that a broken-off test left, and fails if
# a process of this run survives that.
finish() {
	local code=$?
	trap - EXIT
	podman pod rm --all --force >/dev/null || code=1
	podman rm --all --force >/dev/null || code=1
	if [ -n "$daemon" ]; then
		kill "$daemon" 2>/dev/null || true
		wait "$daemon" 2>/dev/null || true
	fi
	local left
	for _ in $(seq 50); do # a container's monitor ends a moment after it
		left=$(pgrep -af "$state" || true)
		[ -z "$left" ] && break
		sleep 0.1
	done
	if [ -n "$left" ]; then
		say "still running: $left" >&2
		code=1
	fi
	# Both engines leave their own storage folder mounted on itself.
	awk -v d="$state/" 'index($5, d) == 1 {print $5}' /proc/self/mountinfo | sort -r | while read -r m; do umount "$m"; done
	rm -rf "$state" || code=1
	exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# docker: no network of its own; the function needs none. (podman, too, reads
# the client's settings.)
mkdir "$state/docker-config" && echo '{}' >"$state/docker-config/config.json"
export DOCKER_HOST=unix://$state/docker.sock DOCKER_CONFIG=$state/docker-config DOCKER_BUILDKIT=0
echo '{}' >"$state/docker.json"
if grep -qa '"deprecated-key-path' "$(command -v dockerd)"; then # an older one, which writes a key to /etc unless told
	echo "{\"deprecated-key-path\": \"$state/docker-key.json\"}" >"$state/docker.json"
fi
dockerd --iptables=false --bridge=none --log-level warn -H "$DOCKER_HOST" --config-file "$state/docker.json" \
	--data-root "$state/docker" --exec-root "$state/docker-exec" --pidfile "$state/docker.pid" >"$state/docker.log" 2>&1 &
daemon=$!
until docker version >/dev/null 2>&1; do
	kill -0 "$daemon" 2>/dev/null || { cat "$state/docker.log" >&2; say "dockerd did not start" >&2; exit 1; }
	sleep 0.1
done

mkdir "$state/tmp"
export E2E_STATE=$state TMPDIR=$state/tmp PATH=$PWD/bin:$PWD/.work/bin:$PATH
start=$SECONDS
go test -tags e2e -count=1 -timeout 15m -v ./e2e "$@"
say "tests took $((SECONDS - start)) s"
