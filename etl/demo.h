/* The demo: an account that anybody on the machine can look around with. */
#ifndef ETL_DEMO_H
#define ETL_DEMO_H

/* `bw-etl demo --email ADDRESS`, the password on standard input: makes the account, its workspace
 * and the sample data; when the address is taken, nothing. The process's exit status. */
int demo_main(int argc, char **argv);

#endif
