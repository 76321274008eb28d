package io.plimsoll.cli.batch;

/** What surrounds each write of outcomes: a terminal may show something else at the same place. */
public interface Curtain {

  /** Nothing surrounds them. */
  Curtain NONE =
      new Curtain() {
        @Override
        public void beforeLines() {}

        @Override
        public void afterLines() {}
      };

  /** Makes room for lines. */
  void beforeLines();

  /** The lines are out. */
  void afterLines();
}
