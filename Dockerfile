# The function as a container: one static binary and the names of two users.
#
# `make image` builds the binary (bin/image/kcl-sidecar) and then this image;
# no base image is pulled.
#
# - ENTRYPOINT is in exec form and there is no CMD: hosts that start the
#   program themselves (Porch, for one) read the path from here.
# - kustomize and kpt run the image as the user `nobody`, which the engine looks
#   up in /etc/passwd.
# - USER is a number, so that Kubernetes can check runAsNonRoot.
FROM scratch
ARG VERSION=dev
LABEL org.opencontainers.image.title="kcl-sidecar" \
      org.opencontainers.image.description="Inject sidecars into Kubernetes workloads with a KCL program." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.source="https://github.com/kcl-sidecar/kcl-sidecar" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY image/etc /etc
COPY LICENSE NOTICE /
COPY bin/image/kcl-sidecar /kcl-sidecar
USER 65534:65534
ENTRYPOINT ["/kcl-sidecar"]
