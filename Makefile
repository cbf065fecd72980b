# Each target is a thin line over cargo and sam. `make run` and `make test` need Rust and a C compiler, nothing else.

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
ARCHITECTURE ?= $(if $(filter aarch64% arm64%,$(or $(BUILD_TARGET),$(shell uname -m))),arm64,x86_64)

FUZZ_TARGETS ?= webhook odata settings mapping activecampaign eaccounting job
FUZZ_SECONDS ?= 10
CARGO_FUZZ ?= cargo fuzz

.PHONY: run test chaos lint lint-template build bench backlog fuzz e2e deploy $(FUNCTIONS)

run:
	cargo run -p ekobridge -- dev $(ARGS)

test:
	cargo test --workspace

# Random faults in random worlds, for ten minutes: CHAOS_SECONDS=60 for less, CHAOS_SEED=7 for a certain world first.
chaos:
	cargo test -p sync --test flows -- --ignored --exact --nocapture \
		chaos::a_long_storm_leaves_every_document_once_and_nothing_behind

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

# The template under sam, cfn-lint and checkov: no finding, and no suppression that nothing needs.
lint-template: $(VENV)/installed $(LINT_VENV)/installed
	EKOBRIDGE_E2E=$(abspath $(VENV)) EKOBRIDGE_LINT=$(abspath $(LINT_VENV)) \
		cargo test -p tests --test lint -- --include-ignored

# One at a time: built together, cargo would give each function the features of all. The variable is weighed in
# docs/PERFORMANCE.md.
build: $(FUNCTIONS)

$(FUNCTIONS):
	AWS_LC_SYS_NO_JITTER_ENTROPY=1 $(CARGO_BUILD) --release -p $@ --bin $@ $(if $(BUILD_TARGET),--target $(BUILD_TARGET))
	install -D $(BUILT)/$@ target/lambda/$@/bootstrap

# The budgets: bytes, counts and ratios of what `build` made. docs/PERFORMANCE.md says what is measured.
bench: build
	AWS_LC_SYS_NO_JITTER_ENTROPY=1 $(CARGO_BUILD) --release -p empty-function $(if $(BUILD_TARGET),--target $(BUILD_TARGET))
	AWS_LC_SYS_NO_JITTER_ENTROPY=1 $(CARGO_BUILD) --release -p bare-calls $(if $(BUILD_TARGET),--target $(BUILD_TARGET))
	cargo run -p benches -- --built $(BUILT)
	cargo bench -p mapping

# 10,000 orders through the real stack at once, with the vendors' limits scaled so that it takes under two minutes.
backlog:
	cargo run --profile backlog -p benches -- --backlog $(or $(ORDERS),10000) --per-second $(or $(PER_SECOND),100)

# Random input for what arrives from outside and what people write; fuzz/README.md. Needs cargo-fuzz and a C++ compiler.
fuzz:
	$(CARGO_FUZZ) build --sanitizer none
	for target in $(FUZZ_TARGETS); do \
		mkdir -p fuzz/corpus/$$target && \
		$(CARGO_FUZZ) run --sanitizer none $$target fuzz/corpus/$$target fuzz/seeds/$$target -- \
			-max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=1024 -timeout=10 -print_final_stats=1 || exit 1; \
	done

# Each function's debug build, deployed with the template itself, and the tool beside them. Python is for the tools only.
e2e: $(VENV)/installed
	cargo build --workspace --bins --tests
	EKOBRIDGE_E2E=$(abspath $(VENV)) cargo test --workspace --test e2e

$(VENV)/installed: tests/e2e-requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	cp $< $@

$(LINT_VENV)/installed: tests/lint-requirements.txt
	python3 -m venv $(LINT_VENV)
	$(LINT_VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	cp $< $@

deploy: build
	sam deploy --template-file template.yaml --stack-name $(STACK) --resolve-s3 --capabilities CAPABILITY_IAM \
		--parameter-overrides Architecture=$(ARCHITECTURE) $(PARAMETERS)
