/* etl: started by cron each minute to take jobs, and by a person for everything else. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/metrics.h"
#include "base/settings.h"
#include "base/str.h"
#include "etl/admin.h"
#include "etl/chore.h"
#include "etl/collect.h"
#include "etl/demo.h"
#include "etl/feed.h"
#include "etl/tick.h"

static int tick(int argc, char **argv)
{
    (void)argc, (void)argv;
    return tick_run();
}

static int run(int argc, char **argv)
{
    enum job_kind kind;

    if (argc != 1) {
        fprintf(stderr, "usage: bw-etl run KIND\n");
        return 2;
    }
    if (chore_known(argv[0]))
        return chore_run(argv[0]);
    kind = job_kind_by_name(argv[0]);
    if (kind < JOB_KIND_COUNT)
        return tick_run_kind(kind);
    fprintf(stderr, "bw-etl: there is no kind %s; there are: %s", argv[0], CHORE_NAMES);
    for (int k = 0; k < JOB_KIND_COUNT; k++)
        fprintf(stderr, " %s", job_kind_name((enum job_kind)k));
    fprintf(stderr, "\n");
    return 2;
}

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} commands[] = {
    { "tick", tick, "tick                    takes jobs until the next minute begins" },
    { "run", run, "run KIND                does one kind of work once" },
    { "admin", admin_main,
      "admin ...               accounts, keys and jobs, for the person locked out" },
    { "feed", feed_main, "feed ...                sends random events" },
    { "collect", collect_main,
      "collect --state FILE    sends what this server does, for the demo" },
    { "demo", demo_main,
      "demo --email ADDRESS    makes the demo account; its password on standard input" },
};
#define COMMANDS (sizeof(commands) / sizeof(*commands))

static int usage(void)
{
    fprintf(stderr, "usage: bw-etl COMMAND\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(stderr, "  %s\n", commands[i].help);
    return 2;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return usage();
    if (str_eq(argv[1], "--version")) {
        printf("bw-etl %s\n", PACKAGE_VERSION);
        return 0;
    }
    if (!settings_load(stderr))
        return 2;
    log_init("etl", log_level_by_name(settings.log_level));
    metrics_init("etl", NULL, 0);
    if (str_eq(argv[1], "--check-config"))
        return 0;
    etl_catch_signals();
    for (size_t i = 0; i < COMMANDS; i++)
        if (str_eq(commands[i].name, argv[1]))
            return commands[i].run(argc - 2, argv + 2);
    return usage();
}
