/** A program that embeds Plimsoll. */
module outside.app {
  requires io.plimsoll.bootstrap;
}
