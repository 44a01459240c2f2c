/* A problem as JSON, RFC 9457: for answers, and for the parts of an answer that failed alone. */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

struct ctx;
struct field_error;
struct json_out;

/* {type,title,status,code,detail,requestId,errors[,current]} of c->problem, which must be set. */
void problem_json(struct json_out *w, const struct ctx *c);

/* The member "errors": [{path,code,message}]. */
void problem_errors(struct json_out *w, const struct field_error *e);

#endif
