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
# No source asks for DELAYS: the results tell by it that the worker was such a one.
FLAGS_delay := $(FLAGS_release) -falign-functions=4096 -DDELAYS
MODEFLAGS := $(or $(FLAGS_$(MODE)),$(error MODE is one of: release debug asan tsan delay))
CFLAGS ?=
ALL_CFLAGS = -std=gnu11 $(MODEFLAGS) -fno-plt -pthread -D_GNU_SOURCE -Iinclude -I. $(WARNINGS) $(CFLAGS)

# Libraries, by pkg-config; Boost.Context has no .pc file. The goals that install what is missing,
# or build nothing, do not ask: they call make again.
need = $(or $(shell pkg-config --libs $(1) 2>/dev/null),$(error $(1) is missing. Install what duet needs: scripts/install-dependencies build))
ifneq ($(filter-out help clean report test check uninstall,$(or $(MAKECMDGOALS),all)),)
JANSSON := $(call need,jansson)
GSL := $(call need,gsl)
LIBUV := $(call need,libuv)
NETTLE := $(call need,nettle)
PAGE := $(call need,libcmark-gfm expat)
CMOCKA = $(call need,cmocka)
endif
BOOST := -lboost_context
WORKER_LIBS = $(JANSSON) $(LIBUV) $(NETTLE) $(BOOST) -lm
LIBRARY_CFLAGS := $(shell pkg-config --cflags jansson gsl libuv nettle libcmark-gfm expat 2>/dev/null)

# A line a file; V=1 shows whole commands.
run = $(if $(V),,@printf '  %-2s  %s\n' $(1) $@ && )

comma := ,
sources = $(sort $(wildcard $(addsuffix /*.c,$(1)) $(addsuffix /*.S,$(1))))
objects = $(patsubst %,$(BUILD)/obj/%.o,$(basename $(call sources,$(1))))

RUNTIMES := $(call objects,runtime threaded)
WORKER := $(RUNTIMES) $(call objects,bench/kernels bench/workloads $(sort $(wildcard bench/peers/*)) \
	bench/worker bench/load bench/protocol) $(BUILD)/obj/bench/stats/histogram.o
# MODE=delay: a worker whose calls of these go through tests/delay, where they can be slowed down.
DELAYED := co_create_task co_write main send switch_stack th_create_task th_queue_put th_write write
ifeq ($(MODE),delay)
WORKER += $(call objects,tests/delay)
WORKER_LIBS += $(addprefix -Wl$(comma)--wrap=,$(DELAYED))
endif
DUET := $(call objects,bench/cmd bench/run bench/store bench/stats bench/report bench/protocol)

EXAMPLES := $(addprefix $(BUILD)/examples/,coroutine task)

all: $(BUILD)/duet $(BUILD)/duet-worker $(EXAMPLES) ## build duet, duet-worker, examples (MODE=release|debug|asan|tsan, CC=gcc|clang)

$(BUILD)/duet-worker: $(WORKER)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(WORKER_LIBS)

$(BUILD)/duet: $(DUET)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(JANSSON) $(GSL) $(PAGE) -lm

$(BUILD)/examples/%: $(BUILD)/obj/examples/%.o $(BUILD)/obj/examples/example.o $(BUILD)/libasyncio.a
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^

# A compiler or a flag that changed rebuilds everything of its mode.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS)' >$@

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call run,CC)$(CC) $(ALL_CFLAGS) $(LIBRARY_CFLAGS) -DBUILD_FLAGS='"$(strip $(MODEFLAGS) $(CFLAGS))"' -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: %.S $(BUILD)/flags
	@mkdir -p $(@D)
	$(call run,AS)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/bench/report/stylesheet.o: bench/report/report.css

# ---- tests: one program a file, linked with what it uses of the archives ----

$(BUILD)/libasyncio.a: $(RUNTIMES)
$(BUILD)/libbench.a: $(sort $(filter-out %/bench/cmd/main.o,$(DUET)) $(call objects,bench/load))
$(BUILD)/libsupport.a: $(call objects,tests/contract/support)
$(BUILD)/libstage.a: $(call objects,tests/unit/support)
$(BUILD)/%.a:
	@rm -f $@
	$(call run,AR)ar rcs $@ $^

UNIT_TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c))
CONTRACT_TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/contract/*.c)) \
	$(BUILD)/tests/contract/threads-cancel-stress-wide

# The worker, with workloads of known cost instead of its own.
KNOWN_WORKER := $(BUILD)/tests/known-answers/duet-worker
$(KNOWN_WORKER): $(filter-out %/bench/workloads/registry.o,$(WORKER)) $(call objects,tests/known-answers)
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(WORKER_LIBS)

tests: all $(UNIT_TESTS) $(CONTRACT_TESTS) $(KNOWN_WORKER)

$(BUILD)/tests/unit/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/libstage.a $(BUILD)/libbench.a
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CMOCKA) $(JANSSON) $(GSL) $(PAGE) -lm

$(BUILD)/tests/contract/%: $(BUILD)/obj/tests/contract/%.o $(BUILD)/libsupport.a $(BUILD)/libasyncio.a
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CMOCKA) -lm

# The calls that faults makes fail, one after the other.
FAULTS := accept4 calloc epoll_create1 epoll_ctl eventfd madvise malloc mmap mprotect pthread_create realloc socket
$(BUILD)/tests/contract/faults: LDFLAGS += $(addprefix -Wl$(comma)--wrap=,$(FAULTS))

# The window in which a cancelling signal could be lost, held open: the threads' runtime once more.
WIDE := $(patsubst $(BUILD)/obj/%,$(BUILD)/wide/%,$(call objects,threaded))
$(BUILD)/wide/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call run,CC)$(CC) $(ALL_CFLAGS) -DTHREADED_TEST_WINDOW=20000 -MMD -MP -c -o $@ $<
$(BUILD)/wide/%.o: %.S $(BUILD)/flags
	@mkdir -p $(@D)
	$(call run,AS)$(CC) $(ALL_CFLAGS) -DTHREADED_TEST_WINDOW=20000 -MMD -MP -c -o $@ $<
$(BUILD)/tests/contract/threads-cancel-stress-wide: $(BUILD)/obj/tests/contract/threads-cancel-stress.o $(WIDE) $(BUILD)/libsupport.a
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CMOCKA) -lm

test: ## install what is missing, build, run every test (MODE=asan|tsan|debug: those of one mode)
	@scripts/install-dependencies test
	@MAKE=$(MAKE) tests/suite $(filter-out release,$(MODE))

check: ## clang-format, clang-tidy, the layering, shellcheck
	@scripts/install-dependencies check
	@scripts/check

report: ## install what is missing, build, measure for under 3 minutes, write results/latest/report.{md,html}
	@scripts/install-dependencies report
	@$(MAKE) -s all
	@scripts/report

# ---- installing ----

# The coroutine runtime as one object that gives away nothing but its table.
$(BUILD)/libasyncio-coroutines.a: $(call objects,runtime)
	$(LD) -r -o $(BUILD)/asyncio-coroutines.o $^
	objcopy --keep-global-symbol=asyncio_coroutines $(BUILD)/asyncio-coroutines.o
	@rm -f $@
	$(call run,AR)ar rcs $@ $(BUILD)/asyncio-coroutines.o

# duet finds its worker beside it and its figures in ../share/duet/figures.
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
SHARE := $(PREFIX)/share
VERSION = $(shell sed -n 's/^.define DUET_VERSION "\(.*\)"/\1/p' bench/protocol/version.h)
INSTALL = install
FIGURES := $(wildcard scripts/figures/*.gp)

# What is installed: source|destination|mode.
INSTALLED := $(BUILD)/duet|$(PREFIX)/bin/duet|755 \
	$(BUILD)/duet-worker|$(PREFIX)/bin/duet-worker|755 \
	$(foreach figure,$(FIGURES),$(figure)|$(SHARE)/duet/figures/$(notdir $(figure))|644) \
	man/duet.1|$(SHARE)/man/man1/duet.1|644 \
	man/duet-worker.1|$(SHARE)/man/man1/duet-worker.1|644 \
	completions/duet.bash|$(SHARE)/bash-completion/completions/duet|644 \
	completions/_duet|$(SHARE)/zsh/site-functions/_duet|644 \
	completions/duet.fish|$(SHARE)/fish/vendor_completions.d/duet.fish|644 \
	include/asyncio.h|$(INCLUDEDIR)/asyncio.h|644 \
	$(BUILD)/libasyncio-coroutines.a|$(LIBDIR)/libasyncio-coroutines.a|644 \
	$(BUILD)/asyncio-coroutines.pc|$(LIBDIR)/pkgconfig/asyncio-coroutines.pc|644
part = $(word $(1),$(subst |, ,$(2)))

$(BUILD)/asyncio-coroutines.pc: runtime/asyncio-coroutines.pc.in FORCE
	@mkdir -p $(@D)
	sed 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@INCLUDEDIR@|$(INCLUDEDIR)|; s|@VERSION@|$(VERSION)|' $< >$@

install: all $(BUILD)/libasyncio-coroutines.a $(BUILD)/asyncio-coroutines.pc ## install below DESTDIR and PREFIX (/usr/local)
	$(foreach file,$(INSTALLED),$(INSTALL) -D -m $(call part,3,$(file)) $(call part,1,$(file)) '$(DESTDIR)$(call part,2,$(file))'$(newline))

uninstall: ## remove what install put there, given the same DESTDIR and PREFIX
	$(foreach file,$(INSTALLED),rm -f '$(DESTDIR)$(call part,2,$(file))'$(newline))
	rmdir '$(DESTDIR)$(SHARE)/duet/figures' '$(DESTDIR)$(SHARE)/duet' 2>/dev/null || true

define newline


endef

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

clean: ## remove everything built
	rm -rf build

FORCE:
.PHONY: all tests test check report install uninstall help clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
