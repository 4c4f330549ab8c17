# SPDX-License-Identifier: MIT
# make help lists the targets. Objects go to build/$(MODE), so that modes live side by side.

MODE ?= release
CC = gcc
BUILD := build/$(MODE)$(if $(filter clang%,$(CC)),-clang)

WARNINGS := -Wall -Wextra -Wpedantic -Werror
FLAGS_release := -O2 -g -DNDEBUG
FLAGS_debug := -O0 -g3
FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS_tsan := -O1 -g -fsanitize=thread
MODEFLAGS := $(or $(FLAGS_$(MODE)),$(error MODE is one of: release debug asan tsan))
CFLAGS ?=
ALL_CFLAGS = -std=gnu11 $(MODEFLAGS) -fno-plt -pthread -D_GNU_SOURCE -Iinclude -I. $(WARNINGS) $(CFLAGS)

# Libraries, by pkg-config; Boost.Context has no .pc file. The goals that install what is missing,
# or build nothing, do not ask: they call make again.
need = $(or $(shell pkg-config --libs $(1) 2>/dev/null),$(error $(1) is missing. Install what duet needs: scripts/install-dependencies build))
ifneq ($(filter-out help clean report test check,$(or $(MAKECMDGOALS),all)),)
JANSSON := $(call need,jansson)
GSL := $(call need,gsl)
CMOCKA = $(call need,cmocka)
endif
BOOST := -lboost_context
LIBRARY_CFLAGS := $(shell pkg-config --cflags jansson gsl 2>/dev/null)

sources = $(sort $(wildcard $(addsuffix /*.c,$(1)) $(addsuffix /*.S,$(1))))
objects = $(patsubst %,$(BUILD)/obj/%.o,$(basename $(call sources,$(1))))

RUNTIMES := $(call objects,runtime threaded)
WORKER := $(RUNTIMES) $(call objects,bench/workloads $(sort $(wildcard bench/peers/*)) \
	bench/worker bench/load bench/protocol) $(BUILD)/obj/bench/stats/histogram.o
DUET := $(call objects,bench/cmd bench/run bench/store bench/stats bench/report bench/protocol)

all: $(BUILD)/duet $(BUILD)/duet-worker ## build duet and duet-worker (MODE=release|debug|asan|tsan, CC=gcc|clang)

$(BUILD)/duet-worker: $(WORKER)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(JANSSON) $(BOOST) -lm

$(BUILD)/duet: $(DUET)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(JANSSON) $(GSL) -lm

# A compiler or a flag that changed rebuilds everything of its mode.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS)' >$@

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LIBRARY_CFLAGS) -DBUILD_FLAGS='"$(strip $(MODEFLAGS) $(CFLAGS))"' -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: %.S $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# ---- tests: one program a file, linked with what it uses of the archives ----

comma := ,
$(BUILD)/libasyncio.a: $(RUNTIMES)
$(BUILD)/libbench.a: $(sort $(filter-out %/bench/cmd/main.o,$(DUET)) $(call objects,bench/load))
$(BUILD)/libsupport.a: $(call objects,tests/contract/support)
$(BUILD)/%.a:
	rm -f $@
	ar rcs $@ $^

UNIT_TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c))
CONTRACT_TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/contract/*.c)) \
	$(BUILD)/tests/contract/threads-cancel-stress-wide

tests: all $(UNIT_TESTS) $(CONTRACT_TESTS)

$(BUILD)/tests/unit/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/libbench.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CMOCKA) $(JANSSON) $(GSL) -lm

$(BUILD)/tests/contract/%: $(BUILD)/obj/tests/contract/%.o $(BUILD)/libsupport.a $(BUILD)/libasyncio.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CMOCKA) -lm

# The calls that faults makes fail, one after the other.
FAULTS := accept4 calloc epoll_create1 epoll_ctl eventfd madvise malloc mmap mprotect pthread_create realloc socket
$(BUILD)/tests/contract/faults: LDFLAGS += $(addprefix -Wl$(comma)--wrap=,$(FAULTS))

# The window in which a cancelling signal could be lost, held open: the threads' runtime once more.
WIDE := $(patsubst $(BUILD)/obj/%,$(BUILD)/wide/%,$(call objects,threaded))
$(BUILD)/wide/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -DTHREADED_TEST_WINDOW=20000 -MMD -MP -c -o $@ $<
$(BUILD)/wide/%.o: %.S $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -DTHREADED_TEST_WINDOW=20000 -MMD -MP -c -o $@ $<
$(BUILD)/tests/contract/threads-cancel-stress-wide: $(BUILD)/obj/tests/contract/threads-cancel-stress.o $(WIDE)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CMOCKA) -lm

test: ## install what is missing, build, run every test (MODE=asan|tsan|debug: those of one mode)
	@scripts/install-dependencies test
	@MAKE=$(MAKE) tests/suite $(filter-out release,$(MODE))

check: ## clang-format, clang-tidy, the layering, shellcheck
	@scripts/install-dependencies check
	@scripts/check

report: ## install what is missing, build, measure for under 3 minutes, write results/latest/report.md
	@scripts/install-dependencies report
	@$(MAKE) -s all
	@scripts/report

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

clean: ## remove everything built
	rm -rf build

FORCE:
.PHONY: all tests test check report help clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
