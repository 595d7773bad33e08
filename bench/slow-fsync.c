/* Makes a fast disk slow: every flush takes FSYNC_DELAY_US microseconds longer. Loaded by LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

typedef int (*flush)(int);

static int slowly(const char *name, int file) {
  const char *delay = getenv("FSYNC_DELAY_US");
  if (delay) usleep((useconds_t)atoi(delay));
  return ((flush)dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
