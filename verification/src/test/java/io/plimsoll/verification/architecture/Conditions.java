package io.plimsoll.verification.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What the rules ask of a class. A message names the class first, then what it does. */
final class Conditions {
  /** Packages of which a pure decision knows nothing. */
  private static final List<String> IMPURE_PACKAGES =
      List.of(
          "java.io",
          "java.net",
          "java.nio",
          "java.util.concurrent",
          "java.util.logging",
          "java.util.random",
          "java.lang.management",
          "java.lang.ref");

  private static final Set<String> IMPURE_TYPES =
      Set.of(
          "java.lang.System",
          "java.lang.System$Logger",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.Runtime",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer",
          "java.util.UUID",
          "java.security.SecureRandom");

  private static final Set<String> IMPURE_CALLS =
      Set.of(
          "java.lang.Math.random",
          "java.util.Collections.shuffle",
          "java.lang.Object.wait",
          "java.lang.Object.notify",
          "java.lang.Object.notifyAll");

  /** Types of the impure packages that are only words. */
  private static final Set<String> HARMLESS_TYPES =
      Set.of("java.util.concurrent.TimeUnit", "java.io.Serializable", "java.nio.file.Path");

  private Conditions() {}

  /** Violated, or for a no-rule satisfied, by each access to one of the named members. */
  static ArchCondition<JavaClass> callAny(String what, String... members) {
    Set<String> names = Set.of(members);
    return condition(
        what,
        (type, events) ->
            type.getAccessesFromSelf().stream()
                .filter(access -> names.contains(target(access)))
                .forEach(access -> satisfied(events, type, access.getDescription())));
  }

  private static String target(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String member = access.getTarget().getName();
    boolean thrown = owner.isAssignableTo(Throwable.class) && member.equals("printStackTrace");
    return (thrown ? "java.lang.Throwable" : owner.getName()) + "." + member;
  }

  static ArchCondition<JavaClass> nameInASignature(DescribedPredicate<? super JavaClass> foreign) {
    return condition(
        "name a library in a signature",
        (type, events) -> {
          Stream<JavaClass> above =
              Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
          above
              .filter(foreign)
              .forEach(t -> satisfied(events, type, type.getName() + " is a " + t.getName()));
          type.getMembers().stream()
              .filter(Conditions::isOpen)
              .forEach(
                  member ->
                      namedBy(member)
                          .map(JavaClass::getBaseComponentType)
                          .filter(foreign)
                          .forEach(
                              t ->
                                  satisfied(
                                      events,
                                      type,
                                      member.getFullName() + " names " + t.getName())));
        });
  }

  private static boolean isOpen(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> namedBy(JavaMember member) {
    if (member instanceof JavaField field) {
      return field.getAllInvolvedRawTypes().stream();
    }
    JavaCodeUnit unit = (JavaCodeUnit) member;
    return Stream.concat(unit.getAllInvolvedRawTypes().stream(), unit.getExceptionTypes().stream());
  }

  /** No clock, lock, log, chance or input in the class or in those inside it, and no port. */
  static ArchCondition<JavaClass> bePure(House house) {
    return condition(
        "be pure",
        (type, events) -> {
          Consumer<String> bad = text -> violated(events, type, text);
          for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass other = dependency.getTargetClass().getBaseComponentType();
            if (isImpure(other) || isPort(house, other)) {
              bad.accept(dependency.getDescription());
            }
          }
          for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            if (isTimeOrChance(access)) {
              bad.accept(access.getDescription());
            }
          }
          for (JavaCodeUnit unit : type.getCodeUnits()) {
            if (unit.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
              bad.accept(unit.getFullName() + " is synchronized");
            }
          }
        });
  }

  private static boolean isImpure(JavaClass type) {
    String name = type.getName();
    return !HARMLESS_TYPES.contains(name)
        && (IMPURE_TYPES.contains(name)
            || IMPURE_PACKAGES.stream().anyMatch(p -> name.startsWith(p + ".")));
  }

  private static boolean isPort(House house, JavaClass type) {
    return type.getPackageName().equals(house.root() + ".port")
        && type.isInterface()
        && !type.getSimpleName().endsWith("Judge");
  }

  private static boolean isTimeOrChance(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String member = access.getTarget().getName();
    return IMPURE_CALLS.contains(owner + "." + member)
        || (owner.startsWith("java.time.") && member.equals("now"));
  }

  /** Arrays and collections only in records, or in types or fields that say their bound. */
  static ArchCondition<JavaClass> keepContainersBounded() {
    return condition(
        "keep containers in records or in what is named or marked Bounded",
        (type, events) ->
            type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(SYNTHETIC))
                .filter(field -> isContainer(field.getRawType()))
                .filter(field -> !saysItsBound(field))
                .forEach(
                    field ->
                        violated(
                            events,
                            type,
                            field.getFullName()
                                + " holds "
                                + field.getRawType().getSimpleName()
                                + " without a bound")));
  }

  private static boolean isContainer(JavaClass type) {
    return type.isArray()
        || type.isAssignableTo(Map.class)
        || type.isAssignableTo(Collection.class);
  }

  private static boolean saysItsBound(JavaField field) {
    JavaClass owner = field.getOwner();
    return owner.isRecord()
        || owner.getSimpleName().startsWith("Bounded")
        || field.getRawType().getSimpleName().startsWith("Bounded")
        || isMarked(field.getAnnotations().stream().map(a -> a.getRawType()))
        || isMarked(owner.getAnnotations().stream().map(a -> a.getRawType()));
  }

  private static boolean isMarked(Stream<JavaClass> annotations) {
    return annotations.anyMatch(a -> a.getSimpleName().equals("Bounded"));
  }

  static ArchCondition<JavaClass> notBeOpenForExtension() {
    return condition(
        "be final, a record, an enum, an interface or sealed",
        (type, events) -> {
          boolean closed =
              type.getModifiers().contains(FINAL)
                  || type.isInterface()
                  || type.isEnum()
                  || type.reflect().isSealed();
          if (!closed) {
            String kind = type.getModifiers().contains(ABSTRACT) ? "abstract" : "open";
            violated(events, type, type.getName() + " is " + kind + " and not sealed");
          }
        });
  }

  static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return condition(
        "reside in a package marked @NullMarked",
        (type, events) -> {
          if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
            violated(
                events, type, type.getName() + ": " + type.getPackageName() + " is not marked");
          }
        });
  }

  private static void satisfied(ConditionEvents events, JavaClass type, String text) {
    events.add(SimpleConditionEvent.satisfied(type, text));
  }

  private static void violated(ConditionEvents events, JavaClass type, String text) {
    events.add(SimpleConditionEvent.violated(type, text));
  }

  private static ArchCondition<JavaClass> condition(
      String what, BiConsumer<JavaClass, ConditionEvents> check) {
    return new ArchCondition<>(what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.accept(type, events);
      }
    };
  }
}
