package io.plimsoll.bootstrap;

import io.plimsoll.port.Adapter;
import java.util.Set;

/**
 * What the adapters of a folder share with the runtime: the packages of the ports, and the JDK.
 * Nothing else of ours can be seen through it, no library and no service.
 */
final class PortsOnly extends ClassLoader {

  /** The packages of {@code io.plimsoll.ports}, none below them. */
  static final Set<String> SHARED =
      Set.of(
          "io.plimsoll.command",
          "io.plimsoll.growth",
          "io.plimsoll.lease",
          "io.plimsoll.memory",
          "io.plimsoll.port",
          "io.plimsoll.report",
          "io.plimsoll.resource");

  static {
    registerAsParallelCapable();
  }

  PortsOnly() {
    super("plimsoll-ports", getPlatformClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    int end = name.lastIndexOf('.');
    if (end > 0 && SHARED.contains(name.substring(0, end))) {
      return Class.forName(name, false, Adapter.class.getClassLoader());
    }
    return super.loadClass(name, resolve);
  }
}
