package io.plimsoll.bootstrap;

import io.plimsoll.port.Adapter;
import java.util.ArrayList;
import java.util.List;

/**
 * The adapters of a program that knows all of its own, as the bundled command line does: it names
 * their classes in a system property, and no jar is searched for others.
 */
final class KnownAdapters {

  /** Names of classes, separated by commas. */
  static final String PROPERTY = "plimsoll.adapters";

  private KnownAdapters() {}

  /**
   * One of each class that is named; none at all where one cannot be made, so that they are looked
   * for in the usual way, which tells what is wrong.
   */
  static List<Adapter> all(String names) {
    List<Adapter> made = new ArrayList<>();
    try {
      for (String name : names.split(",")) {
        if (!name.isEmpty()) {
          made.add(
              Class.forName(name).asSubclass(Adapter.class).getDeclaredConstructor().newInstance());
        }
      }
      return made;
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      return List.of();
    }
  }
}
