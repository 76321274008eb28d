package io.plimsoll.cli.batch;

/**
 * Remembers which ids a batch has used, by 64 bits of each: 11 to 22 bytes an id, whatever its
 * length. At most {@value #MOST_IDS} ids are remembered.
 *
 * <p>Two different ids that share all 64 bits would be taken for one: among ten million ids that
 * happens about once in 370,000 batches, and the second one is then refused, not lost silently. One
 * thread may use it.
 */
final class SeenIds {

  /** The most ids of one batch. */
  static final int MOST_IDS = 10_000_000;

  private static final int SHARDS = 256;
  private static final int FIRST_SLOTS = 16;

  /** What {@link #add} found. */
  enum Added {
    NEW,
    SEEN,
    FULL
  }

  // Growing one shard at a time needs no second copy of everything.
  private final long[][] shards = new long[SHARDS][];
  private final int[] sizes = new int[SHARDS];
  private final int most;
  private int size;
  private long bytes;

  SeenIds() {
    this(MOST_IDS);
  }

  SeenIds(int most) {
    this.most = most;
  }

  /** Remembers an id. */
  Added add(String id) {
    long hash = hash(id);
    int shard = (int) (hash >>> 56);
    long[] slots = shards[shard];
    if (slots == null) {
      slots = new long[FIRST_SLOTS];
      bytes += slots.length * 8L;
      shards[shard] = slots;
    }
    int at = find(slots, hash);
    if (slots[at] == hash) {
      return Added.SEEN;
    }
    if (size >= most) {
      return Added.FULL;
    }
    slots[at] = hash;
    size++;
    sizes[shard]++;
    if (sizes[shard] * 4L > slots.length * 3L) {
      shards[shard] = grown(slots);
      bytes += slots.length * 8L; // as much again
    }
    return Added.NEW;
  }

  /** How much heap they take by now. */
  long bytes() {
    return bytes;
  }

  private static long[] grown(long[] slots) {
    long[] more = new long[slots.length * 2];
    for (long hash : slots) {
      if (hash != 0) {
        more[find(more, hash)] = hash;
      }
    }
    return more;
  }

  private static int find(long[] slots, long hash) {
    int at = (int) hash & (slots.length - 1);
    while (slots[at] != 0 && slots[at] != hash) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  /** FNV-1a over the characters, then mixed so that all bits depend on all; never zero. */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
