/* A growable array of any type in an arena, as three macros.
 *
 *     struct { struct arena *arena; struct point *data; size_t len, room; } v = { .arena = a };
 *     vec_push(&v, ((struct point){ t, x }));
 *
 * `VEC(type)` declares such a struct. Pointers into `data` die with the next push.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        struct arena *arena;                                                                       \
        type *data;                                                                                \
        size_t len, room;                                                                          \
    }

#define vec_init(v, a) ((v)->arena = (a), (v)->data = NULL, (v)->len = (v)->room = 0)

#define vec_push(v, item)                                                                          \
    do {                                                                                           \
        if ((v)->len == (v)->room) {                                                               \
            size_t vec_room_ = (v)->room ? (v)->room * 2 : 8;                                      \
            (v)->data = arena_grow((v)->arena, (v)->data, (v)->room * sizeof(*(v)->data),          \
                                   vec_room_ * sizeof(*(v)->data));                                \
            (v)->room = vec_room_;                                                                 \
        }                                                                                          \
        (v)->data[(v)->len++] = (item);                                                            \
    } while (0)

#endif
