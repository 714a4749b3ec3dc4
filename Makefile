# What can be done here, one line each: make help
.DEFAULT_GOAL := help
.PHONY: demo test test-core check cluster clients format lint record docs bench fuzz help

demo: ## Build release, run the scenarios and play the article's story over HTTP
	@scripts/demo.sh

test: ## Build everything and run all tests, from nothing if need be
	@scripts/setup.sh
	swift build --build-tests
	swift test --skip-build --disable-xctest

test-core: ## Test the kernel and the core alone: nothing to fetch, done in seconds
	LOCKSTEP_CORE_ONLY=1 swift test --disable-xctest --scratch-path .build-core

check: ## All that must hold before a commit: lint, tests, scenarios twice, golden traces
	@scripts/check.sh

cluster: ## Play one plan whole and in parts, with every recipe, and compare the reports
	@scripts/broken-plans.sh
	@scripts/cluster.sh
	@scripts/whatif-pages.sh

clients: ## Make the environments of Azure's clients, and run examples, suites and the table of TLS clients
	@scripts/clients.sh all
	@scripts/examples.sh
	@scripts/acceptance.sh
	@scripts/tls-clients.sh
	@scripts/training_by_az.sh

format: ## Format the sources in place
	swift format --in-place --parallel --recursive Sources Tests Package.swift

lint: ## Say where the sources are not formatted
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

record: ## Record golden traces and generated pages anew, and say what to review
	@scripts/record.sh all

docs: ## Generate docs/rules, docs/machines.md, docs/codes and the JSON Schemas anew
	@scripts/record.sh docs

bench: ## Measure core, kernel and HTTP edge in a release build
	@scripts/bench.sh

fuzz: ## Feed a million broken inputs to the reader of scenarios
	@scripts/fuzz.sh

help: ## Print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 12
