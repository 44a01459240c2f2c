/* The handlers of bw-tenants, one group for each file. */
#ifndef TENANTS_ROUTES_H
#define TENANTS_ROUTES_H

#include "web/router.h"

extern const struct route tenants_routes[];

/* limit and cursor of a listing; any other parameter is refused. */
enum err read_page(struct request *r, struct page *page_r) __attribute__((warn_unused_result));

/* tenants.c */
enum err tenants_list(struct request *r);
enum err tenants_create(struct request *r);
enum err tenants_show(struct request *r);
enum err tenants_update(struct request *r);

/* members.c */
enum err members_list(struct request *r);
enum err members_update(struct request *r);
enum err members_remove(struct request *r);

/* invitations.c */
enum err invitations_list(struct request *r);
enum err invitations_create(struct request *r);
enum err invitations_show(struct request *r);
enum err invitations_revoke(struct request *r);
enum err invitations_accept(struct request *r);

/* keys.c */
enum err keys_list(struct request *r);
enum err keys_create(struct request *r);
enum err keys_update(struct request *r);
enum err keys_remove(struct request *r);

/* audit.c */
enum err audit_show(struct request *r);

#endif
