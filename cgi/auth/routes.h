/* The handlers of bw-auth, one group for each file. */
#ifndef AUTH_ROUTES_H
#define AUTH_ROUTES_H

#include "web/router.h"

extern const struct route auth_routes[];

/* signin.c */
enum err auth_config(struct request *r);
enum err auth_register(struct request *r);
enum err auth_login(struct request *r);
enum err auth_refresh(struct request *r);
enum err auth_logout(struct request *r);
enum err auth_logout_all(struct request *r);

/* me.c */
enum err me_show(struct request *r);
enum err me_update(struct request *r);
enum err me_password(struct request *r);
enum err preferences_show(struct request *r);
enum err preferences_replace(struct request *r);
enum err preferences_update(struct request *r);

/* sessions.c */
enum err sessions_list(struct request *r);
enum err sessions_end(struct request *r);

/* live.c */
enum err live_seqs(struct request *r);
enum err live_allow(struct request *r);

/* health.c */
enum err health_alive(struct request *r);
enum err health_ready(struct request *r);

/* system.c */
enum err system_show(struct request *r);
enum err system_start(void); /* in each worker */

#endif
