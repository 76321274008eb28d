package io.plimsoll.process;

import io.plimsoll.port.LazyLogger;
import io.plimsoll.port.ProcessLauncher.Fact;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps descriptors of this process from its children ({@code FD_CLOEXEC}, see fcntl(2)).
 *
 * <p>The JDK opens pipes that each child inherits, and has the child list and close them all before
 * it becomes its program. The kernel remembers each entry of that list until the child is gone:
 * with hundreds of live commands that is most of what their starts and ends cost.
 *
 * <p>Java itself cannot ask for the mark. Where code of the C library may be called, {@code fcntl}
 * is: by {@code java.lang.foreign} from Java 22 on if native access is enabled for this module, and
 * before that by JNA, if the application has it. Elsewhere all stays as it is.
 */
final class CloseOnExec {

  private static final Logger LOG = LazyLogger.of(CloseOnExec.class);

  private static final String JNA = "com.sun.jna.Function";
  private static final String FUNCTION = "fcntl";
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;

  /** The first version whose {@code java.lang.foreign} is no preview. */
  private static final int FOREIGN = 22;

  private final Fcntl fcntl;

  private CloseOnExec(Fcntl fcntl) {
    this.fcntl = fcntl;
  }

  /** fcntl(2) with a number as its argument; -1 where it fails. */
  private interface Fcntl {
    int call(int fd, int command, int argument) throws ReflectiveOperationException;
  }

  /** What holds here, for people; found out without loading what would do it. */
  static Fact fact() {
    boolean foreign = Runtime.version().feature() >= FOREIGN;
    String words;
    if (foreign ? isNativeAccessEnabled() : hasJna()) {
      words =
          ("kept from other commands by " + (foreign ? "java.lang.foreign" : "JNA, if that works,"))
              + (" while more than " + PipeStock.CROWD + " descriptors are open");
    } else {
      words =
          "inherited by other commands, which close them: "
              + (foreign
                  ? "native access is not enabled"
                  : "this Java is older than 22, and JNA is not there");
    }
    return new Fact("pipes", words, true);
  }

  private static boolean hasJna() {
    ClassLoader loader = CloseOnExec.class.getClassLoader();
    return loader.getResource(JNA.replace('.', '/') + ".class") != null;
  }

  /** The one of this process, looked for when it is first wanted; null where there is none. */
  static @Nullable CloseOnExec here() {
    return Holder.HERE;
  }

  /**
   * Looks for one.
   *
   * @param loader knows JNA, or does not
   */
  @SuppressWarnings("CatchingUnchecked") // whatever it is, commands start without
  static @Nullable CloseOnExec find(ClassLoader loader) {
    Thread caller = Thread.currentThread();
    ClassLoader own = caller.getContextClassLoader();
    try {
      caller.setContextClassLoader(null); // a thread that JNA starts shall not hold it
      Fcntl found = Runtime.version().feature() >= FOREIGN ? byForeign() : byJna(loader);
      return found == null ? null : new CloseOnExec(found);
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      LOG.log(Level.DEBUG, "pipes cannot be kept from children here", e);
      return null;
    } finally {
      caller.setContextClassLoader(own);
    }
  }

  /**
   * Marks a descriptor, or takes the mark off. Costs some microseconds. Any thread.
   *
   * @return whether that was done
   */
  boolean set(int fd, boolean marked) {
    try {
      return fcntl.call(fd, F_SETFD, marked ? FD_CLOEXEC : 0) == 0;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a descriptor cannot be kept from children", e);
      return false;
    }
  }

  private static Fcntl byJna(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> type = Class.forName(JNA, true, loader);
    Object function =
        type.getMethod("getFunction", String.class, String.class).invoke(null, "c", FUNCTION);
    Method call = type.getMethod("invokeInt", Object[].class);
    return (fd, command, argument) -> {
      Object[] arguments = {fd, command, argument};
      return (int) call.invoke(function, (Object) arguments);
    };
  }

  /** By names alone, as this is compiled for versions that do not know them. */
  private static @Nullable Fcntl byForeign() throws ReflectiveOperationException {
    if (!isNativeAccessEnabled()) {
      return null; // to call all the same would be warned of
    }
    Class<?> linkerType = Class.forName("java.lang.foreign.Linker");
    Class<?> lookupType = Class.forName("java.lang.foreign.SymbolLookup");
    Class<?> segmentType = Class.forName("java.lang.foreign.MemorySegment");
    Class<?> layoutType = Class.forName("java.lang.foreign.MemoryLayout");
    Class<?> descriptorType = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> optionType = Class.forName("java.lang.foreign.Linker$Option");
    Object number = Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_INT").get(null);
    Object numbers = Array.newInstance(layoutType, 3);
    for (int i = 0; i < 3; i++) {
      Array.set(numbers, i, number);
    }
    Object options = Array.newInstance(optionType, 1);
    Array.set(options, 0, optionType.getMethod("firstVariadicArg", int.class).invoke(null, 2));
    Object linker = linkerType.getMethod("nativeLinker").invoke(null);
    Object lookup = linkerType.getMethod("defaultLookup").invoke(linker);
    Optional<?> symbol =
        (Optional<?>) lookupType.getMethod("find", String.class).invoke(lookup, FUNCTION);
    Object descriptor =
        descriptorType
            .getMethod("of", layoutType, numbers.getClass())
            .invoke(null, number, numbers);
    MethodHandle handle =
        (MethodHandle)
            linkerType
                .getMethod("downcallHandle", segmentType, descriptorType, options.getClass())
                .invoke(linker, symbol.orElseThrow(), descriptor, options);
    return (fd, command, argument) -> call(handle, fd, command, argument);
  }

  private static boolean isNativeAccessEnabled() {
    Module self = CloseOnExec.class.getModule();
    try {
      return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(self);
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.DEBUG, "whether native access is enabled is not known", e);
      return false;
    }
  }

  private static int call(MethodHandle handle, int fd, int command, int argument)
      throws ReflectiveOperationException {
    try {
      return (int) handle.invokeExact(fd, command, argument);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }

  private static final class Holder {

    static final @Nullable CloseOnExec HERE = find(CloseOnExec.class.getClassLoader());

    private Holder() {}
  }
}
