package io.plimsoll.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.command.Stdin;
import io.plimsoll.port.ProcessObserver.Settled;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Pipes that children do not inherit. These tests run with JNA, or with native access enabled. */
@EnabledOnOs(OS.LINUX)
class CloseOnExecTest {

  private static final long CLOSE_ON_EXEC = 0_2000000;

  /** What takes long, not done unless it is asked for. */
  private final List<Runnable> aside = new ArrayList<>();

  private static CloseOnExec mark() {
    return Objects.requireNonNull(CloseOnExec.here(), "fcntl cannot be called here");
  }

  @Test
  void bothEndsOfAPipeAreKept() throws IOException {
    try (PipeStock stock = stock()) {
      Tube tube = stock.take();
      assertThat(kept(tube.readFd())).as("the JDK does not").isFalse();
      tube.keepFromChildren(mark());
      assertThat(kept(tube.readFd())).isTrue();
      assertThat(kept(tube.writeFd())).isTrue();
      tube.close();
    }
  }

  @Test
  void anotherFileWithTheNumberOfAClosedEndIsLeftAlone() throws IOException {
    try (PipeStock stock = stock()) {
      Tube tube = stock.take();
      int readFd = tube.readFd();
      int writeFd = tube.writeFd();
      tube.close();
      try (OpenFiles files = new OpenFiles(200)) { // the lowest numbers that are free
        tube.keepFromChildren(mark());
        assertThat(Files.exists(info(readFd)) && Files.exists(info(writeFd))).isTrue();
        assertThat(kept(readFd)).isFalse();
        assertThat(kept(writeFd)).isFalse();
      }
    }
  }

  @Test
  void aChildsOwnCopyOfAPipeIsLeftAlone() throws IOException {
    try (PipeStock stock = stock()) {
      Tube tube = stock.take();
      List<FileOutputStream> copies = new ArrayList<>();
      try {
        tube.pipe().sink().close();
        while (!Files.exists(info(tube.writeFd()))) { // the lowest number that is free
          copies.add(new FileOutputStream(tube.writeEnd()));
        }
        assertThat(Tube.link(Integer.toString(tube.writeFd()))).isEqualTo(tube.link());
        tube.keepFromChildren(mark());
        assertThat(kept(tube.readFd())).isTrue();
        assertThat(kept(tube.writeFd())).isFalse();
      } finally {
        for (FileOutputStream copy : copies) {
          copy.close();
        }
        tube.close();
      }
    }
  }

  @Test
  void whatIsNoDescriptorIsNotMarked() {
    assertThat(mark().set(Integer.MAX_VALUE, true)).isFalse();
  }

  @Test
  void withoutALibraryOlderVersionsHaveNone() {
    CloseOnExec none = CloseOnExec.find(ClassLoader.getPlatformClassLoader());
    assertThat(none == null).isEqualTo(Runtime.version().feature() < 22);
  }

  @Test
  void doctorTellsWhichHolds() {
    String by = Runtime.version().feature() < 22 ? "JNA" : "java.lang.foreign";
    assertThat(CloseOnExec.fact().value()).startsWith("kept from other commands by " + by);
  }

  @Test
  void inACrowdAllPipesOfOursAreKept() throws IOException {
    try (PipeStock stock = stock()) {
      Tube early = stock.take();
      assertThat(kept(early.readFd())).as("while there are few").isFalse();
      Tube input = stock.take();
      input.pipe().source().close();
      try (OpenFiles files = new OpenFiles(PipeStock.CROWD)) {
        List<Tube> tubes = new ArrayList<>();
        for (int i = 0; i < 2 * PipeStock.BATCH; i++) {
          tubes.add(stock.take());
        }
        assertThat(tubes).as("nobody waits").noneMatch(tube -> kept(tube.readFd()));
        assertThat(aside).hasSize(1);
        aside.get(0).run();
        assertThat(kept(early.readFd())).isTrue();
        assertThat(kept(early.writeFd())).isTrue();
        assertThat(kept(input.writeFd())).isTrue();
        assertThat(tubes).allMatch(tube -> kept(tube.readFd()) && kept(tube.writeFd()));
        tubes.forEach(Tube::close);
        tubes.clear();
        for (int i = 0; i < 2 * PipeStock.BATCH; i++) {
          tubes.add(stock.take());
        }
        assertThat(tubes.get(tubes.size() - 1)).matches(tube -> kept(tube.readFd()));
        assertThat(aside).hasSize(1);
        tubes.forEach(Tube::close);
      }
      early.close();
      input.close();
    }
  }

  @Test
  void commandsReadAndWriteAsEver() throws IOException {
    assertThat(mark()).as("found, so that the launcher finds it at once").isNotNull();
    try (OpenFiles files = new OpenFiles(PipeStock.CROWD);
        Bench bench = new Bench()) {
      for (int i = 0; i < PipeStock.BATCH; i++) {
        Settled settled =
            bench.output(
                Bench.shell("cat; echo err >&2; ls /proc/self/fd | wc -l")
                    .stdin(Stdin.text("in ")));
        assertThat(settled.stdout().text()).isEqualTo("in 4\n");
        assertThat(settled.stderr().text()).isEqualTo("err\n");
      }
    }
  }

  /** Many of them, until it is closed. */
  private static final class OpenFiles implements Closeable {

    private final List<FileInputStream> all = new ArrayList<>();

    OpenFiles(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        all.add(new FileInputStream("/dev/null"));
      }
    }

    @Override
    public void close() throws IOException {
      for (FileInputStream each : all) {
        each.close();
      }
    }
  }

  private PipeStock stock() {
    return Objects.requireNonNull(PipeStock.working(aside::add));
  }

  private static Path info(int fd) {
    return Path.of("/proc/self/fdinfo/" + fd);
  }

  private static boolean kept(int fd) {
    try (var lines = Files.lines(info(fd))) {
      String flags = lines.filter(line -> line.startsWith("flags:")).findFirst().orElseThrow();
      return (Long.parseLong(flags.substring(6).strip(), 8) & CLOSE_ON_EXEC) != 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
