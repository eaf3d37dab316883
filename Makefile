# What one can do here; `make help` lists it. Where a tool is missing it is
# installed if that is possible (root on Debian), else named.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN       := bin/fifteen
GO_FILES  := $(shell find cmd dispatch geo notify web -name '*.go' -not -name '*_test.go' 2>/dev/null) \
             $(shell find dispatch geo notify web -not -path '*/ui/*' \( -name '*.lua' -o -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.yaml' -o -name '*.csv' \) 2>/dev/null)
UI_FILES  := $(shell find web/ui -not -path '*/node_modules/*' -not -path '*/dist/*' -type f 2>/dev/null)
UI        := web/ui/dist/index.html
LINTER    := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOVULN    := golang.org/x/vuln/cmd/govulncheck@v1.9.0

# The demo's streets: the extract of Delaware (© OpenStreetMap contributors,
# ODbL) that comes with a module of ours.
DELAWARE   = $$(go list -m -f '{{.Dir}}' github.com/paulmach/osm)/testdata/delaware-latest.osm.pbf

# What `make demo` and `make run` pass on: make demo ARGS="--speed 4"
ARGS ?=

.PHONY: help demo run test test-go test-ui crash bench lint ui build deps clean

help: ## list what one can do
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## try it: 11,000 simulated volunteers, nothing to configure
	@FIFTEEN_OSM="$${FIFTEEN_OSM:-$(DELAWARE)}" exec $(BIN) demo $(ARGS)

run: build ## run a server with its data in ./data
	@exec $(BIN) serve $(ARGS)

test: deps test-ui test-go ## all tests, with a real Redis and a real browser

test-go: $(UI)
	go vet ./...
	go test -race -timeout 12m ./...

test-ui: web/ui/node_modules/.ready
	cd web/ui && npm run --silent check && npm run --silent test

crash: deps $(UI) ## kill the server over and over: make crash KILLS=2000 SEED=7
	go test -race -timeout 6h -count 1 -v -run TestCrash ./cmd/fifteen -kills $(or $(KILLS),2000) $(if $(SEED),-seed $(SEED))

bench: deps $(UI) ## the figures, each beside its baseline
	go test -run '^$$' -bench . -benchtime $(or $(TIME),2s) -timeout 60m ./dispatch/... ./geo/... ./web/live/... ./cmd/fifteen

lint: $(UI) ## the linters of Go and TypeScript, and known vulnerabilities
	go run $(LINTER) run ./...
	go run $(GOVULN) ./...
	cd web/ui && npm run --silent check

ui: $(UI) ## build the dashboard

build: deps $(BIN)

$(BIN): go.mod go.sum $(GO_FILES) $(UI)
	CGO_ENABLED=0 go build -trimpath -o $@ ./cmd/fifteen

$(UI): web/ui/node_modules/.ready $(UI_FILES)
	cd web/ui && npm run --silent build
	@touch $@

web/ui/node_modules/.ready: web/ui/package.json web/ui/package-lock.json
	@node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||a==20&&b>=19?0:1)' 2>/dev/null \
	  || { echo "Node.js 20.19 or newer with npm is needed to build the dashboard; 'node --version' says: $$(node --version 2>&1 | head -1)"; exit 1; }
	cd web/ui && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

deps:
	@bash cmd/deps.sh

clean: ## remove what was built
	rm -rf bin web/ui/node_modules web/ui/dist/assets web/ui/dist/index.html
