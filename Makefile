# Each target is a thin line over cargo and sam. `make run` and `make test` need Rust and a C compiler, nothing else.
# CONTRIBUTING.md says what each of the others needs. Builds use Cargo.lock as it is committed.

FUNCTIONS := webhook-ingest customer-push order-push offer-poller
TARGET := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)
# Where the bootstraps are built from; `make build CARGO_BUILD="cargo zigbuild" BUILD_TARGET=x86_64-unknown-linux-gnu.2.34`
# builds for an older libc than this machine's.
CARGO_BUILD ?= cargo build
BUILD_TARGET ?=
BUILT := $(TARGET)/$(if $(BUILD_TARGET),$(firstword $(subst ., ,$(BUILD_TARGET)))/)release
STACK ?= ekobridge
VENV := $(TARGET)/e2e-venv
LINT_VENV := $(TARGET)/lint-venv
PEERS := $(TARGET)/bench-peers
# Checks pages for accessibility; MPL-2.0, for tests only.
AXE_VERSION := 4.14.1
AXE := $(TARGET)/axe-core-$(AXE_VERSION)/package/axe.min.js
ARCHITECTURE ?= $(if $(filter aarch64% arm64%,$(or $(BUILD_TARGET),$(shell uname -m))),arm64,x86_64)

# The released tool with all its commands. `make run` builds without them; what is checked and tested here is built with them.
RELEASED := --features ekobridge/setup

FUZZ_TARGETS ?= webhook odata settings mapping activecampaign eaccounting job
FUZZ_SECONDS ?= 10
CARGO_FUZZ ?= cargo fuzz
CARGO_DENY ?= cargo deny
TYPOS ?= typos

.PHONY: run test chaos prove lint spelling locks licenses lint-template build bench bench-peers backlog fuzz e2e e2e-permissions cost browser screenshots verify deploy $(FUNCTIONS)

run:
	cargo run --locked -p ekobridge -- dev $(ARGS)

test:
	cargo test --workspace --locked $(RELEASED)

# Random faults in random worlds, for ten minutes: CHAOS_SECONDS=60 for less, CHAOS_SEED=7 for a certain world first.
chaos:
	cargo test --locked -p flows --test flows -- --ignored --exact --nocapture \
		chaos::a_long_storm_leaves_every_document_once_and_nothing_behind

# The protocols of ledger and tokens in more states than `make test` explores; docs/PROOF.md. Needs 4 GB of memory.
prove:
	cargo test --locked -p proof -- --include-ignored --nocapture

# Format, lints, documentation and spelling, of the released tool and of what `make run` builds.
lint: spelling locks
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked $(RELEASED) -- -D warnings
	cargo clippy -p ekobridge --locked -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps --locked $(RELEASED)

# Whether the tool builds for Windows, as far as that can be seen without Windows. Needs Debian's gcc-mingw-w64-x86-64 and
# `rustup target add x86_64-pc-windows-gnu`.
.PHONY: windows
windows:
	cargo check --locked -p ekobridge $(RELEASED) --target x86_64-pc-windows-gnu

# typos.toml has the words of other languages. `make spelling TYPOS_FLAGS=--write-changes` corrects what it finds.
spelling:
	@command -v $(TYPOS) >/dev/null || { echo "make lint needs typos: cargo install typos-cli --locked"; exit 1; }
	$(TYPOS) $(TYPOS_FLAGS)

# Licenses, banned crates and sources of every dependency; deny.toml has the rules. And that a release can name and give away
# everything that the tool is made of.
licenses:
	$(CARGO_DENY) --locked check licenses bans sources
	scripts/bill-of-materials --features setup --out $(TARGET)/bill-of-materials ekobridge

# The template under sam, cfn-lint and checkov: no finding, and no suppression that nothing needs.
lint-template: $(VENV)/installed $(LINT_VENV)/installed
	EKOBRIDGE_E2E=$(abspath $(VENV)) EKOBRIDGE_LINT=$(abspath $(LINT_VENV)) \
		cargo test --workspace --locked $(RELEASED) --test lint -- --include-ignored

# One at a time: built together, cargo would give each function the features of all.
build: $(FUNCTIONS)

$(FUNCTIONS):
	$(CARGO_BUILD) --release --locked -p $@ --bin $@ $(if $(BUILD_TARGET),--target $(BUILD_TARGET))
	install -D $(BUILT)/$@ target/lambda/$@/bootstrap

# A release's zips with their bills of materials and licenses, for arm64 unless `ARCHITECTURE=x86_64` is named, and what `ekobridge deploy --zips` takes.
.PHONY: package
package:
	scripts/package $(if $(filter command line,$(origin ARCHITECTURE)),$(ARCHITECTURE),arm64)

# A release as somebody gets it, set up by the manual's own commands on a machine without Rust, against AWS's stand-in. The
# functions are what `build` made for this machine, as large as a release's; the tool is a debug build with all its commands.
.PHONY: try-release
try-release: build $(VENV)/installed
	cargo build --locked -p ekobridge $(RELEASED)
	scripts/try-release $(TARGET)/debug/ekobridge target/lambda $(abspath $(VENV))

# Journeys through the console in headless Chromium, every page checked by axe-core. Needs Chromium, chromedriver and npm.
browser: $(AXE)
	EKOBRIDGE_AXE=$(abspath $(AXE)) cargo test --locked -p web-console --test browser

# The pictures of docs/CONSOLE.md.
screenshots: $(AXE)
	mkdir -p docs/images
	EKOBRIDGE_AXE=$(abspath $(AXE)) EKOBRIDGE_SCREENSHOTS=$(abspath docs/images) \
		cargo test --locked -p web-console --test browser -- every_page orders_are_compared

$(AXE):
	mkdir -p $(TARGET)/axe-core-$(AXE_VERSION)
	cd $(TARGET)/axe-core-$(AXE_VERSION) && npm pack --silent axe-core@$(AXE_VERSION) && tar xzf axe-core-$(AXE_VERSION).tgz

# Instructions of the functions' starts and events, which are the same on any machine; benches/instructions.json has the
# budgets. Needs valgrind. `make instructions FUNCTIONS=order-push` for one.
.PHONY: instructions
instructions: build
	cargo run --locked -p benches -- --built $(BUILT) --instructions $(FUNCTIONS)

# The same of the unoptimized builds that the tests use: more instructions, but each call or read that is added shows.
.PHONY: instructions-unoptimized
instructions-unoptimized:
	cargo build --profile test --workspace --all-targets --locked $(RELEASED)
	$(TARGET)/debug/benches --built $(TARGET)/debug --unoptimized --instructions $(FUNCTIONS)

# The budgets: bytes, counts and ratios of what `build` made. docs/PERFORMANCE.md says what is measured. Needs Python 3, whose
# zlib packs as SAM does. Once `make bench-peers` has installed the functions' peers, they are measured too.
bench: build
	-$(if $(wildcard $(PEERS)),$(MAKE) bench-peers)
	$(CARGO_BUILD) --release --locked -p empty-function $(if $(BUILD_TARGET),--target $(BUILD_TARGET))
	$(CARGO_BUILD) --release --locked -p bare-calls $(if $(BUILD_TARGET),--target $(BUILD_TARGET))
	failed=0; cargo run --locked -p benches -- --built $(BUILT) --peers $(PEERS) || failed=1; \
		cargo bench --locked -p mapping || failed=1; exit $$failed

# Two of the functions in Python and in Node, for comparison. Needs Python 3 with venv, Node 20 or later, and npm.
bench-peers: $(PEERS)/python/installed $(PEERS)/node/installed

$(PEERS)/python/installed: $(wildcard benches/peers/python/*)
	python3 -m venv $(PEERS)/python
	$(PEERS)/python/bin/pip install --quiet --disable-pip-version-check --require-hashes -r benches/peers/python/requirements.txt
	cp benches/peers/python/*.py $(PEERS)/python
	touch $@

# Bundled, as SAM and CDK do it.
$(PEERS)/node/installed: $(wildcard benches/peers/node/*)
	mkdir -p $(PEERS)/node
	cp $^ $(PEERS)/node
	cd $(PEERS)/node && npm ci --silent --no-audit --no-fund --ignore-scripts && \
		node_modules/.bin/esbuild webhook.mjs order.mjs --bundle --minify --platform=node --target=node20 --format=cjs --outdir=. \
			--out-extension:.js=.cjs --log-level=warning
	touch $@

# 10,000 orders through the real stack at once, with the vendors' limits scaled so that it takes under two minutes. With
# BOTH_DIRECTIONS=1, half of them are orders of eAccounting, and a tenth is stock.
backlog:
	cargo run --locked --profile backlog -p benches -- --backlog $(or $(ORDERS),10000) --per-second $(or $(PER_SECOND),100) \
		$(if $(BOTH_DIRECTIONS),--both-directions)

# cargo-fuzz has no --locked, so that a stale lock file is refused here.
locks:
	cargo metadata --locked --format-version 1 --manifest-path fuzz/Cargo.toml >/dev/null

# Random input for what arrives from outside and what people write; fuzz/README.md. Needs cargo-fuzz and a C++ compiler.
fuzz: locks
	$(CARGO_FUZZ) build --sanitizer none
	for target in $(FUZZ_TARGETS); do \
		mkdir -p fuzz/corpus/$$target && \
		$(CARGO_FUZZ) run --sanitizer none $$target fuzz/corpus/$$target fuzz/seeds/$$target -- \
			-max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=1024 -timeout=10 -print_final_stats=1 || exit 1; \
	done

# Each function's debug build, deployed with the template itself, and the tool beside them. Python is for the tools only.
e2e: $(VENV)/installed
	cargo build --profile test --workspace --bins --tests --locked $(RELEASED)
	EKOBRIDGE_E2E=$(abspath $(VENV)) cargo test --workspace --locked $(RELEASED) --test e2e

# Each permission taken away in a deployment of its own, and the scenario that fails without it: PERMISSIONS=sample for five
# of them, or words of their names, such as PERMISSIONS="OrderPush SendMessage".
e2e-permissions: $(VENV)/installed
	cargo build --profile test --workspace --bins --tests --locked $(RELEASED)
	EKOBRIDGE_E2E=$(abspath $(VENV)) EKOBRIDGE_E2E_PERMISSIONS="$(or $(PERMISSIONS),all)" \
		cargo test --workspace --locked $(RELEASED) --test e2e

$(VENV)/installed: tests/e2e-requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	cp $< $@

# docs/COST.md from its price list and counts.
cost:
	EKOBRIDGE_WRITE_COST=1 cargo test --locked -p tests --test cost

# docs/SCALE.md from its limits, by a simulation.
.PHONY: scale
scale:
	EKOBRIDGE_WRITE_SCALE=1 cargo test --locked -p tests --test scale

# The settings' names as functions read them, from the settings' types.
.PHONY: schema
schema:
	EKOBRIDGE_WRITE_SCHEMA=1 cargo test --locked -p settings --test settings the_names_that_functions_read

$(LINT_VENV)/installed: tests/lint-requirements.txt
	python3 -m venv $(LINT_VENV)
	$(LINT_VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	cp $< $@

# Everything, the slow checks too: an hour and more. Before a release, and after changes to the ledger, the flows' calls or
# the functions' size. `.ci/run` is the part of it that every change has to pass.
verify: lint lint-template licenses test windows e2e
	$(MAKE) fuzz FUZZ_SECONDS=$(or $(VERIFY_FUZZ_SECONDS),120)
	$(MAKE) chaos
	$(MAKE) prove
	$(MAKE) e2e-permissions PERMISSIONS=sample
	$(MAKE) try-release
	$(MAKE) browser
	cargo test --locked -p web-console --test cost -- --ignored
	cargo test --locked -p tests --test order_cost -- --ignored
	cargo test --locked -p flows --test flows -- --ignored faults:: two_way_edits
	cargo test --locked $(RELEASED) -p ekobridge --test setup -- --ignored
	cargo test --locked -p ekobridge --test tool a_command_that_the_build_leaves_out
	$(MAKE) bench
	$(MAKE) backlog
	$(MAKE) backlog ORDERS=2000 BOTH_DIRECTIONS=1

deploy: build
	sam deploy --template-file template.yaml --stack-name $(STACK) --resolve-s3 --capabilities CAPABILITY_IAM \
		--parameter-overrides Architecture=$(ARCHITECTURE) $(PARAMETERS)
