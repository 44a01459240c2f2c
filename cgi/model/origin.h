/* Origins of web pages (RFC 6454): scheme, host and port, as a browser writes them. */
#ifndef MODEL_ORIGIN_H
#define MODEL_ORIGIN_H

struct arena;

#define ORIGIN_CHARS_MAX 255

/* The origin as a browser sends it (lower case, without the scheme's own port), or NULL when the text
 * is none: http or https, a name or an address, perhaps a port, and nothing behind it. */
const char *origin_read(struct arena *a, const char *text);

#endif
