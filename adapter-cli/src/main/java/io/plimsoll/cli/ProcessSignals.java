package io.plimsoll.cli;

import io.plimsoll.command.StopSignal;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals of this process, through {@code sun.misc.Signal}. A shutdown hook would know neither
 * which signal came nor how often, and could not choose the status to leave with.
 *
 * <p>The class is asked for by name, since the compiler has no way to accept a use of it without a
 * warning. The module {@code jdk.unsupported} exists to offer it.
 */
final class ProcessSignals implements Host.Signals {

  /** Those that would end this process and leave what it owns behind; QUIT is the JVM's own. */
  private static final List<StopSignal> WATCHED =
      List.of(
          StopSignal.INT,
          StopSignal.TERM,
          StopSignal.HUP,
          StopSignal.USR1,
          StopSignal.USR2,
          StopSignal.ALRM,
          StopSignal.VTALRM,
          StopSignal.PROF,
          StopSignal.XCPU,
          StopSignal.IO,
          StopSignal.PWR,
          StopSignal.STKFLT);

  @Override
  public void onStop(Consumer<StopSignal> handler) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      MethodHandle adapter = adapter(signalType, handlerType);
      for (StopSignal signal : WATCHED) {
        watch(signalType, handlerType, signal.name(), made(adapter, new Telling(handler, signal)));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("signals cannot be watched: " + e, e);
    }
  }

  /** Tells the handler of a signal. */
  private record Telling(Consumer<StopSignal> handler, StopSignal signal) implements Runnable {

    @Override
    public void run() {
      handler.accept(signal);
    }
  }

  private static void watch(Class<?> signalType, Class<?> handlerType, String name, Object adapter)
      throws ReflectiveOperationException {
    try {
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, adapter);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException)) {
        throw e;
      }
      // A signal that this machine does not have, or the JVM was told to leave signals alone
      // (-Xrs): then they end it, as they would any
      // program, and what it started is left to the rules for a killed runtime.
    }
  }

  /** What makes a handler of an action: a lambda whose interface is known only by name. */
  private static MethodHandle adapter(Class<?> signalType, Class<?> handlerType)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType received = MethodType.methodType(void.class, signalType);
    MethodHandle target =
        lookup.findStatic(
            ProcessSignals.class,
            "received",
            MethodType.methodType(void.class, Runnable.class, Object.class));
    try {
      return LambdaMetafactory.metafactory(
              lookup,
              "handle",
              MethodType.methodType(handlerType, Runnable.class),
              received,
              target,
              received)
          .getTarget();
    } catch (LambdaConversionException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // a method handle declares Throwable
  private static Object made(MethodHandle adapter, Runnable action) {
    try {
      return adapter.invoke(action);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unused") // called through the adapter
  private static void received(Runnable action, Object signal) {
    action.run();
  }
}
