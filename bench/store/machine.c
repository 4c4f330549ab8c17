/* SPDX-License-Identifier: MIT */
/* machine.c - looks at the machine: mostly small files under /proc and /sys. */
#include "bench/store/machine.h"

#include <dirent.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#define CLOCK_READS 2000
#define CLOCK_TRIES 5

/* The first line of a file; "" when there is none. */
static void read_line(const char *path, char *line, size_t size)
{
	FILE *file = fopen(path, "re");

	line[0] = 0;
	if (!file)
		return;
	if (!fgets(line, (int)size, file))
		line[0] = 0;
	line[strcspn(line, "\n")] = 0;
	fclose(file);
}

static int64_t read_number(const char *path)
{
	char line[64], *end;
	long long number;

	read_line(path, line, sizeof(line));
	number = strtoll(line, &end, 10);
	return end == line ? -1 : number;
}

/* What stands after the colon in the first line "key<space>: value" of a file. */
static void read_field(const char *path, const char *key, char *value, size_t size)
{
	FILE *file = fopen(path, "re");
	char line[4096];

	value[0] = 0;
	while (file && fgets(line, sizeof(line), file)) {
		char *colon = strchr(line, ':');

		if (!colon || strncmp(line, key, strlen(key)))
			continue;
		colon += 1 + strspn(colon + 1, " \t");
		colon[strcspn(colon, "\n")] = 0;
		snprintf(value, size, "%s", colon);
		break;
	}
	if (file)
		fclose(file);
}

static int64_t read_kilobytes(const char *key)
{
	char value[64], *end;
	long long kilobytes;

	read_field("/proc/meminfo", key, value, sizeof(value));
	kilobytes = strtoll(value, &end, 10);
	return end == value ? -1 : kilobytes * 1024;
}

/* "always [madvise] never" says madvise. */
static void read_choice(const char *path, char *choice, size_t size)
{
	char line[MACHINE_TEXT], *open, *close;

	read_line(path, line, sizeof(line));
	open = strchr(line, '[');
	close = open ? strchr(open, ']') : NULL;
	choice[0] = 0;
	if (!close)
		return;
	*close = 0;
	snprintf(choice, size, "%s", open + 1);
}

/* Intel's own driver tells the opposite of what the others do. */
static void describe_boost(struct machine *m)
{
	int64_t boost = read_number("/sys/devices/system/cpu/cpufreq/boost");
	int64_t no_turbo = read_number("/sys/devices/system/cpu/intel_pstate/no_turbo");

	if (no_turbo >= 0)
		boost = !no_turbo;
	if (boost >= 0)
		snprintf(m->boost, sizeof(m->boost), "%s", boost ? "on" : "off");
}

static void describe_cpu(struct machine *m)
{
	cpu_set_t allowed;

	read_field("/proc/cpuinfo", "model name", m->cpu, sizeof(m->cpu));
	m->cores_online = sysconf(_SC_NPROCESSORS_ONLN);
	m->cores_allowed = -1;
	if (!sched_getaffinity(0, sizeof(allowed), &allowed))
		m->cores_allowed = CPU_COUNT(&allowed);
	read_field("/proc/self/status", "Cpus_allowed_list", m->cores_list,
		   sizeof(m->cores_list));
	read_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", m->governor,
		  sizeof(m->governor));
	if (!m->governor[0])
		strcpy(m->governor, "none");
	describe_boost(m);
}

static void describe_kernel(struct machine *m)
{
	struct utsname name;

	m->kernel[0] = 0;
	if (!uname(&name))
		snprintf(m->kernel, sizeof(m->kernel), "%.30s %.60s %.30s", name.sysname,
			 name.release, name.machine);
	read_line("/sys/devices/system/clocksource/clocksource0/current_clocksource",
		  m->clocksource, sizeof(m->clocksource));
	read_line("/proc/sys/net/ipv4/tcp_congestion_control", m->tcp_congestion_control,
		  sizeof(m->tcp_congestion_control));
	read_choice("/sys/kernel/mm/transparent_hugepage/enabled",
		    m->transparent_huge_pages, sizeof(m->transparent_huge_pages));
	m->timer_slack_ns = prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0);
	m->threads_max = read_number("/proc/sys/kernel/threads-max");
	m->pid_max = read_number("/proc/sys/kernel/pid_max");
	m->max_map_count = read_number("/proc/sys/vm/max_map_count");
}

static void describe_virtualisation(struct machine *m)
{
	char flags[4096], vendor[64];

	read_field("/proc/cpuinfo", "flags", flags, sizeof(flags));
	read_line("/sys/class/dmi/id/sys_vendor", vendor, sizeof(vendor));
	if (strstr(flags, " hypervisor"))
		snprintf(m->virtualisation, MACHINE_TEXT, "hypervisor%s%.60s",
			 vendor[0] ? ": " : "", vendor);
	else if (!access("/.dockerenv", F_OK) || !access("/run/.containerenv", F_OK))
		strcpy(m->virtualisation, "container");
	else
		strcpy(m->virtualisation, "none");
}

static int64_t limit(rlim_t value)
{
	return value == RLIM_INFINITY || value > INT64_MAX ? INT64_MAX : (int64_t)value;
}

static void describe_limits(struct machine *m)
{
	struct rlimit descriptors, processes;

	m->limit_descriptors = m->limit_descriptors_hard = m->limit_processes = -1;
	if (!getrlimit(RLIMIT_NOFILE, &descriptors)) {
		m->limit_descriptors = limit(descriptors.rlim_cur);
		m->limit_descriptors_hard = limit(descriptors.rlim_max);
	}
	if (!getrlimit(RLIMIT_NPROC, &processes))
		m->limit_processes = limit(processes.rlim_cur);
}

static int by_name(const void *left, const void *right)
{
	return strcmp(((const struct vulnerability *)left)->name,
		      ((const struct vulnerability *)right)->name);
}

static void describe_vulnerabilities(struct machine *m)
{
	const char *path = "/sys/devices/system/cpu/vulnerabilities";
	DIR *directory = opendir(path);
	struct dirent *entry;
	char file[512];

	m->vulnerability_count = 0;
	while (directory && (entry = readdir(directory))) {
		struct vulnerability *v = &m->vulnerabilities[m->vulnerability_count];

		if (entry->d_name[0] == '.' ||
		    m->vulnerability_count == MACHINE_VULNERABILITIES)
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);
		snprintf(v->name, sizeof(v->name), "%.47s", entry->d_name);
		read_line(file, v->state, sizeof(v->state));
		m->vulnerability_count++;
	}
	if (directory)
		closedir(directory);
	qsort(m->vulnerabilities, m->vulnerability_count, sizeof(m->vulnerabilities[0]),
	      by_name);
}

static double elapsed_ns(const struct timespec *from, const struct timespec *to)
{
	return (double)(to->tv_sec - from->tv_sec) * 1e9 +
	       (double)(to->tv_nsec - from->tv_nsec);
}

/* The cheapest of a few loops of readings: what disturbs them only adds. */
static double clock_cost(clockid_t clock)
{
	struct timespec start, now, end;
	double least = 1e9;

	for (int try = 0; try < CLOCK_TRIES; try++) {
		clock_gettime(CLOCK_MONOTONIC, &start);
		for (int i = 0; i < CLOCK_READS; i++)
			clock_gettime(clock, &now);
		clock_gettime(CLOCK_MONOTONIC, &end);
		if (elapsed_ns(&start, &end) / CLOCK_READS < least)
			least = elapsed_ns(&start, &end) / CLOCK_READS;
	}
	return least;
}

void machine_describe(struct machine *machine)
{
	memset(machine, 0, sizeof(*machine));
	describe_cpu(machine);
	describe_kernel(machine);
	describe_virtualisation(machine);
	describe_limits(machine);
	describe_vulnerabilities(machine);
	machine->memory_bytes = read_kilobytes("MemTotal");
	machine->available_bytes = read_kilobytes("MemAvailable");
	if (getloadavg(machine->load_average, 3) < 3)
		memset(machine->load_average, 0, sizeof(machine->load_average));
	machine->clock_ns = clock_cost(CLOCK_MONOTONIC);
	machine->cpu_clock_ns = clock_cost(CLOCK_PROCESS_CPUTIME_ID);
}
