package io.plimsoll.cli;

import picocli.CommandLine.Command;

/** What all commands stand under. */
@Command(
    name = "plimsoll",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Runs commands that must not leak: each has an owner, a deadline and a memory "
            + "limit, and is ended with everything that descends from it.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plimsoll run --timeout 30s -- make test",
      "  plimsoll run --memory 512m -- node server.js",
      "  plimsoll batch --concurrency 4 jobs.ndjson > outcomes.ndjson",
      "  plimsoll detect python3 node java",
      "  plimsoll soak --kind true --duration 1m",
      "  plimsoll report --output leak.html",
      "  plimsoll replay --show decisions",
      "  plimsoll reap --dry-run",
      "  plimsoll config",
      "  plimsoll doctor",
      "",
      "Exit status:",
      "  0 / 1      all well / something in the work failed (run: the command's own)",
      "  75         given up for lack of room; try again later",
      "  124        timed out, and left when asked",
      "  125        an error of plimsoll's own: usage, settings, a file it cannot read",
      "  126 / 127  found but cannot be run / not found",
      "  128+n      ended by signal n: 130 INT, 143 TERM, 137 KILL or over its memory",
      "",
      "Settings come from plimsoll.toml, PLIMSOLL_* variables and options; later wins.",
      "'plimsoll config' shows them all. 'plimsoll COMMAND --help' says more."
    })
final class Root {}
