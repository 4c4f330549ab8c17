/* SPDX-License-Identifier: MIT */
/* same.c - compares two programs by what is loaded of them, with libelf. */
#include "bench/gate/sides/same.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/gate/sides/placed.h"
#include "bench/store/fingerprint.h"

#define BUILD_ID ".note.gnu.build-id"

/* A file in memory, and, once it is opened as ELF, a walk over its sections. */
struct image {
	const char *path;
	char *bytes; /* NULL: none; private, since libelf wants to write */
	size_t size;
	Elf *elf;	  /* NULL: no ELF file with sections */
	size_t names;	  /* the section of the sections' names */
	Elf_Scn *section; /* where the walk is */
	GElf_Shdr header; /* of that section */
};

static int map(struct image *image, int fd)
{
	struct stat status;

	if (fstat(fd, &status))
		return -errno;
	if (!S_ISREG(status.st_mode))
		return S_ISDIR(status.st_mode) ? -EISDIR : -EINVAL;
	image->size = (size_t)status.st_size;
	if (!image->size)
		return 0;
	image->bytes = mmap(NULL, image->size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	if (image->bytes != MAP_FAILED)
		return 0;
	image->bytes = NULL;
	return -errno;
}

static int image_open(struct image *image, const char *path, struct problem *problem)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int error;

	*image = (struct image){.path = path};
	error = fd < 0 ? -errno : map(image, fd);
	if (fd >= 0)
		close(fd);
	if (!error)
		return 0;
	problem_set(problem, error, "cannot read the program %s: %s", path,
		    strerror(-error));
	problem_remedy(problem, "name a program that is there and may be read");
	return error;
}

static void image_close(struct image *image)
{
	elf_end(image->elf);
	if (image->bytes)
		munmap(image->bytes, image->size);
}

static int damaged(const struct image *image, struct problem *problem)
{
	problem_set(problem, -EBADMSG, "%s is an ELF file that is damaged or cut off",
		    image->path);
	problem_remedy(problem, "build it again");
	return -EBADMSG;
}

/* 1: an ELF file with sections; 0: something else; or -EBADMSG. */
static int image_parse(struct image *image, struct problem *problem)
{
	GElf_Ehdr header;

	if (!image->bytes || image->size < SELFMAG ||
	    memcmp(image->bytes, ELFMAG, SELFMAG) != 0)
		return 0;
	elf_version(EV_CURRENT);
	image->elf = elf_memory(image->bytes, image->size);
	if (!image->elf || !gelf_getehdr(image->elf, &header) ||
	    header.e_shoff >= image->size || elf_getshdrstrndx(image->elf, &image->names))
		return damaged(image, problem);
	return header.e_shoff > 0;
}

static const char *section_name(const struct image *image)
{
	return elf_strptr(image->elf, image->names, image->header.sh_name);
}

/* Go to the next section that is loaded. Returns 1; 0: there is none; or -EBADMSG. */
static int image_next(struct image *image, struct problem *problem)
{
	while ((image->section = elf_nextscn(image->elf, image->section))) {
		if (!gelf_getshdr(image->section, &image->header) || !section_name(image))
			return damaged(image, problem);
		if (image->header.sh_flags & SHF_ALLOC &&
		    strcmp(section_name(image), BUILD_ID) != 0)
			return 1;
	}
	return 0;
}

static bool same_headers(const struct image *a, const struct image *b)
{
	const GElf_Shdr *x = &a->header, *y = &b->header;

	return !strcmp(section_name(a), section_name(b)) && x->sh_type == y->sh_type &&
	       x->sh_flags == y->sh_flags && x->sh_addr == y->sh_addr &&
	       x->sh_size == y->sh_size;
}

/* The section's bytes as they are in the file, or NULL: it has none there, or is cut off. */
static const void *section_bytes(const struct image *image)
{
	const Elf_Data *data = elf_rawdata(image->section, NULL);

	return data ? data->d_buf : NULL;
}

/* The sections where both walks are. */
static int same_section(const struct image *a, const struct image *b,
			struct problem *problem)
{
	const void *x, *y;

	if (!same_headers(a, b))
		return 0;
	if (a->header.sh_type == SHT_NOBITS || !a->header.sh_size)
		return 1;
	x = section_bytes(a);
	y = section_bytes(b);
	if (!x || !y)
		return damaged(x ? b : a, problem);
	return !memcmp(x, y, a->header.sh_size);
}

static int same_sections(struct image *a, struct image *b, struct problem *problem)
{
	int same = 1, more_a, more_b;

	while (same == 1) {
		more_a = image_next(a, problem);
		more_b = more_a < 0 ? 0 : image_next(b, problem);
		if (more_a < 0 || more_b < 0)
			return -EBADMSG;
		if (!more_a || !more_b)
			return more_a == more_b;
		same = same_section(a, b, problem);
	}
	return same;
}

/*
 * What the kernel reads besides sections: machine, entry, and what of the file is mapped
 * where. It may have been edited, so that what is loaded is not what the sections say.
 */
static bool same_segments(const struct image *a, const struct image *b)
{
	GElf_Ehdr x, y;
	GElf_Phdr p, q;

	if (!gelf_getehdr(a->elf, &x) || !gelf_getehdr(b->elf, &y) ||
	    x.e_type != y.e_type || x.e_machine != y.e_machine || x.e_entry != y.e_entry ||
	    x.e_phnum != y.e_phnum)
		return false;
	for (int i = 0; i < x.e_phnum; i++)
		if (!gelf_getphdr(a->elf, i, &p) || !gelf_getphdr(b->elf, i, &q) ||
		    p.p_type != q.p_type || p.p_flags != q.p_flags ||
		    p.p_offset != q.p_offset || p.p_vaddr != q.p_vaddr ||
		    p.p_filesz != q.p_filesz || p.p_memsz != q.p_memsz)
			return false;
	return true;
}

static int same_images(struct image *a, struct image *b, struct problem *problem)
{
	int elf_a, elf_b;

	elf_a = image_parse(a, problem);
	elf_b = elf_a < 0 ? 0 : image_parse(b, problem);
	if (elf_a < 0 || elf_b < 0)
		return -EBADMSG;
	if (!elf_a || !elf_b || !same_segments(a, b))
		return 0;
	return same_sections(a, b, problem);
}

int same_program(const char *a, const char *b, struct problem *problem)
{
	struct image x, y = {0};
	int result;

	if (placed_alike(a, b))
		return 1;
	result = image_open(&x, a, problem);
	if (!result)
		result = image_open(&y, b, problem);
	if (!result)
		result = same_images(&x, &y, problem);
	image_close(&x);
	image_close(&y);
	if (result == 1 && !placed_together(a, b) && placed_matters(a))
		return 0;
	return result;
}

int same_set(const char *const *a, const char *const *b, size_t n, struct problem *problem)
{
	int result = 1;

	for (size_t i = 0; i < n && result == 1; i++)
		result = same_program(a[i], b[i], problem);
	return result;
}

/* The section where the walk is: what same_section compares. */
static int add_section(const struct image *image, char *text, struct problem *problem)
{
	const GElf_Shdr *header = &image->header;
	uint64_t numbers[] = {header->sh_type, header->sh_flags, header->sh_addr,
			      header->sh_size};
	const char *name = section_name(image);
	const void *bytes;

	fingerprint_add(text, name, strlen(name));
	fingerprint_add(text, numbers, sizeof(numbers));
	if (header->sh_type == SHT_NOBITS || !header->sh_size)
		return 0;
	bytes = section_bytes(image);
	if (!bytes)
		return damaged(image, problem);
	fingerprint_add(text, bytes, header->sh_size);
	return 0;
}

static int add_sections(struct image *image, const char *without, char *text,
			struct problem *problem)
{
	int more = image_next(image, problem);

	while (more == 1) {
		int error = 0;

		if (!without || strcmp(section_name(image), without) != 0)
			error = add_section(image, text, problem);
		more = error ? error : image_next(image, problem);
	}
	return more;
}

int same_fingerprint(const char *path, const char *without, char *text,
		     struct problem *problem)
{
	struct image image;
	int result = image_open(&image, path, problem);

	if (!result)
		result = image_parse(&image, problem);
	if (result == 1)
		result = add_sections(&image, without, text, problem);
	else if (result == 0)
		fingerprint_add(text, image.bytes, image.size);
	image_close(&image);
	return result;
}
