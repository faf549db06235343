# kcl-sidecar. `make help` lists the targets.

VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
VERSION  := $(VERSION)
IMAGE    ?= example.com/kcl-sidecar:v0.1.0
ENGINE   ?= docker
FUZZTIME ?= 20s

GO_BUILD = CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=$(VERSION)'

.PHONY: help build run examples test lint generate conformance difftest bench fuzz image e2e clean
.DEFAULT_GOAL := help

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Build bin/kcl-sidecar and bin/kcl
	$(GO_BUILD) -o bin/kcl-sidecar .
	$(GO_BUILD) -o bin/kcl ./cmd/kcl

run: build ## Inject a sidecar into a Pod; print the Pod before, after, and the difference
	@examples/homepage/run.sh bin/kcl-sidecar

examples: ## Print what each example changes, in colour
	@examples/diff.sh $(ARGS)

test: lint ## Run all tests that need no container engine
	go test ./...

lint: ## Check the format, and vet
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "gofmt -w is needed for:" $$unformatted; exit 1; }
	go vet ./...
	go vet -tags e2e ./e2e

generate: ## Write the generated files: the schemas of Kubernetes and of the functionConfig, tables in docs
	go generate ./api/... ./schemas/... ./docs

conformance: ## Run the KCL grammar suite: make conformance SUITE=kcl-grammar-suite.tar.gz
	@test -n "$(SUITE)" || { echo "say where the suite is: make conformance SUITE=FILE.tar.gz or SUITE=DIRECTORY"; exit 2; }
	go run ./internal/conformance -suite $(SUITE)

difftest: ## Compare with kcl-lib on 20000 random programs: make difftest [N=20000] [SUITE=DIRECTORY]
	@test -x .work/difftest/bin/python || python3 -m venv .work/difftest
	@.work/difftest/bin/pip install -q kcl-lib==0.12.4
	go run ./difftest -python .work/difftest/bin/python -n $(or $(N),20000) $(if $(SUITE),-suite $(SUITE))

bench: ## Run the benchmarks; those against kcl-lib after make difftest
	KCL_LIB_PYTHON=$(abspath $(wildcard .work/difftest/bin/python)) go test -run '^$$' -bench . -benchmem ./...

fuzz: ## Run each fuzz target for FUZZTIME (20s)
	@set -e; for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

# The image's binary is for Linux on this machine's processor. Every user can
# read what goes into the image, whatever the umask here. podman leaves the time
# of day out of the image when it is told to: the same files give the same image.
image: ## Build the container image IMAGE with ENGINE (docker)
	GOOS=linux $(GO_BUILD) -o bin/image/kcl-sidecar .
	@chmod -R u=rwX,go=rX bin/image image LICENSE NOTICE
	$(ENGINE) build $(if $(filter podman,$(ENGINE)),--timestamp 0) --build-arg VERSION=$(VERSION) $(BUILD_FLAGS) -t $(IMAGE) .

e2e: build ## Run the program and the image in kustomize, kpt, docker and podman (as root; installs what is missing)
	VERSION=$(VERSION) e2e/run.sh $(ARGS)

clean: ## Remove what the other targets made
	rm -rf bin .work
