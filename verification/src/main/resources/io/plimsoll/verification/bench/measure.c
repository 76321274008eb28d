/*
 * measure RESULT COMMAND...: runs a command and writes into the file RESULT what it took, in one line:
 * nanoseconds by the wall until the command ended, microseconds of user and of system time of it and of
 * all that it left behind, the most KiB that it or a process that it waited for had resident, and its
 * status, which is 128 and the signal where one ended it. Waits until nothing of the tree is left.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static long long micros(struct timeval time) {
  return time.tv_sec * 1000000LL + time.tv_usec;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fputs("measure: needs a file for the result and a command\n", stderr);
    return 125;
  }
  signal(SIGCHLD, SIG_DFL);
  /* What the command leaves behind comes here, and is waited for and counted. */
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  long long begin = nanos();
  pid_t command;
  int error = posix_spawnp(&command, argv[2], NULL, NULL, argv + 2, environ);
  if (error != 0) {
    fprintf(stderr, "measure: cannot start %s: %s\n", argv[2], strerror(error));
    return 125;
  }
  long long wall = 0, user = 0, system = 0, most = 0;
  int status = 0;
  for (;;) {
    int how;
    struct rusage used;
    pid_t one = wait4(-1, &how, 0, &used);
    if (one < 0 && errno == EINTR) {
      continue;
    }
    if (one < 0) {
      break;
    }
    user += micros(used.ru_utime);
    system += micros(used.ru_stime);
    if (one == command) {
      wall = nanos() - begin;
      most = used.ru_maxrss;
      status = WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
    }
  }
  FILE *result = fopen(argv[1], "w");
  if (result == NULL) {
    fprintf(stderr, "measure: cannot write %s: %s\n", argv[1], strerror(errno));
    return 125;
  }
  fprintf(result, "%lld %lld %lld %lld %d\n", wall, user, system, most, status);
  return fclose(result) == 0 ? 0 : 125;
}
