package com.example.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the servers share: a place, and a tree of child processes while they are up. */
abstract class ChildServer implements RealServer {

  final Place place;
  private @Nullable Tree tree;

  ChildServer(Place place) {
    this.place = place;
  }

  /** It is up, as these processes. */
  final void isNow(Tree started) {
    tree = started;
  }

  @Override
  public int port() {
    return place.port();
  }

  @Override
  public Path folder() {
    return place.folder();
  }

  @Override
  public void kill() throws IOException, InterruptedException {
    if (tree != null) {
      tree.kill();
    }
  }

  @Override
  public void freeze() throws IOException, InterruptedException {
    if (tree != null) {
      tree.signal("STOP");
    }
  }

  @Override
  public void thaw() throws IOException, InterruptedException {
    if (tree != null) {
      tree.signal("CONT");
    }
  }

  @Override
  public List<Long> processes() {
    return tree == null ? List.of() : tree.alive();
  }

  @Override
  public void close() throws IOException {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it was killed", e);
    } finally {
      place.delete();
    }
  }
}
