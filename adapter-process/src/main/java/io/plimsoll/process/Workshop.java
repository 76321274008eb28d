package io.plimsoll.process;

import io.plimsoll.port.Threads;
import io.plimsoll.process.orphan.Guardian;
import io.plimsoll.process.proc.PidCursor;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all jobs of one launcher share.
 *
 * @param session the id of the session
 * @param own the runtime's own environment
 * @param check what is looked at before a start
 * @param pipes of our own, where they work
 * @param drainer reads outputs
 * @param scanner looks at processes
 * @param couriers call subscribers
 * @param containment holds trees together
 * @param entrance leads into it
 * @param forks start what need not be led
 * @param guardian ends what lives when this process is killed
 * @param cursor judged by the first starts
 * @param signaller signals trees
 * @param holderLook finds who holds a pipe; for the scanner's thread
 * @param spawning how many starts are under way
 * @param threads makes those that feed commands
 */
record Workshop(
    String session,
    Map<String, String> own,
    StartCheck check,
    OwnPipes pipes,
    Drainer drainer,
    Scanner scanner,
    Executor couriers,
    Containment containment,
    Entrance entrance,
    ForkServers forks,
    Guardian guardian,
    PidCursor cursor,
    Signaller signaller,
    HolderLook holderLook,
    AtomicInteger spawning,
    Threads threads) {}
