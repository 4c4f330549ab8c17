/* SPDX-License-Identifier: MIT */
/* placed.c - looks for names that are relative to the program. See placed.h. */
#include "bench/gate/sides/placed.h"

#include <fcntl.h>
#include <gelf.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Entries of the dynamic section that name files or folders. */
static bool names_files(GElf_Sxword tag)
{
	static const GElf_Sxword tags[] = {
		DT_NEEDED, DT_RPATH,  DT_RUNPATH, DT_AUXILIARY,
		DT_FILTER, DT_CONFIG, DT_AUDIT,	  DT_DEPAUDIT,
	};

	for (size_t i = 0; i < COUNT(tags); i++)
		if (tags[i] == tag)
			return true;
	return false;
}

/* $ORIGIN, and what else the dynamic linker puts in; what cannot be read may be it. */
static bool is_relative(Elf *elf, size_t names, size_t name)
{
	const char *text = elf_strptr(elf, names, name);

	return !text || strchr(text, '$');
}

static bool section_matters(Elf *elf, Elf_Scn *section, const GElf_Shdr *header)
{
	Elf_Data *data = elf_getdata(section, NULL);
	GElf_Dyn entry;

	if (!data)
		return true;
	for (int i = 0; gelf_getdyn(data, i, &entry) && entry.d_tag != DT_NULL; i++)
		if (names_files(entry.d_tag) &&
		    is_relative(elf, header->sh_link, entry.d_un.d_val))
			return true;
	return false;
}

/* The environment's names are of all that is linked at its start. */
static bool environment_matters(void)
{
	static const char *const names[] = {"LD_AUDIT", "LD_LIBRARY_PATH", "LD_PRELOAD"};
	const char *text;

	for (size_t i = 0; i < COUNT(names); i++) {
		text = getenv(names[i]);
		if (text && strchr(text, '$'))
			return true;
	}
	return false;
}

static bool image_matters(Elf *elf)
{
	Elf_Scn *section = NULL;
	GElf_Shdr header;
	size_t count;

	if (elf_kind(elf) != ELF_K_ELF || elf_getshdrnum(elf, &count) || count == 0)
		return true;
	while ((section = elf_nextscn(elf, section))) {
		if (!gelf_getshdr(section, &header))
			return true;
		if (header.sh_type != SHT_DYNAMIC)
			continue;
		if (environment_matters() || section_matters(elf, section, &header))
			return true;
	}
	return false;
}

bool placed_matters(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool matters = true;
	Elf *elf;

	if (fd < 0)
		return true;
	elf_version(EV_CURRENT);
	elf = elf_begin(fd, ELF_C_READ, NULL);
	if (elf)
		matters = image_matters(elf);
	elf_end(elf);
	close(fd);
	return matters;
}

/* Where the name's folder is in truth; NULL: unknown. */
static char *real_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	char *real = folder ? realpath(folder, NULL) : NULL;

	free(folder);
	return real;
}

/* Takes both. */
static bool are_equal(char *a, char *b)
{
	bool equal = a && b && strcmp(a, b) == 0;

	free(a);
	free(b);
	return equal;
}

bool placed_together(const char *a, const char *b)
{
	char *x = realpath(a, NULL), *y = realpath(b, NULL);

	if (x && y)
		*strrchr(x, '/') = *strrchr(y, '/') = 0;
	return are_equal(x, y);
}

bool placed_alike(const char *a, const char *b)
{
	return !strcmp(basename(a), basename(b)) &&
	       are_equal(real_folder(a), real_folder(b));
}
