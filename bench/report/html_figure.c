/* SPDX-License-Identifier: MIT */
/* html_figure.c - the pictures of a page. See html_figure.h. */
#include "bench/report/html_figure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/escape.h"
#include "bench/report/html_tree.h"
#include "bench/report/svg.h"

#define PATH_BYTES 4096
#define FILE_BYTES_MOST (16L * 1024 * 1024)

char *html_read(const char *folder, const char *name, size_t *bytes)
{
	char path[PATH_BYTES];
	char *text = NULL;
	FILE *file;
	long size;

	if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path))
		return NULL;
	file = fopen(path, "re");
	if (!file)
		return NULL;
	if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 &&
	    size <= FILE_BYTES_MOST && fseek(file, 0, SEEK_SET) == 0)
		text = malloc((size_t)size + 1);
	if (text) {
		*bytes = fread(text, 1, (size_t)size, file);
		text[*bytes] = '\0';
	}
	fclose(file);
	return text;
}

static bool is_ours(const struct html_figures *figures, const char *url)
{
	if (figures->anywhere)
		return *url != '/' && !strchr(url, ':'); /* a way from the folder */
	return strncmp(url, "figures/", 8) == 0 && !strchr(url + 8, '/');
}

/* The drawing, when there is one and there is room for it. */
static char *drawing(struct html_figures *figures, const char *folder, const char *url,
		     const char *words)
{
	size_t bytes;
	char *text = is_ours(figures, url) ? html_read(folder, url, &bytes) : NULL;
	char *svg = text ? svg_inline(text, bytes, words, ++figures->count) : NULL;

	free(text);
	if (svg && figures->bytes + strlen(svg) > FIGURE_BYTES_MOST) {
		free(svg);
		svg = NULL;
	}
	if (svg)
		figures->bytes += strlen(svg);
	return svg;
}

char *html_figure(struct html_figures *figures, const char *folder, const char *url,
		  const char *words)
{
	char *svg = drawing(figures, folder, url, words), *html = NULL;
	size_t bytes;
	FILE *out = open_memstream(&html, &bytes);

	if (out && svg) {
		fputs("<figure class=\"scroll\" role=\"region\" aria-label=\"Figure\" "
		      "tabindex=\"0\">",
		      out);
		fputs(svg, out);
		fputs("</figure>", out);
	} else if (out) {
		fputs("<p class=\"absent\">Figure, not in this page: ", out);
		html_escape(out, words);
		fputs(", <code>", out);
		html_escape(out, url);
		fputs("</code></p>", out);
	}
	free(svg);
	if (out && fclose(out) != 0) {
		free(html);
		html = NULL;
	}
	return html;
}
