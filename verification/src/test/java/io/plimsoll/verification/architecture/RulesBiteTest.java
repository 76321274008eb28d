package io.plimsoll.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rule rejects its mutants by name: a rule that cannot fail guards nothing. */
class RulesBiteTest {
  private static final String ROOT = "io.plimsoll.mutants";
  private static final ArchitectureRules RULES =
      new ArchitectureRules(
          new House(
              ROOT,
              Set.of(
                  ROOT, ROOT + ".command", ROOT + ".port", ROOT + ".lease", ROOT + ".micrometer")));
  private static final JavaClasses MUTANTS = new ClassFileImporter().importPackages(ROOT);

  @Test
  void portsDependOnNothing() {
    assertRejects(RULES.portsDependOnNothing(), "command.NamesALibrary");
  }

  @Test
  void coreDependsOnPortsOnly() {
    assertRejects(RULES.coreDependsOnPortsOnly(), "core.NamesALibrary", "core.NamesAnAdapter");
  }

  @Test
  void testkitDependsOnPortsAndJUnitOnly() {
    assertRejects(RULES.testkitDependsOnPortsAndJUnitOnly(), "testkit.NamesAssertJ");
  }

  @Test
  void adaptersKnowPortsOnly() {
    assertRejects(
        RULES.adaptersKnowPortsOnly(),
        "process.ReachesTheCore",
        "process.ReachesTheBootstrap",
        "pool.ReachesACache",
        "breaker.ReachesAPool");
  }

  @Test
  void commandLineKnowsTheFrontDoorOnly() {
    assertRejects(RULES.commandLineKnowsTheFrontDoorOnly(), "cli.ReachesTheCore");
  }

  @Test
  void metersKnowTheFrontDoorOnly() {
    assertRejects(RULES.metersKnowTheFrontDoorOnly(), "micrometer.ReachesTheCore");
  }

  @Test
  void bootstrapNamesNoAdapter() {
    assertRejects(RULES.bootstrapNamesNoAdapter(), "bootstrap.NamesAnAdapter");
  }

  @Test
  void librariesStayInTheirModule() {
    assertRejects(
        RULES.librariesStayInTheirModule(),
        "process.NamesTheCommandLinesLibrary",
        "core.NamesALibrary",
        "cli.NamesAnUnlistedLibrary");
  }

  @Test
  void signaturesShowNoLibrary() {
    assertRejects(
        RULES.signaturesShowNoLibrary(), "ShowsGuice", "ExtendsGuice", "micrometer.ShowsGuice");
  }

  @Test
  void policiesArePure() {
    assertRejects(
        RULES.policiesArePure(),
        "core.ClockPolicy",
        "core.InstantPolicy",
        "core.LockedPolicy",
        "core.AtomicPolicy",
        "core.LoggingPolicy",
        "core.RandomPolicy",
        "core.FilePolicy",
        "core.PortPolicy",
        "core.MutablePolicy");
  }

  @Test
  void coreContainersAreBounded() {
    assertRejects(RULES.coreContainersAreBounded(), "core.GrowingMap", "core.GrowingArray");
  }

  @Test
  void onlyTheCommandLineExitsOrPrints() {
    assertRejects(
        RULES.onlyTheCommandLineExitsOrPrints(), "core.Exits", "core.Prints", "core.PrintsATrace");
  }

  @Test
  void nobodyForcesACollection() {
    assertRejects(RULES.nobodyForcesACollection(), "cli.ForcesACollection");
  }

  @Test
  void onlyTheCommandLineAddsAShutdownHook() {
    assertRejects(RULES.onlyTheCommandLineAddsAShutdownHook(), "bootstrap.AddsAHook");
  }

  @Test
  void typesSeenByUsersAreClosed() {
    assertRejects(RULES.typesSeenByUsersAreClosed(), "command.OpenToAll", "command.AbstractToAll");
  }

  @Test
  void packagesHaveNoCycles() {
    assertRejects(RULES.packagesHaveNoCycles(), "core.left.Left", "core.right.Right");
  }

  @Test
  void packagesAreNullMarked() {
    assertRejects(RULES.packagesAreNullMarked(), "core.Exits");
  }

  @Test
  void testsDoNotSleep() {
    assertRejects(RULES.testsDoNotSleep(), "core.Sleeps");
  }

  @Test
  void everyRuleIsCheckedAndHasItsMutants() {
    List<String> rules =
        Arrays.stream(ArchitectureRules.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == ArchRule.class)
            .map(Method::getName)
            .toList();
    assertThat(rules).hasSizeGreaterThan(10);
    assertThat(testsOf(ArchitectureTest.class)).containsAll(rules);
    assertThat(testsOf(RulesBiteTest.class)).containsAll(rules);
  }

  private static List<String> testsOf(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .toList();
  }

  private static void assertRejects(ArchRule rule, String... mutants) {
    EvaluationResult result = rule.evaluate(MUTANTS);
    List<String> reasons = result.getFailureReport().getDetails();
    for (String mutant : mutants) {
      assertThat(reasons)
          .as("%s rejects %s", rule.getDescription(), mutant)
          .anyMatch(reason -> reason.contains(ROOT + "." + mutant));
    }
  }
}
