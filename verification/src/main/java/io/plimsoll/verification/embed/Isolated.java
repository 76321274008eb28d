package io.plimsoll.verification.embed;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.runtime.ObjectMethods;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A runtime whose classes come from a loader of its own, as in a container of applications. */
public final class Isolated {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private Isolated() {}

  /**
   * Starts, uses and closes a runtime in a loader of its own, and lets go of it.
   *
   * @param folder takes the notes of the runtime
   * @return the loader, as long as something holds it
   */
  public static WeakReference<ClassLoader> once(Path folder) throws IOException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(
            "application", jars().toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      use(loader, folder);
      return new WeakReference<>(loader);
    } catch (ReflectiveOperationException e) {
      throw new IOException("the runtime cannot be used in a loader of its own", e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Whether nothing holds a loader any more, after as many collections as that takes. */
  public static boolean isGone(WeakReference<ClassLoader> loader) throws InterruptedException {
    haveJdkForget();
    long due = System.nanoTime() + PATIENCE;
    while (loader.get() != null && System.nanoTime() < due) {
      ManagementFactory.getMemoryMXBean().gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return loader.get() == null;
  }

  /**
   * JDK 17 keeps, for the methods of records, the type it adapted a handle to last, and with it
   * that type's loader, until the next record is linked. Links one.
   */
  private static void haveJdkForget() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle any = lookup.findGetter(Linked.class, "any", Object.class);
      MethodHandle own = lookup.findGetter(Linked.class, "own", Linked.class);
      for (String method : List.of("equals", "hashCode", "toString")) {
        ObjectMethods.bootstrap(
            lookup, method, MethodHandle.class, Linked.class, "any;own", any, own);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("the methods of a record cannot be linked", e);
    }
  }

  private record Linked(Object any, Linked own) {}

  /** Everything on the path of this program: none of it is shared. */
  private static List<URL> jars() throws IOException {
    List<URL> jars = new ArrayList<>();
    for (String entry : path().split(File.pathSeparator)) {
      jars.add(Path.of(entry).toUri().toURL());
    }
    return jars;
  }

  private static String path() {
    String path = System.getProperty("java.class.path", "");
    return path.isEmpty() ? System.getProperty("jdk.module.path", "") : path;
  }

  private static void use(ClassLoader loader, Path folder) throws ReflectiveOperationException {
    Class<?> settings = loader.loadClass("io.plimsoll.Settings");
    Class<?> plimsoll = loader.loadClass("io.plimsoll.Plimsoll");
    Class<?> command = loader.loadClass("io.plimsoll.command.Command");
    Class<?> policy = loader.loadClass("io.plimsoll.resource.CachePolicy");
    Object runtime =
        plimsoll
            .getMethod("start", settings)
            .invoke(
                null,
                settings
                    .getMethod("of", Map.class)
                    .invoke(null, Map.of("state.folder", folder.toString())));
    try {
      Object outcome =
          plimsoll
              .getMethod("run", command)
              .invoke(
                  runtime,
                  command
                      .getMethod("of", String.class, String[].class)
                      .invoke(null, "true", new String[0]));
      Object kind = outcome.getClass().getMethod("kind").invoke(outcome);
      if (!kind.toString().toLowerCase(Locale.ROOT).equals("succeeded")) {
        throw new IllegalStateException("true ended as " + kind);
      }
      Object cache =
          plimsoll
              .getMethod("cache", String.class, policy)
              .invoke(runtime, "known", policy.getMethod("entries", long.class).invoke(null, 10L));
      loader
          .loadClass("io.plimsoll.resource.Cache")
          .getMethod("put", Object.class, Object.class)
          .invoke(cache, "key", "value");
    } finally {
      plimsoll.getMethod("close").invoke(runtime);
    }
  }
}
