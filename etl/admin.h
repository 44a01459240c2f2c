/* Accounts, keys and jobs, for the person who is locked out of the page. */
#ifndef ETL_ADMIN_H
#define ETL_ADMIN_H

/* `bw-etl admin …`; the process's exit status. */
int admin_main(int argc, char **argv);

#endif
