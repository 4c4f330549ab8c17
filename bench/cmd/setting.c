/* SPDX-License-Identifier: MIT */
/* setting.c - [WORKLOAD.]NAME=VALUE cut into its parts. See setting.h. */
#include "bench/cmd/setting.h"

#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"

char *setting_cut(char *text, char sign)
{
	char *at = strchr(text, sign);

	if (at)
		*at++ = '\0';
	return at;
}

int setting_parse(const char *text, struct setting *setting)
{
	char *value, *name;

	*setting = (struct setting){.words = strdup(text)};
	if (!setting->words)
		return complain("out of memory");
	value = setting_cut(setting->words, '=');
	name = setting_cut(setting->words, '.');
	if (name)
		setting->workload = setting->words;
	setting->name = name ? name : setting->words;
	setting->value = value;
	if (!value || !*value || !*setting->name)
		return complain("-p %s is no NAME=VALUE or WORKLOAD.NAME=VALUE", text);
	return 0;
}

int settings_parse(const char *text, struct setting *settings, size_t room, size_t *count)
{
	int result = 0;
	char *word;

	*count = 0;
	for (size_t bytes; text && *text && !result; text += bytes + (text[bytes] == ',')) {
		bytes = strcspn(text, ",");
		if (*count == room)
			return complain("more than %zu settings of a duet", room);
		word = strndup(text, bytes);
		if (!word)
			return complain("out of memory");
		result = setting_parse(word, &settings[(*count)++]);
		free(word);
	}
	return result;
}

bool setting_is_of(const struct setting *setting, const char *workload)
{
	return !setting->workload || strcmp(setting->workload, workload) == 0;
}

void settings_free(struct setting *settings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(settings[i].words);
}
