/* One JSON object a line on standard error: time, level, program, pid, message, and what is added.
 *
 *     log_info("job done", LOG_STR("kind", kind), LOG_INT("rows", n));
 *
 * Each line is one write(2), so lines of several processes never mix. A secret never gets here:
 * callers log names and ids, not values that a client sent to authenticate.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdint.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

struct log_field {
    const char *name;
    enum { LOG_FIELD_END, LOG_FIELD_STR, LOG_FIELD_INT, LOG_FIELD_REAL } type;
    const char *str;
    int64_t num;
    double real;
};

#define LOG_STR(n, v) ((struct log_field){ .name = (n), .type = LOG_FIELD_STR, .str = (v) })
#define LOG_INT(n, v) ((struct log_field){ .name = (n), .type = LOG_FIELD_INT, .num = (v) })
#define LOG_REAL(n, v) ((struct log_field){ .name = (n), .type = LOG_FIELD_REAL, .real = (v) })

/* The level of that name ("debug", "info", "warn", "error"); info for any other. */
enum log_level log_level_by_name(const char *name);

/* `program` is kept, not copied. Lines below `least` are not written. */
void log_init(const char *program, enum log_level least);

/* The request id that lines of this thread carry; NULL for none. Kept, not copied. */
void log_set_request(const char *request_id);

/* The variadic part is a list of struct log_field. NULL strings are left out. */
#define log_debug(...) log_line_(LOG_LEVEL_DEBUG, __VA_ARGS__, (struct log_field){ 0 })
#define log_info(...) log_line_(LOG_LEVEL_INFO, __VA_ARGS__, (struct log_field){ 0 })
#define log_warn(...) log_line_(LOG_LEVEL_WARN, __VA_ARGS__, (struct log_field){ 0 })
#define log_error(...) log_line_(LOG_LEVEL_ERROR, __VA_ARGS__, (struct log_field){ 0 })

#define log_line_(level, message, ...)                                                             \
    log_write(level, message, (const struct log_field[]){ __VA_ARGS__, { 0 } })
void log_write(enum log_level level, const char *message, const struct log_field *fields);

#endif
