/* Runs a fuzz target over every file of its corpus, where libFuzzer is not linked. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data, *whole;
    size_t n;

    if (!f || !(whole = malloc(INPUT_MAX))) {
        perror(path);
        exit(1);
    }
    n = fread(whole, 1, INPUT_MAX, f);
    fclose(f);
    /* a copy of just that size, so that a sanitizer sees one byte too many */
    data = malloc(n ? n : 1);
    if (!data)
        abort();
    memcpy(data, whole, n);
    free(whole);
    LLVMFuzzerTestOneInput(data, n);
    free(data);
}

int main(void)
{
    const char *source = getenv("srcdir");
    char folder[4096], path[8192];
    struct dirent *entry;
    int files = 0;
    DIR *d;

    snprintf(folder, sizeof(folder), "%s/" CORPUS, source ? source : ".");
    d = opendir(folder);
    if (!d) {
        perror(folder);
        return 1;
    }
    while ((entry = readdir(d))) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        replay(path);
        printf("ok %d - %s\n", ++files, entry->d_name);
        fflush(stdout);
    }
    closedir(d);
    printf("1..%d\n", files);
    return files == 0;
}
