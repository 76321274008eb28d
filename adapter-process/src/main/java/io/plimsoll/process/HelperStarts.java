package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.process.cgroup.LeaseGroup;
import io.plimsoll.process.cgroup.SessionGroup;
import io.plimsoll.process.proc.StartTurn;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Starts the processes that fork commands. Any thread. */
final class HelperStarts {

  private static final Logger LOG = LazyLogger.of(HelperStarts.class);

  private final @Nullable SessionGroup groups;
  private final Map<String, String> base;
  private final OwnPipes pipes;
  private final ForkHelper.Owner owner;
  private final AtomicInteger made = new AtomicInteger();

  /**
   * @param groups makes the groups that they join; null where there are none
   * @param base their environment
   * @param owner told of each that is gone
   */
  HelperStarts(
      @Nullable SessionGroup groups,
      Map<String, String> base,
      OwnPipes pipes,
      ForkHelper.Owner owner) {
    this.groups = groups;
    this.base = base;
    this.pipes = pipes;
    this.owner = owner;
  }

  /** A kind of helpers. */
  interface Kind<T extends ForkHelper> {

    /** The program that is one, and its arguments. */
    List<String> words(@Nullable LeaseGroup group);

    /** What its process is then. */
    T of(ForkHelper.Body body);
  }

  /** Starts one; null where that cannot be done now. */
  <T extends ForkHelper> @Nullable T start(String name, Kind<T> kind) {
    PipeStock stock = pipes.stock();
    if (stock == null) {
      return null;
    }
    List<Tube> tubes = new ArrayList<>(2);
    LeaseGroup group = null;
    T helper = null;
    try {
      tubes.add(stock.take());
      tubes.add(stock.take());
      group = groups == null ? null : groups.open(name + "-" + made.incrementAndGet());
      helper = start(kind, tubes.get(0), tubes.get(1), group);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no process that forks now", e);
    } finally {
      if (helper == null) {
        tubes.forEach(Tube::close);
        if (group != null) {
          group.close();
        }
      }
    }
    return helper;
  }

  private <T extends ForkHelper> T start(
      Kind<T> kind, Tube orders, Tube reports, @Nullable LeaseGroup group) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(kind.words(group));
    Cookie.replace(builder.environment(), base);
    builder.redirectInput(Redirect.from(orders.readEnd()));
    builder.redirectOutput(Redirect.to(reports.writeEnd())).redirectError(Redirect.DISCARD);
    orders.pipe().sink().configureBlocking(false);
    Process process = StartTurn.start(builder);
    Quietly.close(orders.pipe().source());
    Quietly.close(reports.pipe().sink());
    return kind.of(
        new ForkHelper.Body(process, new Orders(orders.pipe().sink()), reports, group, owner));
  }
}
