/* The least that a FastCGI program can do, as the reference of what ours costs: trivial_fcgi SOCKET
 */
#include <fcgiapp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define THREADS 16

static int listening;

static void *serve(void *arg)
{
    static const char answer[] = "Content-Type: application/json\r\n\r\n{\"status\":\"ok\"}";
    FCGX_Request r;

    (void)arg;
    if (FCGX_InitRequest(&r, listening, 0) != 0)
        abort();
    while (FCGX_Accept_r(&r) == 0) {
        FCGX_PutStr(answer, sizeof(answer) - 1, r.out);
        FCGX_Finish_r(&r);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t threads[THREADS];

    if (argc != 2 || FCGX_Init() != 0 || (listening = FCGX_OpenSocket(argv[1], 1024)) < 0) {
        fprintf(stderr, "usage: trivial_fcgi SOCKET\n");
        return 2;
    }
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, serve, NULL) != 0)
            abort();
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
