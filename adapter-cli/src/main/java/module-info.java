/** The command line. */
@SuppressWarnings("module") // the module named in the qualified export is built later
module io.plimsoll.cli {
  requires static transitive org.jspecify;
  requires io.plimsoll.bootstrap;
  requires java.management;
  requires info.picocli;
  requires com.fasterxml.jackson.core;
  requires org.tomlj;
  requires me.tongfei.progressbar;
  // Signals by name, with their handlers: the one way to leave with the right status.
  requires jdk.unsupported;

  exports io.plimsoll.cli.detect to
      io.plimsoll.verification;

  provides java.lang.System.LoggerFinder with
      io.plimsoll.cli.CliLoggers;

  opens io.plimsoll.cli to
      info.picocli;
}
