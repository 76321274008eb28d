package io.plimsoll.pool;

/**
 * Room before the fields of a connection that are written at each loan, as much as two cache lines
 * have: else threads on two processors, each with a connection of its own, would take one line from
 * each other all the time.
 */
class Apart {
  long room0;
  long room1;
  long room2;
  long room3;
  long room4;
  long room5;
  long room6;
  long room7;
  long room8;
  long room9;
  long room10;
  long room11;
  long room12;
  long room13;
  long room14;
  long room15;
}
