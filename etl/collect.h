/* The demo's subject "This server": what the machine and the programs tell about themselves, sent as
 * events every ten seconds, as any client sends them. */
#ifndef ETL_COLLECT_H
#define ETL_COLLECT_H

/* `bw-etl collect --state FILE`; the process's exit status. Runs until SIGTERM. FILE (0600) keeps the API
 * key between runs; when somebody ends that key, nothing is sent until the file is removed. Where there
 * is no demo, or a public URL ended it, it only waits. */
int collect_main(int argc, char **argv);

#endif
