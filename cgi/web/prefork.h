/* The life of a program: a parent that forks workers, workers whose threads take requests. */
#ifndef WEB_PREFORK_H
#define WEB_PREFORK_H

struct program;

/* The main of every program: `NAME [--check-config | --print-config | --routes | --version]`.
 *
 * Loads the settings, binds LISTEN_DIR/NAME.sock (a fresh inode renamed over the old path, so that
 * an older instance keeps what it has accepted and loses nothing), forks workers, replaces those
 * that die (with back-off), re-reads the settings on SIGHUP by replacing the workers one by one,
 * and drains on SIGTERM. Returns the process's exit status. */
int fcgi_main(int argc, char **argv, const struct program *program);

/* The place of this worker among its program's: from 0; its successor has the same. */
int prefork_worker(void);

#endif
