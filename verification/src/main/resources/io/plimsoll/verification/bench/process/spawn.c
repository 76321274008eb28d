/* The floor: starts "true" by posix_spawn, both outputs captured, AT_ONCE threads at once, WARMUPS
   times and then COUNT times, and prints what the latter took, as JSON. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;
static atomic_long left;
static atomic_int wrong;

/* Reads both to their ends: how many bytes came. */
static long drain(int out, int err) {
  struct pollfd fds[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
  char buffer[65536];
  long bytes = 0;
  for (int open = 2; open > 0;) {
    if (poll(fds, 2, -1) < 0) return -1;
    for (int i = 0; i < 2; i++) {
      if (fds[i].fd < 0 || !fds[i].revents) continue;
      ssize_t n = read(fds[i].fd, buffer, sizeof buffer);
      if (n > 0) {
        bytes += n;
      } else {
        close(fds[i].fd);
        fds[i].fd = -1;
        open--;
      }
    }
  }
  return bytes;
}

static int run(char *const words[], long expected) {
  int out[2], err[2], status;
  pid_t pid;
  posix_spawn_file_actions_t actions;
  if (pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC)) return 1;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  int failed = posix_spawn(&pid, words[0], &actions, NULL, words, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(out[1]);
  close(err[1]);
  long bytes = drain(out[0], err[0]);
  if (failed || waitpid(pid, &status, 0) != pid) return 1;
  return !WIFEXITED(status) || WEXITSTATUS(status) != 0 || bytes != expected;
}

static void *work(void *unused) {
  char *const words[] = {"/bin/true", NULL};
  while (atomic_fetch_sub(&left, 1) > 0) {
    if (run(words, 0)) atomic_store(&wrong, 1);
  }
  return unused;
}

static void all(long count, int at_once) {
  pthread_t threads[at_once];
  atomic_store(&left, count);
  for (int i = 0; i < at_once; i++) pthread_create(&threads[i], NULL, work, NULL);
  for (int i = 0; i < at_once; i++) pthread_join(threads[i], NULL);
}

static double micros(int who) {
  struct rusage usage;
  getrusage(who, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + usage.ru_utime.tv_usec
      + usage.ru_stime.tv_usec;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  long warmups = atol(argv[1]), count = atol(argv[2]);
  int at_once = atoi(argv[3]);
  char *const word[] = {"/bin/echo", "plimsoll", NULL};
  if (run(word, 9)) return 1;
  all(warmups, at_once);
  double self = micros(RUSAGE_SELF), children = micros(RUSAGE_CHILDREN), begin = seconds();
  all(count, at_once);
  double taken = seconds() - begin;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"value\":%.3f,\"own CPU, us/job\":%.3f,\"CPU of children, us/job\":%.3f,"
         "\"threads\":%d,\"peak resident, MB\":%.3f}\n",
      count / taken, (micros(RUSAGE_SELF) - self) / count,
      (micros(RUSAGE_CHILDREN) - children) / count, at_once + 1, usage.ru_maxrss * 1024 / 1e6);
  return atomic_load(&wrong);
}
