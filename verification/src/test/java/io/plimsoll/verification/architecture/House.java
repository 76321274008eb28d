package io.plimsoll.verification.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which package belongs to which module, below a root that differs between the real house and the
 * mutants that mirror it.
 *
 * @param root the package under which the house stands
 * @param exported the packages that users of the modules may see
 */
record House(String root, Set<String> exported) {
  /** The modules by their short names, in the order of the arrows. */
  static final List<String> MODULES =
      List.of(
          "ports",
          "core",
          "testkit",
          "process",
          "cache",
          "pool",
          "breaker",
          "bootstrap",
          "cli",
          "micrometer",
          "verification");

  /**
   * Adapters: parts that stand behind a port or, as the command line and the meters do, before the
   * bootstrap.
   */
  static final List<String> ADAPTERS =
      List.of("process", "cache", "pool", "breaker", "cli", "micrometer");

  /** Those that stand before the bootstrap. */
  static final List<String> BEFORE = List.of("cli", "micrometer");

  /** The package patterns of a module. The bootstrap module also owns the root package itself. */
  String[] packages(String module) {
    return switch (module) {
      case "ports" ->
          new String[] {
            root + ".command..",
            root + ".port..",
            root + ".lease..",
            root + ".memory..",
            root + ".growth..",
            root + ".report..",
            root + ".resource.."
          };
      case "bootstrap" -> new String[] {root, root + ".bootstrap..", root + ".guice.."};
      default -> new String[] {root + "." + module + ".."};
    };
  }

  /** The package below which the names of a module's types tell them apart. */
  String base(String module) {
    boolean spread = module.equals("ports") || module.equals("bootstrap");
    return spread ? root : root + "." + module;
  }

  String[] packages(List<String> modules) {
    return modules.stream().flatMap(m -> Stream.of(packages(m))).toArray(String[]::new);
  }

  DescribedPredicate<JavaClass> in(String... modules) {
    return resideInAnyPackage(packages(List.of(modules))).as("in " + String.join(", ", modules));
  }

  DescribedPredicate<JavaClass> inAllBut(String... modules) {
    List<String> rest = MODULES.stream().filter(m -> !List.of(modules).contains(m)).toList();
    return in(rest.toArray(String[]::new));
  }

  /** Seen from outside: public, in an exported package, and so is every type around it. */
  DescribedPredicate<JavaClass> seenByUsers() {
    return describe(
        "seen by users",
        type -> exported.contains(type.getPackageName()) && isPublicUpToTheTop(type));
  }

  private static boolean isPublicUpToTheTop(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(House::isPublicUpToTheTop).orElse(true);
  }
}
