/* SPDX-License-Identifier: MIT */
/* programs.c - finds the value in a program with libelf. See programs.h. */
#include "bench/gate/self_test/programs.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "bench/gate/sides/same.h"

#define SECTION ".delay"
#define VALUE_MOST 256

/* Whether the section is the value's, and where that is in the file. */
static bool is_value(Elf *elf, size_t names, Elf_Scn *section, GElf_Shdr *header)
{
	const char *name;

	if (!gelf_getshdr(section, header))
		return false;
	name = elf_strptr(elf, names, header->sh_name);
	return name && !strcmp(name, SECTION) && header->sh_type == SHT_PROGBITS;
}

static bool find_value(int fd, GElf_Shdr *header)
{
	Elf *elf;
	Elf_Scn *section = NULL;
	size_t names;
	bool found = false;

	elf_version(EV_CURRENT);
	elf = elf_begin(fd, ELF_C_READ, NULL);
	if (elf && !elf_getshdrstrndx(elf, &names))
		while (!found && (section = elf_nextscn(elf, section)))
			found = is_value(elf, names, section, header);
	elf_end(elf);
	return found;
}

/* Filled up with zeros. */
static int write_value(int fd, const char *value)
{
	char bytes[VALUE_MOST] = "";
	GElf_Shdr header;
	ssize_t written;

	if (!find_value(fd, &header) || header.sh_size > sizeof(bytes) ||
	    strlen(value) >= header.sh_size)
		return -EINVAL;
	stpncpy(bytes, value, sizeof(bytes) - 1);
	written = pwrite(fd, bytes, header.sh_size, (off_t)header.sh_offset);
	if (written < 0)
		return -errno;
	return (size_t)written == header.sh_size ? 0 : -EIO;
}

static int slow_down(const char *path, const char *value, struct problem *problem)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	int error = fd < 0 ? -errno : write_value(fd, value);

	if (fd >= 0)
		close(fd);
	if (!error)
		return 0;
	if (error == -EINVAL)
		problem_set(problem, error, "%s has no place for the delay '%s'", path,
			    value);
	else
		problem_set(problem, error, "cannot write to %s: %s", path,
			    strerror(-error));
	problem_remedy(problem, "scripts/self-test builds programs that can be slowed "
				"down, for itself alone");
	return error;
}

int self_test_slow_down(const struct gate_side *side, const char *value,
			struct problem *problem)
{
	int error = 0;

	for (size_t i = 0; i < side->count && !error; i++)
		error = slow_down(side->programs[i], value, problem);
	return error;
}

int self_test_fingerprint(const struct gate_side *side, char *text, struct problem *problem)
{
	int error = 0;

	for (size_t i = 0; i < side->count && !error; i++)
		error = same_fingerprint(side->programs[i], SECTION, text, problem);
	return error;
}
