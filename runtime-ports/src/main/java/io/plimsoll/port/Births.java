package io.plimsoll.port;

import org.jspecify.annotations.Nullable;

/**
 * Takes note of where things that are held were born, so that what grows is named with the code
 * that made it. Most births are not noted: what is noted stands for the others. Any thread may use
 * it; nothing here throws.
 *
 * @since 0.1.0
 */
public interface Births {

  /** How many births there are for each that is noted; 0 where none is. */
  int oneOf();

  /**
   * A register of things of one kind. Whoever makes such things keeps one: it counts for itself
   * when the next is noted.
   *
   * @param what the kind, by the name of its gauge, such as {@code lent connections}
   */
  Register of(String what);

  /** Keeps nothing. Who tells of births by itself notes so many all the same. */
  static Births unkept(int oneOf) {
    return new Births() {
      @Override
      public int oneOf() {
        return oneOf;
      }

      @Override
      public Register of(String what) {
        return Register.NONE;
      }
    };
  }

  /** Something that was born and noted. */
  @FunctionalInterface
  interface Birth {

    /** It is held no more. A second call does nothing. */
    void end();
  }

  /** Where things of one kind are born. */
  interface Register {

    /** Notes nothing. */
    Register NONE =
        new Register() {
          @Override
          public @Nullable Birth born(String owner, boolean nearlyFull) {
            return null;
          }

          @Override
          public @Nullable Birth born(String owner, Throwable where, long standsFor) {
            return null;
          }

          @Override
          public boolean wantsAll() {
            return false;
          }

          @Override
          public void forget(String owner) {}
        };

    /**
     * Something is born, by the code that calls. Costs a few nanoseconds, and some ten microseconds
     * where it is noted.
     *
     * @param owner whose it is, by the owner of its gauge
     * @param nearlyFull whether more than 80 % of what may be held are: then all are noted, up to
     *     some dozen a second
     * @return what is to be ended when it is held no more; null where it is not noted
     */
    @Nullable Birth born(String owner, boolean nearlyFull);

    /**
     * Something was born, and who made it has noted where. Costs some ten microseconds.
     *
     * @param where its stack trace is the place
     * @param standsFor for how many births it was noted
     * @return what is to be ended when it is held no more; null where nothing is kept yet
     */
    @Nullable Birth born(String owner, Throwable where, long standsFor);

    /** Whether all are to be noted now, because it is what grows; one volatile read. */
    boolean wantsAll();

    /** All of one owner are held no more. */
    void forget(String owner);
  }
}
