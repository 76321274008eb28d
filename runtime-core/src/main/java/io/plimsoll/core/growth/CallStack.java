package io.plimsoll.core.growth;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The calls that led to a place, the innermost first, without those of the runtime and of the JDK
 * before them: the code of whoever called comes first. Where there is none among the first {@value
 * #LEFT_OUT}, they stay.
 *
 * @param mark tells one place from another; two may share one by a chance of one in 2^64
 * @param frames makes the text of each call; costs some microseconds
 */
record CallStack(long mark, Supplier<List<String>> frames) {

  /** The most calls that are kept. */
  static final int DEPTH = 24;

  /** The most of the runtime and of the JDK before those. */
  static final int LEFT_OUT = 64;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final String OURS = CallStack.class.getPackageName() + ".";
  private static final StackWalker WALKER = StackWalker.getInstance();

  /** That of the thread that calls. Costs some ten microseconds. */
  static CallStack here() {
    return WALKER.walk(
        frames ->
            of(
                frames.iterator(),
                StackWalker.StackFrame::getClassName,
                StackWalker.StackFrame::getMethodName,
                StackWalker.StackFrame::getByteCodeIndex,
                StackWalker.StackFrame::toStackTraceElement));
  }

  /** That of a throwable. */
  static CallStack of(StackTraceElement[] trace) {
    return of(
        List.of(trace).iterator(),
        StackTraceElement::getClassName,
        StackTraceElement::getMethodName,
        StackTraceElement::getLineNumber,
        call -> call);
  }

  private static <F> CallStack of(
      Iterator<F> calls,
      Function<F, String> type,
      Function<F, String> method,
      Function<F, Integer> at,
      Function<F, StackTraceElement> element) {
    List<F> kept = new ArrayList<>(DEPTH);
    List<F> before = new ArrayList<>();
    while (kept.size() < DEPTH && before.size() < LEFT_OUT && calls.hasNext()) {
      F call = calls.next();
      String name = type.apply(call);
      if (!isHidden(name)) {
        (kept.isEmpty() && isPlumbing(name) ? before : kept).add(call);
      }
    }
    List<F> told = kept.isEmpty() ? before.subList(0, Math.min(DEPTH, before.size())) : kept;
    long mark = told.size();
    for (F call : told) {
      mark = Long.rotateLeft(mark, 23) ^ type.apply(call).hashCode();
      mark = (mark * MIX ^ method.apply(call).hashCode()) * MIX ^ at.apply(call);
    }
    return new CallStack(mark, () -> told.stream().map(element).map(CallStack::text).toList());
  }

  /** Those that note a birth, and classes that the JVM makes for a while, of no lasting name. */
  private static boolean isHidden(String type) {
    return type.startsWith(OURS) || type.contains("/");
  }

  /** Whether a class is of the runtime itself, but for its command line, or of the JDK. */
  static boolean isPlumbing(String type) {
    return type.startsWith("io.plimsoll.")
        ? !type.startsWith("io.plimsoll.cli.") && !type.startsWith("io.plimsoll.verification.")
        : type.startsWith("java.")
            || type.startsWith("jdk.")
            || type.startsWith("javax.")
            || type.startsWith("sun.")
            || type.startsWith("com.sun.");
  }

  private static String text(StackTraceElement call) {
    String file = call.getFileName();
    String where =
        file == null
            ? call.isNativeMethod() ? "Native Method" : "Unknown Source"
            : call.getLineNumber() < 0 ? file : file + ":" + call.getLineNumber();
    return "%s.%s(%s)".formatted(call.getClassName(), call.getMethodName(), where);
  }
}
