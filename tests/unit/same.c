/* SPDX-License-Identifier: MIT */
/*
 * same.c - which programs are the same machine code. The programs are copies of this one, with a
 * byte changed somewhere.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/gate/sides/same.h"

#define SELF "/proc/self/exe"

struct bench {
	char folder[32];
	char other[64]; /* a program to compare with ours */
	struct problem problem;
};

static void write_file(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

/* The first `most` bytes of this program, or all that there are. */
static void copy_self(const char *path, size_t most)
{
	int in = open(SELF, O_RDONLY | O_CLOEXEC);
	struct stat status;
	char *bytes;

	assert_int_equal(fstat(in, &status), 0);
	if (most > (size_t)status.st_size)
		most = (size_t)status.st_size;
	bytes = malloc(most);
	assert_non_null(bytes);
	assert_int_equal(read(in, bytes, most), most);
	close(in);
	write_file(path, bytes, most);
	free(bytes);
}

static void change_byte(const char *path, off_t where)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	char byte;

	assert_int_equal(pread(fd, &byte, 1, where), 1);
	byte ^= 1;
	assert_int_equal(pwrite(fd, &byte, 1, where), 1);
	close(fd);
}

/* Where the section's bytes are in the file, or with `header` its header. */
static off_t find(const char *path, const char *name, int header)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	Elf_Scn *section = NULL;
	GElf_Shdr found;
	GElf_Ehdr file;
	size_t names;
	Elf *elf;

	elf_version(EV_CURRENT);
	elf = elf_begin(fd, ELF_C_READ, NULL);
	assert_int_equal(elf_getshdrstrndx(elf, &names), 0);
	assert_non_null(gelf_getehdr(elf, &file));
	do {
		section = elf_nextscn(elf, section);
		assert_non_null(section);
		assert_non_null(gelf_getshdr(section, &found));
	} while (strcmp(elf_strptr(elf, names, found.sh_name), name) != 0);
	if (header)
		found.sh_offset = file.e_shoff + elf_ndxscn(section) * file.e_shentsize;
	elf_end(elf);
	close(fd);
	return (off_t)found.sh_offset;
}

/* Compare this program with the other one, both ways round. */
static int same(struct bench *b)
{
	int result = same_program(SELF, b->other, &b->problem);

	assert_int_equal(same_program(b->other, SELF, &b->problem), result);
	return result;
}

static int same_but_for(struct bench *b, const char *section)
{
	copy_self(b->other, SIZE_MAX);
	change_byte(b->other, find(b->other, section, 0) + 8);
	return same(b);
}

static void a_program_is_the_same_as_its_copy(void **state)
{
	struct bench *b = *state;

	copy_self(b->other, SIZE_MAX);
	assert_int_equal(same(b), 1);
}

static void it_is_when_stripped(void **state)
{
	struct bench *b = *state;
	char command[128];

	copy_self(b->other, SIZE_MAX);
	snprintf(command, sizeof(command), "strip %s", b->other);
	assert_int_equal(system(command), 0);
	assert_int_equal(same(b), 1);
	change_byte(b->other, find(b->other, ".text", 0) + 8);
	assert_int_equal(same(b), 0);
}

static void build_id_and_debugging_information_do_not_count(void **state)
{
	assert_int_equal(same_but_for(*state, ".note.gnu.build-id"), 1);
	assert_int_equal(same_but_for(*state, ".debug_info"), 1);
	assert_int_equal(same_but_for(*state, ".comment"), 1);
}

static void a_byte_of_code_or_data_counts(void **state)
{
	assert_int_equal(same_but_for(*state, ".text"), 0);
	assert_int_equal(same_but_for(*state, ".rodata"), 0);
	assert_int_equal(same_but_for(*state, ".data"), 0);
}

static void the_names_of_libraries_count(void **state)
{
	assert_int_equal(same_but_for(*state, ".dynstr"), 0);
}

static void the_address_counts(void **state)
{
	struct bench *b = *state;

	for (int bss = 0; bss <= 1; bss++) {
		copy_self(b->other, SIZE_MAX);
		change_byte(b->other, find(b->other, bss ? ".bss" : ".text", 1) +
					      (off_t)offsetof(Elf64_Shdr, sh_addr) + 2);
		assert_int_equal(same(b), 0);
	}
}

static void the_entry_counts(void **state)
{
	struct bench *b = *state;

	copy_self(b->other, SIZE_MAX);
	change_byte(b->other, offsetof(Elf64_Ehdr, e_entry));
	assert_int_equal(same(b), 0);
}

/* Where in the file the header of its last segment of that type is. */
static off_t find_segment(const char *path, uint32_t type)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	Elf64_Ehdr file;
	Elf64_Phdr segment;
	off_t found = 0;

	assert_int_equal(pread(fd, &file, sizeof(file), 0), sizeof(file));
	for (int i = 0; i < file.e_phnum; i++) {
		off_t where = (off_t)(file.e_phoff + (size_t)i * file.e_phentsize);

		assert_int_equal(pread(fd, &segment, sizeof(segment), where),
				 sizeof(segment));
		found = segment.p_type == type ? where : found;
	}
	close(fd);
	assert_true(found > 0);
	return found;
}

/* All sections are as they were, and yet something else is loaded, or elsewhere. */
static void each_number_of_a_segment_counts(void **state)
{
	static const size_t numbers[] = {
		offsetof(Elf64_Phdr, p_type),	offsetof(Elf64_Phdr, p_flags),
		offsetof(Elf64_Phdr, p_offset), offsetof(Elf64_Phdr, p_vaddr),
		offsetof(Elf64_Phdr, p_filesz), offsetof(Elf64_Phdr, p_memsz),
	};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		copy_self(b->other, SIZE_MAX);
		change_byte(b->other, find_segment(b->other, PT_LOAD) + (off_t)numbers[i]);
		assert_int_equal(same(b), 0);
	}
}

static void copy_without_sections(const char *path)
{
	static const char none[8];
	int fd;

	copy_self(path, SIZE_MAX);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	assert_int_equal(pwrite(fd, none, 8, offsetof(Elf64_Ehdr, e_shoff)), 8);
	assert_int_equal(pwrite(fd, none, 4, offsetof(Elf64_Ehdr, e_shnum)), 4);
	close(fd);
}

/* Nothing to compare is not "nothing differs". */
static void without_sections_nothing_is_the_same(void **state)
{
	struct bench *b = *state;
	char third[64];

	copy_without_sections(b->other);
	assert_int_equal(same(b), 0);
	snprintf(third, sizeof(third), "%s/third", b->folder);
	copy_without_sections(third);
	assert_int_equal(same_program(b->other, third, &b->problem), 0);
	unlink(third);
}

/* What they start is not known: by $0 it may be what lies beside each. */
static void a_script_is_the_same_as_itself_alone(void **state)
{
	static const char text[] = "#!/bin/sh\nexec worker\n";
	struct bench *b = *state;
	char third[64];

	snprintf(third, sizeof(third), "%s/third", b->folder);
	write_file(b->other, text, sizeof(text) - 1);
	write_file(third, text, sizeof(text) - 1);
	assert_int_equal(same_program(b->other, third, &b->problem), 0);
	assert_int_equal(same_program(third, third, &b->problem), 1);
	assert_int_equal(same(b), 0);
	write_file(third, text, 0);
	assert_int_equal(same_program(third, third, &b->problem), 1);
	unlink(third);
}

/* By $0 it may start something else. */
static void a_script_by_another_name_or_folder_is_another(void **state)
{
	static const char text[] = "#!/bin/sh\nexec \"$(dirname \"$0\")/real\"\n";
	struct bench *b = *state;
	char link[64], folder[64], inside[80], detour[80];

	write_file(b->other, text, sizeof(text) - 1);
	snprintf(link, sizeof(link), "%s/link", b->folder);
	snprintf(folder, sizeof(folder), "%s/in", b->folder);
	snprintf(inside, sizeof(inside), "%s/other", folder);
	snprintf(detour, sizeof(detour), "%s/../other", folder);
	assert_int_equal(symlink("other", link), 0);
	assert_int_equal(mkdir(folder, 0755), 0);
	assert_int_equal(symlink("../other", inside), 0);
	assert_int_equal(same_program(b->other, link, &b->problem), 0);
	assert_int_equal(same_program(inside, b->other, &b->problem), 0);
	assert_int_equal(same_program(detour, b->other, &b->problem), 1);
	unlink(inside);
	unlink(link);
	rmdir(folder);
}

static void a_program_is_the_same_by_each_name(void **state)
{
	struct bench *b = *state;
	char link[64];

	copy_self(b->other, SIZE_MAX);
	snprintf(link, sizeof(link), "%s/link", b->folder);
	assert_int_equal(symlink("other", link), 0);
	assert_int_equal(same_program(b->other, link, &b->problem), 1);
	unlink(link);
}

/* A program in a folder of its own, linked as the words say. */
static void link_program(const struct bench *b, const char *folder, const char *words,
			 char *path, size_t size)
{
	char command[512];

	snprintf(path, size, "%s/%s/worker", b->folder, folder);
	snprintf(command, sizeof(command),
		 "mkdir -p %s/%s && echo 'int main(void) { return 0; }' | "
		 "cc -x c - -o %s %s",
		 b->folder, folder, path, words);
	assert_int_equal(system(command), 0);
}

static int same_when_linked(struct bench *b, const char *words)
{
	char one[128], other[128], command[128];
	int result;

	link_program(b, "one", words, one, sizeof(one));
	link_program(b, "other.d", words, other, sizeof(other));
	assert_int_equal(same_program(one, one, &b->problem), 1);
	result = same_program(one, other, &b->problem);
	snprintf(command, sizeof(command), "rm -r %s/one %s/other.d", b->folder, b->folder);
	assert_int_equal(system(command), 0);
	return result;
}

/* Each finds its own libraries then, of which the programs have the names alone. */
static void a_search_beside_the_program_is_not_the_same_in_two_folders(void **state)
{
	struct bench *b = *state;

	assert_int_equal(same_when_linked(b, ""), 1);
	assert_int_equal(same_when_linked(b, "-Wl,-rpath,/nowhere/lib"), 1);
	assert_int_equal(same_when_linked(b, "'-Wl,-rpath,$ORIGIN'"), 0);
	assert_int_equal(
		same_when_linked(b, "'-Wl,--disable-new-dtags,-rpath,${ORIGIN}/lib'"), 0);
	assert_int_equal(setenv("LD_LIBRARY_PATH", "/lib:$ORIGIN", 1), 0);
	assert_int_equal(same_when_linked(b, ""), 0);
	assert_int_equal(same_when_linked(b, "-static"), 1);
	assert_int_equal(unsetenv("LD_LIBRARY_PATH"), 0);
}

static void assert_refused(struct bench *b, int error, const char *name)
{
	assert_int_equal(same(b), error);
	assert_non_null(strstr(b->problem.text, name));
	assert_int_not_equal(b->problem.remedy[0], 0);
}

static void what_cannot_be_read_is_named(void **state)
{
	struct bench *b = *state;

	unlink(b->other);
	assert_refused(b, -ENOENT, b->other);
	snprintf(b->other, sizeof(b->other), "%s", b->folder);
	assert_refused(b, -EISDIR, b->folder);
}

static void a_torn_program_is_refused(void **state)
{
	struct bench *b = *state;

	copy_self(b->other, 20000);
	assert_refused(b, -EBADMSG, b->other);
	copy_self(b->other, 20);
	assert_refused(b, -EBADMSG, b->other);
}

static void sets_are_the_same_when_each_pair_is(void **state)
{
	struct bench *b = *state;
	const char *ours[] = {SELF, SELF, SELF}, *others[] = {SELF, b->other, SELF};

	copy_self(b->other, SIZE_MAX);
	assert_int_equal(same_set(ours, others, 3, &b->problem), 1);
	change_byte(b->other, find(b->other, ".text", 0));
	assert_int_equal(same_set(ours, others, 3, &b->problem), 0);
	assert_int_equal(same_set(ours, others, 1, &b->problem), 1);
	unlink(b->other);
	assert_int_equal(same_set(ours, others, 3, &b->problem), -ENOENT);
}

static int set_up(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	if (!b)
		return -1;
	snprintf(b->folder, sizeof(b->folder), "/tmp/duet-same-XXXXXX");
	if (!mkdtemp(b->folder))
		return -1;
	snprintf(b->other, sizeof(b->other), "%s/other", b->folder);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *b = *state;

	unlink(b->other);
	rmdir(b->folder);
	free(b);
	return 0;
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(a_program_is_the_same_as_its_copy),
		WITH(it_is_when_stripped),
		WITH(build_id_and_debugging_information_do_not_count),
		WITH(a_byte_of_code_or_data_counts),
		WITH(the_names_of_libraries_count),
		WITH(the_address_counts),
		WITH(the_entry_counts),
		WITH(each_number_of_a_segment_counts),
		WITH(without_sections_nothing_is_the_same),
		WITH(a_script_is_the_same_as_itself_alone),
		WITH(a_script_by_another_name_or_folder_is_another),
		WITH(a_program_is_the_same_by_each_name),
		WITH(a_search_beside_the_program_is_not_the_same_in_two_folders),
		WITH(what_cannot_be_read_is_named),
		WITH(a_torn_program_is_refused),
		WITH(sets_are_the_same_when_each_pair_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
