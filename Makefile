# The verbs of the repository; `make` alone lists them. They need Go, Node 20 with npm, and make; the network is used for
# the Go proxy and npm alone.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

core := ./event/... ./eventlog/... ./backup/... ./graph/... ./recorder/...
# what people wrote: every package but the generated one
written = $$(go list ./... | grep -v '/api/exec$$')

.PHONY: help
help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: ui ## build what changed and serve the airstrikes story on http://127.0.0.1:8080 (data in ./data; ARGS="--addr 127.0.0.1:9000")
	@echo "building the server (a minute or two on a fresh machine; what it compiles is listed)"
	@go build -v -o bin/gqlserver ./cmd/gqlserver
	@exec bin/gqlserver serve --sample $(ARGS)

.PHONY: test
test: ui ## everything that must pass: the Go tests, with the pages built in, and those of the pages
	@echo "testing the Go packages"
	@REQUIRE_UI=1 go test ./...
	@echo "checking and testing the pages"
	@cd web && npm run --silent check && npm run --silent test

.PHONY: check
check: lint fresh schema ## slower: lint, generated code up to date, the rules of schema.graphql, the core under the race detector, 10,000 histories by a second rule
	@echo "testing the core under the race detector"
	@go test -race $(core)
	@if [ -f ../shared/design/asof_rule.py ]; then \
		echo "checking the views of 10,000 random histories against asof_rule.py"; \
		said=$$(ONRECORD_HISTORIES=10000 go test ./graph -run Reference -v -count=1 -timeout 30m 2>&1); failed=$$?; \
		echo "$$said" | tail -8; \
		[ $$failed -eq 0 ] && echo "$$said" | grep -q '^--- PASS: TestAnswersAgainstTheReference' || \
			{ echo "the views were not compared with asof_rule.py, or differ from it" >&2; exit 1; }; \
	else \
		echo "passing over the 10,000 histories: ../shared/design/asof_rule.py is not here"; \
	fi

KILLS = 200
FLIPS = 1500
.PHONY: faults
faults: ## slower still: kill the log 200 times, flip 1,500 bits of it one by one, fill its disk (needs root and Linux)
	@echo "killing the log $(KILLS) times, flipping $(FLIPS) bits of it, filling its disk"
	@said=$$(ONRECORD_LONG=1 ONRECORD_KILLS=$(KILLS) ONRECORD_FLIPS=$(FLIPS) \
		go test ./eventlog -run '^(TestKill|TestFlips|TestFullDisk)$$' -v -count=1 -timeout 30m 2>&1); failed=$$?; \
	echo "$$said" | grep -vE '^(===|PASS)'; \
	[ $$failed -eq 0 ] && for test in TestKill TestFlips TestFullDisk; do \
		echo "$$said" | grep -q "^--- PASS: $$test" || { echo "$$test did not run" >&2; exit 1; }; \
	done

.PHONY: generate
generate: ## write api/exec and api/model/models_gen.go anew from schema.graphql
	@echo "generating the API from schema.graphql"
	@go tool gqlgen generate

.PHONY: fresh
fresh:
	@echo "checking that the generated code is up to date"
	@before=$$(mktemp -d) && trap 'rm -rf "$$before"' EXIT && \
	cp -R api/exec api/model/models_gen.go "$$before" && $(MAKE) generate && \
	if ! diff -rq "$$before/exec" api/exec || ! diff -q "$$before/models_gen.go" api/model/models_gen.go; then \
		echo "the generated code was out of date and has been written anew: commit it"; exit 1; \
	fi

.PHONY: schema
schema: web/schema/node_modules/.installed
	@echo "checking schema.graphql by the rules of graphql-eslint"
	@cd web/schema && npm run --silent check

web/schema/node_modules/.installed: web/schema/package-lock.json
	@echo "installing graphql-eslint (npm ci)"
	@cd web/schema && npm ci --no-audit --no-fund --loglevel error
	@touch $@

.PHONY: bench
bench: ## durable appends and the speed of the fold, beside bare Badger in the same run
	@echo "measuring for some minutes; a busy machine gives poor figures"
	@ONRECORD_BENCH=1 go test ./bench -run Ratio -v -count=1 -bench . -benchtime 2s -timeout 30m

.PHONY: lint
lint: ## gofmt, go vet, staticcheck and errcheck on what people wrote
	@echo "gofmt"
	@badly=$$(gofmt -l $$(find . -name '*.go' ! -path './api/exec/*' ! -path '*/node_modules/*')); \
	if [ -n "$$badly" ]; then echo "not formatted:"; echo "$$badly"; exit 1; fi
	@echo "go vet"
	@go vet $(written)
	@echo "staticcheck"
	@go tool staticcheck $(written)
	@echo "errcheck"
	@go tool errcheck -ignoretests ./event ./eventlog ./graph ./recorder
	@go tool errcheck -ignoregenerated -exclude .errcheck $(written)

# The pages. Two stamps in node_modules say when npm last installed and Vite last built; if the build is gone, the second
# does not count.
installed := web/node_modules/.installed
built := web/node_modules/.built
sources := schema.graphql $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/e2e -prune -o \
	-path web/fallback -prune -o -path web/schema -prune -o -path web/src/gql -prune -o -type f ! -name '*.go' ! -name '*.test.ts' ! -name 'biome.jsonc' -print)
ifeq ($(wildcard web/dist/graphiql/index.html),)
.PHONY: $(built)
endif

.PHONY: screenshots
screenshots: ui ## take the pictures of the app in docs anew, with Chromium
	@go build -o bin/gqlserver ./cmd/gqlserver
	@web/e2e/with-server bin/gqlserver node web/e2e/screenshots.mjs BASE docs

.PHONY: ui
ui: $(built) ## install and build the pages, if their sources changed

$(installed): web/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node 20, or run without the pages: go run ./cmd/gqlserver serve --sample" >&2; exit 1; }
	@echo "installing the tools and libraries of the pages (npm ci)"
	@cd web && npm ci --no-audit --no-fund
	@touch $@

$(built): $(installed) $(sources)
	@echo "building the pages (npm run build)"
	@cd web && npm run build
	@touch $@
