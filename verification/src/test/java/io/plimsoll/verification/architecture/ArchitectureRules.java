package io.plimsoll.verification.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.plimsoll.verification.architecture.Conditions.callAny;
import static io.plimsoll.verification.architecture.Conditions.keepContainersBounded;
import static io.plimsoll.verification.architecture.Conditions.nameInASignature;
import static io.plimsoll.verification.architecture.Conditions.notBeOpenForExtension;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The rules by which the modules are kept apart and clean, for any house of the same shape. */
final class ArchitectureRules {
  private static final String[] LANGUAGE = {"java..", "org.jspecify.."};

  private static final List<String> GUICE = List.of("bootstrap");

  /** Each library, by its packages, and the modules that may name it. */
  private static final Map<String, List<String>> LIBRARIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("com.google.inject..", GUICE),
              Map.entry("jakarta.inject..", GUICE),
              Map.entry("com.github.benmanes.caffeine..", List.of("cache", "verification")),
              Map.entry("org.apache.commons.pool2..", List.of("pool", "verification")),
              Map.entry("io.github.resilience4j..", List.of("breaker", "verification")),
              Map.entry("org.slf4j..", List.of("breaker")),
              Map.entry("org.openjdk.jmh..", List.of("verification")),
              Map.entry("org.apache.commons.exec..", List.of("verification")),
              Map.entry("org.zeroturnaround.exec..", List.of("verification")),
              Map.entry("com.zaxxer.nuprocess..", List.of("verification")),
              Map.entry("picocli..", List.of("cli")),
              Map.entry("javax.xml.stream..", List.of("verification")),
              Map.entry("javax.management..", List.of("breaker", "verification")),
              Map.entry("com.sun.management..", List.of("breaker", "verification")),
              Map.entry("com.zaxxer.hikari..", List.of("verification")),
              Map.entry("stormpot..", List.of("verification")),
              Map.entry("javax.sql..", List.of("verification")),
              Map.entry("com.fasterxml.jackson..", List.of("cli", "verification")),
              Map.entry("org.tomlj..", List.of("cli")),
              Map.entry("io.micrometer..", List.of("micrometer")),
              Map.entry("me.tongfei.progressbar..", List.of("cli")),
              Map.entry("com.example..", List.of("verification")),
              Map.entry("redis.clients..", List.of("verification")),
              Map.entry("org.junit..", List.of("testkit"))));

  private final House house;

  ArchitectureRules(House house) {
    this.house = house;
  }

  ArchRule portsDependOnNothing() {
    return classes()
        .that(house.in("ports"))
        .should()
        .onlyDependOnClassesThat(house.in("ports").or(resideInAnyPackage(LANGUAGE)))
        .because("everybody shares the vocabulary, so it may cost nobody a library");
  }

  ArchRule coreDependsOnPortsOnly() {
    return classes()
        .that(house.in("core"))
        .should()
        .onlyDependOnClassesThat(house.in("core", "ports").or(resideInAnyPackage(LANGUAGE)))
        .because("decisions that know no adapter and no library can be tried anywhere");
  }

  ArchRule testkitDependsOnPortsAndJUnitOnly() {
    return classes()
        .that(house.in("testkit"))
        .should()
        .onlyDependOnClassesThat(
            house
                .in("testkit", "ports")
                .or(resideInAnyPackage(LANGUAGE))
                .or(resideInAnyPackage("org.junit.jupiter.api..", "org.opentest4j..")))
        .because(
            "authors of adapters get it without our insides and without our taste in libraries");
  }

  ArchRule adaptersKnowPortsOnly() {
    CompositeArchRule all = null;
    for (String adapter : House.ADAPTERS) {
      if (House.BEFORE.contains(adapter)) {
        continue; // it stands before the bootstrap, with a rule of its own
      }
      ArchRule one =
          noClasses()
              .that(house.in(adapter))
              .should()
              .dependOnClassesThat(house.inAllBut("ports", adapter))
              .because("an adapter that reaches past its port cannot be exchanged");
      all = all == null ? CompositeArchRule.of(one) : all.and(one);
    }
    return Objects.requireNonNull(all);
  }

  ArchRule commandLineKnowsTheFrontDoorOnly() {
    return noClasses()
        .that(house.in("cli"))
        .should()
        .dependOnClassesThat(house.inAllBut("ports", "bootstrap", "cli"))
        .because("the command line is the first embedder: what it needs, others need too");
  }

  ArchRule metersKnowTheFrontDoorOnly() {
    return noClasses()
        .that(house.in("micrometer"))
        .should()
        .dependOnClassesThat(house.inAllBut("ports", "bootstrap", "micrometer"))
        .because("what is measured is what every embedder can see");
  }

  ArchRule bootstrapNamesNoAdapter() {
    return noClasses()
        .that(house.in("bootstrap"))
        .should()
        .dependOnClassesThat(house.in(House.ADAPTERS.toArray(String[]::new)))
        .because("adapters are found at run time, ours like everybody's");
  }

  ArchRule librariesStayInTheirModule() {
    CompositeArchRule all =
        CompositeArchRule.of(
            noClasses()
                .that(house.in(House.MODULES.toArray(String[]::new)))
                .should()
                .dependOnClassesThat(isUnknownLibrary())
                .because("a new library is a decision: name it and its one module here"));
    for (Map.Entry<String, List<String>> library : LIBRARIES.entrySet()) {
      all =
          all.and(
              noClasses()
                  .that(house.inAllBut(library.getValue().toArray(String[]::new)))
                  .should()
                  .dependOnClassesThat(resideInAnyPackage(library.getKey()))
                  .because("a library stands behind one bridge: " + library.getValue()));
    }
    return all;
  }

  private DescribedPredicate<JavaClass> isUnknownLibrary() {
    return not(resideInAnyPackage(LIBRARIES.keySet().toArray(String[]::new))
            .or(resideInAnyPackage(LANGUAGE))
            .or(resideInAnyPackage("sun.misc..", "jdk..", "org.opentest4j.."))
            .or(house.in(House.MODULES.toArray(String[]::new))))
        .and(describe("no primitive", type -> !type.getBaseComponentType().isPrimitive()))
        .as("of a library that is not listed");
  }

  ArchRule signaturesShowNoLibrary() {
    DescribedPredicate<JavaClass> ours =
        resideInAnyPackage(LANGUAGE)
            .or(house.in(House.MODULES.toArray(String[]::new)))
            .or(describe("primitive", JavaClass::isPrimitive));
    ArchRule meters =
        noClasses()
            .that(house.seenByUsers().and(house.in("micrometer")))
            .should(nameInASignature(not(ours.or(resideInAnyPackage("io.micrometer..")))))
            .because("it is there for Micrometer, and for no other library");
    return CompositeArchRule.of(
            noClasses()
                .that(
                    house
                        .seenByUsers()
                        .and(not(house.in("testkit", "micrometer")))
                        .and(not(resideInAnyPackage("io.plimsoll.guice")))) // for its users
                .should(nameInASignature(not(ours)))
                .because("a library in a signature is a library for good"))
        .and(meters);
  }

  ArchRule policiesArePure() {
    return classes()
        .that(simpleNameEndingWith("Policy").and(house.inAllBut("verification")))
        .should()
        .beRecords()
        .andShould(Conditions.bePure(house))
        .because("a decision is repeatable only when all it knows is handed in");
  }

  ArchRule coreContainersAreBounded() {
    return classes()
        .that(house.in("core"))
        .should(keepContainersBounded())
        .because("nothing grows without a bound, and the bound is said where the container is");
  }

  ArchRule onlyTheCommandLineExitsOrPrints() {
    return noClasses()
        .that(house.inAllBut("cli", "verification"))
        .should(
            callAny(
                "exit or print",
                "java.lang.System.exit",
                "java.lang.Runtime.exit",
                "java.lang.Runtime.halt",
                "java.lang.System.out",
                "java.lang.System.err",
                "java.lang.System.in",
                "java.lang.Throwable.printStackTrace"))
        .because("an embedded runtime leaves the process and its streams to their owner");
  }

  ArchRule nobodyForcesACollection() {
    return noClasses()
        .that(house.in(House.MODULES.toArray(String[]::new)))
        .should(callAny("force a collection", "java.lang.System.gc", "java.lang.Runtime.gc"))
        .because("a collection of the whole heap is the embedder's to ask for");
  }

  ArchRule onlyTheCommandLineAddsAShutdownHook() {
    return noClasses()
        .that(house.inAllBut("cli"))
        .should(callAny("add a shutdown hook", "java.lang.Runtime.addShutdownHook"))
        .because("an embedded runtime ends with close()");
  }

  ArchRule typesSeenByUsersAreClosed() {
    return classes()
        .that(house.seenByUsers())
        .should(notBeOpenForExtension())
        .because("what users can extend can never change");
  }

  /** Packages without cycles; the front door and the rooms right behind it count as one. */
  ArchRule packagesHaveNoCycles() {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return name.equals(house.root())
                    ? SliceIdentifier.of(house.root() + ".bootstrap")
                    : SliceIdentifier.of(name);
              }

              @Override
              public String getDescription() {
                return "each package";
              }
            })
        .should()
        .beFreeOfCycles()
        .because("packages in a circle can only be understood all at once");
  }

  ArchRule packagesAreNullMarked() {
    return classes()
        .that(house.in(House.MODULES.toArray(String[]::new)))
        .should(Conditions.resideInANullMarkedPackage())
        .because("the null checks judge marked packages only");
  }

  /** For the classes of tests, which are read from the modules' folders. */
  ArchRule testsDoNotSleep() {
    return noClasses()
        .that(house.inAllBut("process", "cli"))
        .should(callAny("sleep", "java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep"))
        .because("a test that sleeps is slow when it passes and wrong when the machine is slow");
  }
}
