// A disk with a fault, between the program and the system's own library (LD_PRELOAD): with NO_LINKS set it has no hard
// links, and from flush number FAILING_FLUSH on it fails to flush.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

static int no_links(void) {
    if (!getenv("NO_LINKS")) return 0;
    errno = EPERM;
    return 1;
}

int link(const char *from, const char *to) {
    int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "link");
    return no_links() ? -1 : real(from, to);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    int (*real)(int, const char *, int, const char *, int) = dlsym(RTLD_NEXT, "linkat");
    return no_links() ? -1 : real(from_folder, from, to_folder, to, flags);
}

static int flush(const char *name, int file) {
    static atomic_int flushes;
    const char *failing = getenv("FAILING_FLUSH");
    if (failing && atomic_fetch_add(&flushes, 1) + 1 >= atoi(failing)) {
        errno = EIO;
        return -1;
    }
    int (*real)(int) = dlsym(RTLD_NEXT, name);
    return real(file);
}

int fsync(int file) { return flush("fsync", file); }
int fdatasync(int file) { return flush("fdatasync", file); }
int syncfs(int file) { return flush("syncfs", file); }
