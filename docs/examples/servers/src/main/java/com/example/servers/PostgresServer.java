package com.example.servers;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A PostgreSQL server with one user, {@value #USER}, who needs no password, and one database of the
 * same name. It waits for no disk. It refuses to run as root, and need not: see {@link PlainUser}.
 */
public final class PostgresServer extends ChildServer {

  /** The one user, and the database. */
  public static final String USER = "postgres";

  private static final int EXECUTABLE = 0b001_000_000;

  private final PlainUser user;

  private PostgresServer(Place place, PlainUser user) {
    super(place);
    this.user = user;
  }

  /** Unpacks one, makes its database, and starts it. Takes some three seconds. */
  public static PostgresServer started() throws IOException, InterruptedException {
    return started(PlainUser.here());
  }

  static PostgresServer started(PlainUser user) throws IOException, InterruptedException {
    PostgresServer server = new PostgresServer(Place.of("postgres"), user);
    try {
      server.unpack();
      user.give(server.place.folder());
      server.makeDatabase();
      server.start();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The address for JDBC. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port(), USER, USER);
  }

  private Path program(String name) {
    return place.folder().resolve("bin").resolve(name);
  }

  private Path data() {
    return place.folder().resolve("data");
  }

  private Path log() {
    return place.folder().resolve("log");
  }

  private void unpack() throws IOException {
    String machine = System.getProperty("os.arch", "amd64").toLowerCase(Locale.ROOT);
    String arch = machine.equals("aarch64") ? "arm_64" : "x86_64";
    try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary("Linux", arch);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar);
      }
    }
  }

  private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
    Path path = place.folder().resolve(entry.getName()).normalize();
    if (!path.startsWith(place.folder())) {
      throw new IOException(entry.getName() + " leads out of the archive's folder");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(path.resolve("..").normalize());
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.createDirectories(path.resolve("..").normalize());
      Files.copy(content, path);
      if ((entry.getMode() & EXECUTABLE) != 0 && !path.toFile().setExecutable(true)) {
        throw new IOException(path + " cannot be made executable");
      }
    }
  }

  private void makeDatabase() throws IOException, InterruptedException {
    int status =
        process(
                List.of(
                    program("initdb").toString(),
                    "--auth=trust",
                    "--username=" + USER,
                    "--pgdata=" + data(),
                    "--encoding=UTF-8",
                    "--no-locale",
                    "--no-sync"))
            .waitFor();
    if (status != 0) {
      throw new IOException("initdb left with " + status + "; it said " + Place.last(log()));
    }
  }

  private Process process(List<String> command) throws IOException {
    return new ProcessBuilder(user.command(command))
        .directory(place.folder().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  @Override
  public void start() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(program("postgres").toString(), "-D", data().toString()));
    for (String setting :
        List.of(
            "port=" + place.port(),
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "shared_buffers=16MB",
            "max_connections=50")) {
      command.add("-c");
      command.add(setting);
    }
    Tree started = new Tree(process(command));
    isNow(started);
    Tree.await(
        "PostgreSQL is ready; see " + log(),
        () -> {
          if (!started.isAlive()) {
            throw new IOException("PostgreSQL has ended; it said " + Place.last(log()));
          }
          return isReady(data().resolve("postmaster.pid"), started.pid());
        });
  }

  /**
   * Whether the server says so in its own notes: its process id in the first line, its state in the
   * eighth. A killed server leaves notes behind, which the next one takes away before it writes its
   * own, so they may vanish at any moment.
   */
  static boolean isReady(Path notes, long pid) throws IOException {
    try {
      List<String> lines = Files.readAllLines(notes);
      return lines.size() >= 8
          && lines.get(0).strip().equals(Long.toString(pid))
          && lines.get(7).strip().equals("ready");
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
