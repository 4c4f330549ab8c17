# SPDX-License-Identifier: MIT
# make help lists the targets. Objects go to build/$(MODE), so that modes live side by side.

MODE ?= $(if $(filter layouts,$(MAKECMDGOALS)),gate,release)
CC = gcc
BUILD := build/$(MODE)$(if $(filter clang%,$(CC)),-clang)

WARNINGS := -Wall -Wextra -Wpedantic -Werror
FLAGS_release := -O2 -g -DNDEBUG
FLAGS_debug := -O0 -g3
FLAGS_asan := -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS_tsan := -O1 -g1 -fsanitize=thread
FLAGS_valgrind := $(FLAGS_release)
FLAGS_gate := $(FLAGS_release) -falign-functions=4096 -DFUNCTION_ALIGNMENT=4096
# No source asks for DELAYS: the results tell by it that the worker was such a one.
FLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
FLAGS_delay := $(FLAGS_gate) -DDELAYS
MODEFLAGS := $(or $(FLAGS_$(MODE)),$(error MODE is one of: release debug asan tsan valgrind gate delay fuzz))
# Programs that are compared must not differ by where they were built.
PATHS_gate := "-ffile-prefix-map=$(CURDIR)=."
PATHS_delay := $(PATHS_gate)
CFLAGS ?=
ALL_CFLAGS = -std=gnu11 $(MODEFLAGS) $(PATHS_$(MODE)) -fno-plt -pthread -D_GNU_SOURCE -Iinclude -I. $(WARNINGS) $(CFLAGS)

# Libraries, by pkg-config; Boost.Context has no .pc file. The goals that install what is missing,
# or build nothing, do not ask: they call make again.
need = $(or $(shell pkg-config --libs $(1) 2>/dev/null),$(error $(1) is missing. Install what duet needs: scripts/install-dependencies build))
ifneq ($(filter-out help clean report evidence test fuzz check gate uninstall,$(or $(MAKECMDGOALS),all)),)
JANSSON := $(call need,jansson)
GSL := $(call need,gsl)
LIBUV := $(call need,libuv$(if $(filter gate delay,$(MODE)),-static))
NETTLE := $(call need,nettle)
SQLITE := $(call need,sqlite3)
ELF := $(call need,libelf)
PAGE := $(call need,libcmark-gfm expat)
LIBCONFIG := $(call need,libconfig)
CMOCKA = $(call need,cmocka)
endif
# Its switch alone, in assembly: the shared library would bring that of C++, which takes long to load,
# and a round starts several workers.
BOOST := -l:libboost_context.a
WORKER_LIBS = $(JANSSON) $(LIBUV) $(NETTLE) $(SQLITE) $(BOOST) -lm
DUET_LIBS = $(JANSSON) $(GSL) $(ELF) $(NETTLE) $(LIBCONFIG) $(PAGE) -lm
LIBRARY_CFLAGS := $(shell pkg-config --cflags jansson gsl libuv nettle sqlite3 libelf libcmark-gfm expat libconfig 2>/dev/null)

# A line a file; V=1 shows whole commands.
run = $(if $(V),,@printf '  %-2s  %s\n' $(1) $@ && )

comma := ,
sources = $(sort $(wildcard $(addsuffix /*.c,$(1)) $(addsuffix /*.S,$(1))))
objects = $(patsubst %,$(BUILD)/obj/%.o,$(basename $(call sources,$(1))))

# threads-gil is threaded/ once more, under a global lock, in one object.
GIL := $(patsubst $(BUILD)/obj/%,$(BUILD)/gil/%,$(call objects,threaded threaded/gil))
WIDE_GIL := $(GIL:$(BUILD)/gil/%=$(BUILD)/wide-gil/%)
RUNTIMES := $(call objects,runtime threaded) $(BUILD)/obj/threaded-gil.o
WORKER := $(RUNTIMES) $(call objects,bench/kernels bench/workloads $(sort $(wildcard bench/peers/*)) \
	bench/worker bench/trace bench/load bench/protocol) $(BUILD)/obj/bench/stats/histogram.o $(BUILD)/obj/fingerprints.o
# MODE=delay: a worker whose calls of these go through tests/delay, where they can be slowed down.
DELAYED := co_create_task co_write main send switch_stack th_create_task th_queue_put th_write write
ifeq ($(MODE),delay)
WORKER += $(call objects,tests/delay)
WORKER_LIBS += $(addprefix -Wl$(comma)--wrap=,$(DELAYED))
endif
DUET := $(call objects,bench/cmd bench/evidence bench/evidence/predicate bench/evidence/tell bench/gate $(addprefix bench/gate/,conf count decide play record self_test sides tell) bench/run bench/store bench/stats bench/report bench/protocol)

STEADY_CLOCK := $(BUILD)/duet-steady-clock.so
EXAMPLES := $(addprefix $(BUILD)/examples/,coroutine task)

# A worker whose only work is to run a command: duet-worker without its workloads and runtimes.
COMMAND := $(filter-out %/main.o %/runtimes.o,$(call objects,bench/worker)) \
	$(call objects,bench/command bench/trace bench/protocol) $(BUILD)/obj/bench/stats/histogram.o

all: $(BUILD)/duet $(BUILD)/duet-worker $(BUILD)/duet-command $(STEADY_CLOCK) $(EXAMPLES) ## build duet, duet-worker, duet-command, examples (MODE=release|debug|asan|tsan|gate, CC=gcc|clang)

$(BUILD)/duet-worker: $(WORKER)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(WORKER_LIBS)

$(BUILD)/duet-command: $(COMMAND)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(JANSSON) -lm

$(BUILD)/duet: $(DUET)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(DUET_LIBS)

# Preloaded into workers whose instructions are counted, under Valgrind: never with a sanitizer.
$(STEADY_CLOCK): bench/preload/steady_clock.c $(BUILD)/flags
	$(call run,LD)$(CC) -std=gnu11 -D_GNU_SOURCE -O2 -g $(WARNINGS) -fPIC -shared $(LDFLAGS) -o $@ $<

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

# threaded/ compiled once more: into which folder, with which flags.
define threaded_again
$(BUILD)/$(1)/%.o: %.c $(BUILD)/flags
	@mkdir -p $$(@D)
	$$(call run,CC)$$(CC) $$(ALL_CFLAGS) $(2) -MMD -MP -c -o $$@ $$<
$(BUILD)/$(1)/%.o: %.S $(BUILD)/flags
	@mkdir -p $$(@D)
	$$(call run,AS)$$(CC) $$(ALL_CFLAGS) $(2) -MMD -MP -c -o $$@ $$<
endef
$(eval $(call threaded_again,gil,-DTHREADED_GIL))

# Its functions have the names of those without the lock, so only the table may be seen.
$(BUILD)/obj/threaded-gil.o: $(GIL)
$(BUILD)/wide/threaded-gil.o: $(WIDE_GIL)
%/threaded-gil.o:
	@mkdir -p $(@D)
	$(call run,LD)$(LD) -r -o $@ $^ && objcopy --keep-global-symbol=asyncio_threads_gil $@

# What each player plays, for duet-worker --describe; compiled anew only where that has changed.
FINGERPRINTS := $(BUILD)/fingerprints $(BUILD)/tests/known-answers/fingerprints
$(BUILD)/fingerprints.new: $(wildcard $(addsuffix /*.[ch],bench/kernels bench/load bench/workloads bench/peers/*))
$(BUILD)/tests/known-answers/fingerprints.new: tests/known-answers/workloads.c
$(FINGERPRINTS:=.new): scripts/fingerprints
	@mkdir -p $(@D)
	$(call run,GEN)scripts/fingerprints $(sort $(filter %.c,$^)) >$@
	@cmp -s $@ $(@:.new=.c) || cp $@ $(@:.new=.c)
$(FINGERPRINTS:=.c): %.c: %.new
	@true
$(FINGERPRINTS:$(BUILD)/%=$(BUILD)/obj/%.o): $(BUILD)/obj/%.o: $(BUILD)/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call run,CC)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# ---- layouts: the worker linked many times, its objects in different orders ----

# Where code lies moves tight loops by some per cent, so one link of a program is one sample of its
# speed. In order NN objects are sorted by a hash of their names, salted with SEED and NN: what two
# builds have in common keeps its relative order. LAYOUT_DIR: where to; another set needs another one.
LAYOUTS ?= 48
SEED ?= 1
LAYOUT_DIR ?= $(BUILD)
# The gate starts thousands of workers, and what a dynamic one does until it greets is mostly linking.
# Nobody asks libuv for a home directory, which a static program could not look up, nor SQLite for an
# extension, which it could not load.
LAYOUT_LDFLAGS := -static-pie -Wl,--strip-debug -Wl,--defsym=getpwuid_r=0 -Wl,--wrap=dlopen -Wl,--defsym=__wrap_dlopen=0
LAYOUT_NUMBERS = $(shell seq -f %02.0f 0 $$(($(LAYOUTS) - 1)))

layouts: $(if $(filter layouts,$(MAKECMDGOALS)),$(LAYOUT_NUMBERS:%=$(LAYOUT_DIR)/duet-worker-%) $(LAYOUT_DIR)/counted/duet-worker) ## duet-worker in LAYOUTS=48 link orders from SEED=1, in LAYOUT_DIR=build/gate

$(LAYOUT_DIR)/orders/%: FORCE
	@mkdir -p $(@D)
	@echo '$(SEED) $*' | sha256sum >$@.salt
	@printf '%s\n' $(WORKER:$(BUILD)/obj/%=%) | LC_ALL=C sort -R --random-source=$@.salt | sed 's|^|$(BUILD)/obj/|' >$@.new
	@cmp -s $@.new $@ || cp $@.new $@
	@rm $@.salt $@.new

$(LAYOUT_DIR)/duet-worker-%: $(LAYOUT_DIR)/orders/% $(WORKER)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LAYOUT_LDFLAGS) $(LDFLAGS) -o $@ @$< $(WORKER_LIBS)

# What is counted heeds a preloaded clock, which a static program does not.
$(LAYOUT_DIR)/counted/duet-worker: $(WORKER)
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(WORKER_LIBS)

# ---- tests: one program a file, linked with what it uses of the archives ----

$(BUILD)/libasyncio.a: $(RUNTIMES)
$(BUILD)/libbench.a: $(sort $(filter-out %/bench/cmd/main.o,$(DUET)) $(call objects,bench/load))
$(BUILD)/libsupport.a: $(call objects,tests/contract/support bench/trace)
$(BUILD)/libstage.a: $(call objects,tests/unit/support)
$(BUILD)/%.a:
	@rm -f $@
	$(call run,AR)ar rcs $@ $^

UNIT_TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c))
CONTRACT_TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/contract/*.c)) \
	$(BUILD)/tests/contract/threads-cancel-stress-wide $(BUILD)/tests/contract/threads-gil-wide

# The worker, with workloads of known cost instead of its own.
KNOWN_WORKER := $(BUILD)/tests/known-answers/duet-worker
$(KNOWN_WORKER): $(filter-out %/bench/workloads/registry.o %/obj/fingerprints.o,$(WORKER)) $(call objects,tests/known-answers) \
	$(BUILD)/obj/tests/known-answers/fingerprints.o
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(WORKER_LIBS)

# What scripts/gate-alternatives judges by where it does not ask duet.
JUDGE := $(BUILD)/tests/alternatives/judge
$(JUDGE): $(call objects,tests/alternatives) $(BUILD)/libbench.a
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(DUET_LIBS)

SIMULATIONS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/simulate/*.c))

contract-tests: $(CONTRACT_TESTS)

tests: all $(UNIT_TESTS) $(CONTRACT_TESTS) $(SIMULATIONS) $(KNOWN_WORKER) $(JUDGE)

$(BUILD)/tests/unit/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/libstage.a $(BUILD)/libbench.a
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CMOCKA) $(DUET_LIBS)

# Programs of figures that tests hold to a few of: how often the gate's rule is wrong.
$(BUILD)/tests/simulate/%: $(BUILD)/obj/tests/simulate/%.o $(BUILD)/libstage.a $(BUILD)/libbench.a
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(DUET_LIBS)

# What libFuzzer throws anything at: MODE=fuzz CC=clang.
FUZZED := $(call objects,bench/evidence/predicate bench/stats) $(addprefix $(BUILD)/obj/bench/,protocol/nearest.o store/problem.o store/record.o)
$(BUILD)/tests/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(FUZZED)
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(DUET_LIBS)

$(BUILD)/tests/contract/%: $(BUILD)/obj/tests/contract/%.o $(BUILD)/libsupport.a $(BUILD)/libasyncio.a
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CMOCKA) -lm

# The workload whose counts are tested.
$(BUILD)/tests/contract/lockout: $(BUILD)/obj/bench/workloads/deadlock.o

# The calls that faults makes fail, one after the other.
FAULTS := accept4 calloc epoll_create1 epoll_ctl eventfd madvise malloc mmap mprotect pthread_create realloc socket
$(BUILD)/tests/contract/faults: LDFLAGS += $(addprefix -Wl$(comma)--wrap=,$(FAULTS))

# The window in which a cancelling signal could be lost, held open, and a hand-over of the global
# lock every 0.1 ms instead of 5: the threads' runtimes once more.
WIDE_FLAGS := -DTHREADED_TEST_WINDOW=20000
$(eval $(call threaded_again,wide,$(WIDE_FLAGS)))
$(eval $(call threaded_again,wide-gil,$(WIDE_FLAGS) -DTHREADED_GIL -DTHREADED_TEST_INTERVAL=100))
WIDE := $(patsubst $(BUILD)/obj/%,$(BUILD)/wide/%,$(call objects,threaded)) $(BUILD)/wide/threaded-gil.o
# An object that comes before the archives stands for its namesake in them.
$(BUILD)/tests/contract/%-wide: $(BUILD)/obj/tests/contract/%.o $(WIDE) $(BUILD)/libsupport.a $(BUILD)/libasyncio.a
	@mkdir -p $(@D)
	$(call run,LD)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CMOCKA) -lm

test: ## install what is missing, build, run every test (MODE=asan|tsan|valgrind|debug: those of one mode)
	@scripts/install-dependencies test
	@MAKE=$(MAKE) tests/suite $(filter-out release,$(MODE))

FUZZ_RUNS ?= 200000
fuzz: ## throw FUZZ_RUNS=200000 texts at what reads predicates, by libFuzzer
	@$(MAKE) -s MODE=fuzz CC=clang build/fuzz-clang/tests/fuzz/predicate
	@FUZZ_RUNS=$(FUZZ_RUNS) tests/fuzz/predicate.sh

check: ## clang-format, clang-tidy, a build by clang, the layering, shellcheck, Valgrind
	@scripts/install-dependencies check
	@scripts/check

report: ## install what is missing, build, measure for under 3 minutes, write results/latest/report.{md,html}
	@scripts/install-dependencies report
	@$(MAKE) -s all
	@scripts/report

evidence: ## hold every number of README.md and docs/ to the committed results; the pages of docs/evidence
	@scripts/install-dependencies report
	@$(MAKE) -s $(BUILD)/duet $(BUILD)/duet-worker
	@DUET='$(BUILD)/duet' scripts/evidence

BASE ?= main
gate: ## is the working tree slower than the revision BASE=main? (GATE_OPTIONS="--budget=30 ...", of duet gate)
	@scripts/gate '$(BASE)' $(GATE_OPTIONS)

# ---- installing ----

# The coroutine runtime as one object that gives away nothing but its table.
$(BUILD)/libasyncio-coroutines.a: $(call objects,runtime)
	$(LD) -r -o $(BUILD)/asyncio-coroutines.o $^
	objcopy --keep-global-symbol=asyncio_coroutines $(BUILD)/asyncio-coroutines.o
	@rm -f $@
	$(call run,AR)ar rcs $@ $(BUILD)/asyncio-coroutines.o

# duet finds its worker beside it, its figures in ../share/duet/figures, and CPython's worker in
# ../lib/duet/python.
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
SHARE := $(PREFIX)/share
VERSION = $(shell sed -n 's/^.define DUET_VERSION "\(.*\)"/\1/p' bench/protocol/version.h)
INSTALL = install
FIGURES := $(wildcard scripts/figures/*.gp)
PYTHON := $(patsubst bench/peers/python/%,%,$(wildcard $(addprefix bench/peers/python/,duet-python worker/*.py workloads/*.py)))
PYTHON_FOLDERS := $(addprefix $(PREFIX)/lib/duet/python,/worker /workloads)

# What is installed: source|destination|mode.
INSTALLED := $(BUILD)/duet|$(PREFIX)/bin/duet|755 \
	$(BUILD)/duet-worker|$(PREFIX)/bin/duet-worker|755 \
	$(BUILD)/duet-command|$(PREFIX)/bin/duet-command|755 \
	$(STEADY_CLOCK)|$(PREFIX)/lib/duet/$(notdir $(STEADY_CLOCK))|644 \
	$(foreach file,$(PYTHON),bench/peers/python/$(file)|$(PREFIX)/lib/duet/python/$(file)|$(if $(filter %.py,$(file)),644,755)) \
	$(foreach figure,$(FIGURES),$(figure)|$(SHARE)/duet/figures/$(notdir $(figure))|644) \
	man/duet.1|$(SHARE)/man/man1/duet.1|644 \
	man/duet-command.1|$(SHARE)/man/man1/duet-command.1|644 \
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
	rmdir '$(DESTDIR)$(SHARE)/duet/figures' '$(DESTDIR)$(SHARE)/duet' \
		$(PYTHON_FOLDERS:%='$(DESTDIR)%') '$(DESTDIR)$(PREFIX)/lib/duet/python' '$(DESTDIR)$(PREFIX)/lib/duet' 2>/dev/null || true

define newline


endef

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

clean: ## remove everything built
	rm -rf build

FORCE:
.PHONY: contract-tests all layouts tests test fuzz check report evidence gate install uninstall help clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
