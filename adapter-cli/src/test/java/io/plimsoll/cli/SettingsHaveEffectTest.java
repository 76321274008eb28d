package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.Plimsoll;
import io.plimsoll.Setting;
import io.plimsoll.Settings;
import io.plimsoll.cli.settings.CliSettings;
import io.plimsoll.command.Command;
import io.plimsoll.command.RefusedException;
import io.plimsoll.memory.Stage;
import io.plimsoll.resource.Cache;
import io.plimsoll.resource.CachePolicy;
import io.plimsoll.resource.ConnectionFactory;
import io.plimsoll.resource.Weigher;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every setting does something that can be seen: one trial each, and none is forgotten. */
class SettingsHaveEffectTest {

  /** Tries one setting. */
  private interface Trial {
    void run() throws Exception;
  }

  @TempDir Path folder;

  private final Map<String, Trial> trials = new LinkedHashMap<>();

  SettingsHaveEffectTest() {
    trials.put("process.adapter", this::adapter);
    trials.put("process.concurrency", this::concurrency);
    trials.put("process.queue", this::queue);
    trials.put("process.timeout", this::timeout);
    trials.put("process.grace", this::grace);
    trials.put("process.memory", this::memory);
    trials.put("process.survivors", this::survivors);
    trials.put("process.containment", this::containment);
    trials.put("process.forkservers", this::forkServers);
    trials.put("process.ready", this::ready);
    trials.put("output.head", this::head);
    trials.put("output.tail", this::tail);
    trials.put("scope.limit", this::scopes);
    trials.put("cache.adapter", this::cacheAdapter);
    trials.put("cache.budget", this::cacheBudget);
    trials.put("cache.limit", this::caches);
    trials.put("pool.adapter", () -> noSuchAdapter("pool.adapter"));
    trials.put("pool.limit", this::pools);
    trials.put("breaker.adapter", () -> noSuchAdapter("breaker.adapter"));
    trials.put("events.adapter", () -> noSuchAdapter("events.adapter"));
    trials.put("adapters.folder", this::adaptersFolder);
    trials.put("memory.adapter", () -> noSuchAdapter("memory.adapter"));
    trials.put("memory.limit", this::memoryLimit);
    trials.put("memory.mode", this::memoryMode);
    trials.put("growth.every", this::growthEvery);
    trials.put("births.sample", this::births);
    trials.put("state.folder", this::state);
    trials.put("recorder.enabled", this::recorder);
    trials.put("batch.retries", this::retries);
    trials.put("batch.backoff", this::backoff);
    trials.put("batch.fail-fast", this::failFast);
    trials.put("batch.progress", this::progress);
    trials.put("env.clean", this::clean);
    trials.put("env.keep", this::keep);
    trials.put("memory.heap", this::heap);
  }

  @Test
  void noSettingIsForgotten() {
    assertThat(trials.keySet())
        .containsExactlyElementsOf(CliSettings.schema().stream().map(Setting::key).toList());
  }

  @TestFactory
  Stream<DynamicTest> everySettingHasAnEffect() {
    return trials.entrySet().stream()
        .map(t -> DynamicTest.dynamicTest(t.getKey(), () -> t.getValue().run()));
  }

  /** A command line under one setting, which comes by its environment variable. */
  private Cli with(String key, String value) {
    String variable =
        CliSettings.schema().stream()
            .filter(s -> s.key().equals(key))
            .findFirst()
            .orElseThrow()
            .variable();
    return new Cli(folder).env(variable, value);
  }

  private static Cli.Result run(Cli cli, String... command) {
    String[] all = new String[command.length + 4];
    all[0] = "run";
    all[1] = "--stdin";
    all[2] = "null";
    all[3] = "--";
    System.arraycopy(command, 0, all, 4, command.length);
    return cli.run(all);
  }

  private static String job(String... command) {
    return "{\"command\":[\"" + String.join("\",\"", command) + "\"]}\n";
  }

  private void adapter() {
    assertThat(run(with("process.adapter", "none-such"), "true").status()).isEqualTo(125);
  }

  private void adaptersFolder() throws IOException {
    Path adapters = folder.resolve("adapters");
    Cli.Result absent = run(with("adapters.folder", adapters.toString()), "true");
    assertThat(absent.status()).isEqualTo(125);
    assertThat(absent.err()).contains("there is no such folder");
    Files.createDirectory(
        adapters,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    assertThat(run(with("adapters.folder", adapters.toString()), "true").status()).isZero();
    Files.writeString(adapters.resolve("odd.jar"), "no jar");
    Cli.Result odd = run(with("adapters.folder", adapters.toString()), "true");
    assertThat(odd.status()).isEqualTo(125);
    assertThat(odd.err()).contains("odd.jar' is no jar that can be read");
  }

  private void concurrency() {
    assertThat(twoOfWhichOneMayRun("1", 4)).isZero();
    assertThat(twoOfWhichOneMayRun("2", 400)).isEqualTo(1);
  }

  /** Each waits for the other, so many times 50 ms at most; who finds another one fails. */
  private int twoOfWhichOneMayRun(String atOnce, int times) {
    String script =
        "mkdir alone || { touch met; exit 1; }; i=0;"
            + " until [ -e met ] || [ $i = TIMES ]; do i=$((i+1)); sleep 0.05; done; rmdir alone";
    String job =
        job("sh", "-c", "cd " + folder + " && " + script.replace("TIMES", String.valueOf(times)));
    return with("process.concurrency", atOnce).in(job + job).run("batch").status();
  }

  private void queue() {
    Settings settings = Settings.of(Map.of("process.concurrency", "1", "process.queue", "0"));
    try (Plimsoll plimsoll = Plimsoll.start(settings)) {
      plimsoll.submit(Command.of("sleep", "10"));
      assertThatThrownBy(() -> plimsoll.submit(Command.of("true")))
          .isInstanceOf(RefusedException.class);
    }
  }

  private void timeout() {
    assertThat(run(with("process.timeout", "200ms"), "sleep", "10").status()).isEqualTo(124);
  }

  private void grace() {
    Cli cli = with("process.grace", "100ms").env("PLIMSOLL_PROCESS_TIMEOUT", "2s");
    Path late = folder.resolve("late");
    // TERM ends the first sleep alone; with the usual grace there is time for what follows.
    String script = "trap : TERM; sleep 60; sleep 4; touch " + late + "; sleep 60";
    assertThat(run(cli, "sh", "-c", script).status()).isEqualTo(137);
    assertThat(late).doesNotExist();
  }

  private void memory() {
    Cli.Result result =
        run(with("process.memory", "20m"), "sh", "-c", "head -c 300m /dev/zero | tail | sleep 60");
    assertThat(result.status()).isEqualTo(137);
    assertThat(result.err()).contains("allowed 20m");
  }

  private void survivors() throws IOException {
    Path pid = folder.resolve("pid");
    String[] leaver = {"sh", "-c", "sleep 30 >&- 2>&- & echo $! > " + pid};
    run(with("process.survivors", "end"), leaver);
    assertThat(alive(pid)).isFalse();
    run(with("process.survivors", "keep"), leaver);
    assertThat(alive(pid)).isTrue();
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  private static boolean alive(Path pid) throws IOException {
    return Files.exists(Path.of("/proc", Files.readString(pid).strip(), "cwd"))
        && ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .map(ProcessHandle::isAlive)
            .orElse(false);
  }

  private void containment() {
    Cli.Result result = run(with("process.containment", "none-such"), "true");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err()).contains("none-such");
    for (String level : List.of("parents", "cookie")) {
      Cli.Result told = with("process.containment", level).run("run", "-v", "--", "true");
      assertThat(told.err()).contains("containment " + level + ": ");
    }
  }

  private void head() {
    String job = job("printf", "0123456789abcdef");
    Cli cli = with("output.head", "3").env("PLIMSOLL_OUTPUT_TAIL", "0");
    assertThat(cli.in(job).run("batch").out())
        .contains("\"stdout\":{\"bytes\":16,\"text\":\"012\",\"droppedBytes\":13}");
  }

  private void tail() {
    String job = job("printf", "0123456789abcdef");
    Cli cli = with("output.tail", "3").env("PLIMSOLL_OUTPUT_HEAD", "0");
    assertThat(cli.in(job).run("batch").out())
        .contains("\"stdout\":{\"bytes\":16,\"text\":\"def\",\"droppedBytes\":13}");
  }

  private void scopes() {
    try (Plimsoll plimsoll = Plimsoll.start(Settings.of(Map.of("scope.limit", "1")))) {
      assertThatThrownBy(
              () -> {
                plimsoll.scope("a");
                plimsoll.scope("b");
              })
          .isInstanceOf(RefusedException.class);
    }
  }

  private void noSuchAdapter(String key) {
    Cli.Result result = run(with(key, "none-such"), "true");
    assertThat(result.status()).isEqualTo(125);
    assertThat(result.err()).contains(key + ": is 'none-such'");
  }

  private void cacheAdapter() {
    noSuchAdapter("cache.adapter");
  }

  private static Cache<String, byte[]> cache(Plimsoll plimsoll, String name) {
    return plimsoll.cache(name, CachePolicy.bytes(8L << 20), Weigher.usual());
  }

  private void cacheBudget() {
    try (Plimsoll plimsoll = Plimsoll.start(Settings.of(Map.of("cache.budget", "1m")))) {
      Cache<String, byte[]> cache = cache(plimsoll, "pages");
      for (int i = 0; i < 40; i++) {
        cache.put("page " + i, new byte[100_000]);
      }
      assertThat(plimsoll.caches().get(0).bytes()).isBetween(1L, 1L << 20);
    }
  }

  private void caches() {
    try (Plimsoll plimsoll = Plimsoll.start(Settings.of(Map.of("cache.limit", "1")))) {
      cache(plimsoll, "a");
      assertThatThrownBy(() -> cache(plimsoll, "b")).isInstanceOf(RefusedException.class);
    }
  }

  private void pools() {
    ConnectionFactory<Socket> nowhere =
        Plimsoll.connections(URI.create("tcp://localhost:1"), Socket.class);
    try (Plimsoll plimsoll = Plimsoll.start(Settings.of(Map.of("pool.limit", "1")))) {
      plimsoll.pool("a", nowhere);
      assertThatThrownBy(() -> plimsoll.pool("b", nowhere)).isInstanceOf(RefusedException.class);
    }
  }

  private void memoryLimit() {
    String[] holder = {"dd", "if=/dev/zero", "of=/dev/null", "bs=420M", "count=10000"};
    Cli.Result result =
        run(with("memory.limit", "400m").env("XDG_STATE_HOME", folder.toString()), holder);
    assertThat(result.status()).isEqualTo(75);
    assertThat(result.err()).contains("given up: ", "of 400 MiB").doesNotContain("Exception");
  }

  /** The launcher obeys it, which its own test shows; who is started otherwise is told so. */
  private void heap() {
    Cli.Result result = with("memory.heap", "1000g").run("doctor");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("but memory.heap is 1000g");
  }

  private void memoryMode() {
    String[] holder = {"dd", "if=/dev/zero", "of=/dev/null", "bs=420M", "count=20"};
    Cli.Result result =
        run(with("memory.mode", "watch").env("PLIMSOLL_MEMORY_LIMIT", "400m"), holder);
    assertThat(result.status()).isZero();
    try (Plimsoll off = Plimsoll.start(Settings.of(Map.of("memory.mode", "off")));
        Plimsoll on = Plimsoll.start(Settings.defaults())) {
      assertThat(off.loadReport()).isEmpty();
      assertThat(on.loadReport()).isPresent();
    }
  }

  private void growthEvery() {
    try (Plimsoll quick = Plimsoll.start(Settings.of(Map.of("growth.every", "20ms")));
        Plimsoll usual = Plimsoll.start(Settings.defaults())) {
      long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (counted(quick) < 20) {
        assertThat(System.nanoTime()).isLessThan(bound);
      }
      assertThat(counted(usual)).isLessThan(counted(quick) / 2);
    }
  }

  private static long counted(Plimsoll plimsoll) {
    return plimsoll.loadReport().orElseThrow().growth().readings();
  }

  /** What is noted is seen in reports of what grows, which take minutes: see LeaksAreNamedTest. */
  private void births() {
    assertThat(with("births.sample", "7").run("doctor").out()).contains("one birth of 7 is noted");
    assertThat(with("births.sample", "0").run("doctor").out()).contains("none is noted");
    assertThat(run(with("births.sample", "-1"), "true").status()).isEqualTo(125);
  }

  private void state() {
    Cli.Result result = run(with("state.folder", folder + "/state"), "true");
    assertThat(result.status()).isZero();
    assertThat(folder.resolve("state/sessions")).isEmptyDirectory();
  }

  /** Without any, each command is a child of the runtime, however fast they follow one another. */
  private void forkServers() {
    String job = job("sh", "-c", "cat /proc/$PPID/comm; sleep 0.05");
    String jobs = job.repeat(6);
    String without = with("process.forkservers", "0").in(jobs).run("batch").out();
    assertThat(without)
        .doesNotContain("\"text\":\"sh\\n\"", "\"text\":\"perl\\n\"")
        .contains("\"text\":\"");
    String told = with("process.forkservers", "3").run("doctor").out();
    if (told.contains("shells that fork")) { // where the level and the shell allow it
      assertThat(told).contains("by up to 3 shells that fork");
      assertThat(with("process.forkservers", "3").in(jobs).run("batch").out())
          .contains("\"text\":\"sh\\n\"");
    }
  }

  /** With it there are a recording and the notes of a sentinel before the first command. */
  private void ready() {
    Path unready = folder.resolve("unready");
    try (Plimsoll plimsoll = Plimsoll.start(Settings.of(Map.of("state.folder", "" + unready)))) {
      assertThat(plimsoll.stage()).isEqualTo(Stage.NORMAL);
      assertThat(unready).doesNotExist();
    }
    Path ready = folder.resolve("ready");
    try (Plimsoll plimsoll =
        Plimsoll.start(Settings.of(Map.of("state.folder", "" + ready, "process.ready", "true")))) {
      long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!Files.exists(ready.resolve("recordings/" + plimsoll.session() + "/part-0"))
          || !Files.exists(ready.resolve("sessions/" + plimsoll.session() + "/leases"))) {
        assertThat(System.nanoTime()).isLessThan(bound);
      }
    }
    // What was made and not needed is gone.
    assertThat(ready.resolve("recordings")).isEmptyDirectory();
    assertThat(ready.resolve("sessions")).isEmptyDirectory();
  }

  private void recorder() {
    String off = folder + "/off";
    run(with("recorder.enabled", "false").env("PLIMSOLL_STATE_FOLDER", off), "true");
    assertThat(folder.resolve("off/recordings")).doesNotExist();
    String on = folder + "/on";
    run(with("recorder.enabled", "true").env("PLIMSOLL_STATE_FOLDER", on), "true");
    assertThat(folder.resolve("on/recordings")).isDirectoryContaining("glob:**");
  }

  private void retries() {
    Cli cli = with("batch.retries", "2").env("PLIMSOLL_BATCH_BACKOFF", "0");
    assertThat(cli.in(job("false")).run("batch").out()).contains("\"attempt\":3");
  }

  private void backoff() {
    long begun = System.nanoTime();
    with("batch.backoff", "700ms").env("PLIMSOLL_BATCH_RETRIES", "1").in(job("false")).run("batch");
    assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(700));
  }

  private void failFast() {
    String jobs = job("false") + job("touch", folder.resolve("late").toString());
    Cli cli = with("batch.fail-fast", "true").env("PLIMSOLL_PROCESS_CONCURRENCY", "1");
    assertThat(cli.in(jobs).run("batch").status()).isEqualTo(1);
    assertThat(folder.resolve("late")).doesNotExist();
  }

  private void progress() {
    assertThat(with("batch.progress", "always").in(job("true")).run("batch").err())
        .contains("batch");
    assertThat(with("batch.progress", "never").onTerminal().in(job("true")).run("batch").err())
        .isEmpty();
  }

  private void clean() {
    String out = with("env.clean", "true").in(job("env", "-0")).run("batch").out();
    Set<String> kept = io.plimsoll.command.Environment.KEPT_WHEN_CLEAN;
    String text = out.replaceAll(".*\"stdout\":\\{\"bytes\":\\d+,\"text\":\"(.*?)\",.*\\n", "$1");
    assertThat(List.of(text.split("\\\\u0000")))
        .map(variable -> variable.split("=")[0])
        .allMatch(n -> kept.contains(n) || n.startsWith("LC_") || n.startsWith("PLIMSOLL_"));
  }

  private void keep() {
    String extra =
        System.getenv().keySet().stream()
            .filter(n -> n.matches("[A-Z_]+") && !n.startsWith("LC_") && !n.startsWith("PLIMSOLL_"))
            .filter(n -> !io.plimsoll.command.Environment.KEPT_WHEN_CLEAN.contains(n))
            .findFirst()
            .orElse("NONE_HERE");
    Cli cli = with("env.keep", extra).env("PLIMSOLL_ENV_CLEAN", "true");
    Cli.Result result = cli.in(job("printenv", extra)).run("batch");
    assertThat(result.status()).isEqualTo(System.getenv(extra) == null ? 1 : 0);
    Cli without = with("env.keep", "NONE_HERE").env("PLIMSOLL_ENV_CLEAN", "true");
    assertThat(without.in(job("printenv", extra)).run("batch").status()).isEqualTo(1);
  }
}
