package com.example.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A real server on the loopback, made of child processes of this JVM. It keeps its port and its
 * folder from start to start. One thread at a time may use it.
 */
public interface RealServer extends AutoCloseable {

  /** Where it listens, on 127.0.0.1. */
  int port();

  /** Where its programs and its data are: a temporary folder of its own. */
  Path folder();

  /**
   * Starts it and waits until it answers, at most half a minute.
   *
   * @throws IOException when it does not come up; the message ends with what it said last
   */
  void start() throws IOException, InterruptedException;

  /** Sends a KILL to all its processes and waits until they are gone. */
  void kill() throws IOException, InterruptedException;

  /** Stops all its processes where they are: its sockets stay open, and nobody answers. */
  void freeze() throws IOException, InterruptedException;

  /** Lets them go on. */
  void thaw() throws IOException, InterruptedException;

  /** The live processes that it consists of; none while it is down. */
  List<Long> processes();

  /** Kills it and deletes its folder. Calling it again is harmless. */
  @Override
  void close() throws IOException;
}
