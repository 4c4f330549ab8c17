/* SPDX-License-Identifier: MIT */
/* describe.c - a machine in words. See describe.h. */
#include "bench/report/describe.h"

#include <errno.h>
#include <string.h>

#include "bench/report/format.h"
#include "bench/report/table.h"
#include "bench/report/wrap.h"

#define LIKE_NONE ((int64_t)1 << 62) /* a limit at least this high is none */

static const char *known(const char *text)
{
	return *text ? text : "unknown";
}

static struct text count(int64_t value)
{
	if (value < 0)
		return (struct text){"unknown"};
	return value >= LIKE_NONE ? (struct text){"none"} : format_count(value);
}

static struct text bytes(int64_t value)
{
	return value < 0 ? (struct text){"unknown"} : format_bytes((double)value);
}

static void row(struct table *table, const char *name, const char *value)
{
	table_cell(table, SHADE_NONE, "%s", name);
	table_cell(table, SHADE_NONE, "%s", value);
}

/* A virtual machine mostly hides who sets its frequency: that none is seen says nothing. */
static const char *governor(const struct machine *machine)
{
	if (strcmp(machine->governor, "none") == 0 &&
	    strncmp(machine->virtualisation, "hypervisor", strlen("hypervisor")) == 0)
		return "not visible (virtual machine)";
	return known(machine->governor);
}

static void add_system(struct table *table, const struct machine *machine)
{
	char line[256];

	row(table, "processor", known(machine->cpu));
	snprintf(line, sizeof(line), "%s online, %s allowed (%s)",
		 count(machine->cores_online).text, count(machine->cores_allowed).text,
		 known(machine->cores_list));
	row(table, "cores", line);
	row(table, "virtualisation", known(machine->virtualisation));
	row(table, "frequency governor", governor(machine));
	if (*machine->boost)
		row(table, "frequency boost", machine->boost);
	row(table, "kernel", known(machine->kernel));
	snprintf(line, sizeof(line), "%s, %s available", bytes(machine->memory_bytes).text,
		 bytes(machine->available_bytes).text);
	row(table, "memory", line);
	row(table, "transparent huge pages", known(machine->transparent_huge_pages));
	row(table, "TCP congestion control", known(machine->tcp_congestion_control));
	snprintf(line, sizeof(line), "%.2f, %.2f, %.2f", machine->load_average[0],
		 machine->load_average[1], machine->load_average[2]);
	row(table, "load average at the start", line);
}

static void add_clocks_and_limits(struct table *table, const struct machine *machine)
{
	char line[512];

	snprintf(line, sizeof(line), "%s; a reading costs %s, of processor time %s",
		 known(machine->clocksource), format_time(machine->clock_ns).text,
		 format_time(machine->cpu_clock_ns).text);
	row(table, "clock", line);
	row(table, "timer slack", format_time((double)machine->timer_slack_ns).text);
	snprintf(line, sizeof(line), "%s descriptors (at most %s), %s processes",
		 count(machine->limit_descriptors).text,
		 count(machine->limit_descriptors_hard).text,
		 count(machine->limit_processes).text);
	row(table, "limits of a process", line);
	snprintf(line, sizeof(line),
		 "%s threads, %s process numbers, %s mappings a process",
		 count(machine->threads_max).text, count(machine->pid_max).text,
		 count(machine->max_map_count).text);
	row(table, "limits of the kernel", line);
	if (*machine->compiler) {
		row(table, "worker compiled by", machine->compiler);
		row(table, "worker's flags", known(machine->flags));
	}
}

/* Only what the kernel does something about: the rest is "Not affected". */
static void add_vulnerabilities(struct table *table, const struct machine *machine)
{
	char name[80];

	for (size_t i = 0; i < machine->vulnerability_count; i++) {
		const struct vulnerability *v = &machine->vulnerabilities[i];

		if (strcmp(v->state, "Not affected") == 0)
			continue;
		snprintf(name, sizeof(name), "mitigation of %s", v->name);
		row(table, name, v->state);
	}
}

static struct table *machine_table(const struct machine *machine)
{
	static const struct column columns[] = {{"machine", ALIGN_LEFT}, {"", ALIGN_LEFT}};
	struct table *table = table_new(columns, 2);

	if (!table)
		return NULL;
	add_system(table, machine);
	add_clocks_and_limits(table, machine);
	add_vulnerabilities(table, machine);
	return table;
}

int describe_machine(FILE *file, const struct machine *machine, const char *indent)
{
	struct table *table = machine_table(machine);
	size_t widest = 0, start;

	if (!table)
		return -ENOMEM;
	for (size_t i = 0; i < table_rows(table); i++)
		if (table_text_width(table_text(table, i, 0)) > widest)
			widest = table_text_width(table_text(table, i, 0));
	start = strlen(indent) + widest + 2;
	for (size_t i = 0; i < table_rows(table); i++) {
		fprintf(file, "%s%-*s  ", indent, (int)widest, table_text(table, i, 0));
		wrap_write(file, table_text(table, i, 1), start, start, wrap_width(file));
	}
	table_free(table);
	return 0;
}

int describe_machine_markdown(FILE *file, const struct machine *machine)
{
	struct table *table = machine_table(machine);
	int result = table ? table_write_markdown(table, file) : -ENOMEM;

	table_free(table);
	return result;
}
