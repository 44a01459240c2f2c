/* What expression.c writes and expression_value.c counts: one step of an expression in postfix. */
#ifndef MODEL_EXPRESSION_STEP_H
#define MODEL_EXPRESSION_STEP_H

enum step_kind {
    STEP_NUMBER,
    STEP_METRIC, /* number n of the expression's metrics */
    STEP_NEGATE,
    STEP_PLUS,
    STEP_MINUS,
    STEP_TIMES,
    STEP_DIVIDE,
    STEP_ABS,
    STEP_MAX, /* of the n values on top */
    STEP_MIN,
    STEP_ROUND, /* to a whole number, or with n = 2 to the digits on top */
};

struct expression_step {
    enum step_kind kind;
    unsigned n;
    double number;
};

#endif
