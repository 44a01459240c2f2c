/* Random events for trying things out, as the feeder of Entvas sends them. */
#ifndef ETL_FEED_H
#define ETL_FEED_H

/* `bw-etl feed …`; the process's exit status. Ends by SIGINT or SIGTERM, or after --count events. */
int feed_main(int argc, char **argv);

#endif
