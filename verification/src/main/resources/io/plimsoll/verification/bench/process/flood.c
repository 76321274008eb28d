/* Writes so many zero bytes, faster than most can read. */
#include <stdlib.h>
#include <unistd.h>

static char buffer[65536];

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  for (long long left = atoll(argv[1]); left > 0;) {
    ssize_t n = write(1, buffer, left < (long long) sizeof buffer ? left : sizeof buffer);
    if (n <= 0) return 1;
    left -= n;
  }
  return 0;
}
