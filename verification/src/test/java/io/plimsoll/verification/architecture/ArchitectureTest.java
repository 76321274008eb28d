package io.plimsoll.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house keeps its rules. What each rule rejects is shown by {@link RulesBiteTest}. */
class ArchitectureTest {
  private static final House HOUSE = new House("io.plimsoll", Modules.exported());
  private static final ArchitectureRules RULES = new ArchitectureRules(HOUSE);
  private static final JavaClasses MAIN = Modules.mainClasses();

  @Test
  void portsDependOnNothing() {
    RULES.portsDependOnNothing().check(MAIN);
  }

  @Test
  void coreDependsOnPortsOnly() {
    RULES.coreDependsOnPortsOnly().check(MAIN);
  }

  @Test
  void testkitDependsOnPortsAndJUnitOnly() {
    RULES.testkitDependsOnPortsAndJUnitOnly().check(MAIN);
  }

  @Test
  void adaptersKnowPortsOnly() {
    RULES.adaptersKnowPortsOnly().check(MAIN);
  }

  @Test
  void commandLineKnowsTheFrontDoorOnly() {
    RULES.commandLineKnowsTheFrontDoorOnly().check(MAIN);
  }

  @Test
  void metersKnowTheFrontDoorOnly() {
    RULES.metersKnowTheFrontDoorOnly().check(MAIN);
  }

  @Test
  void bootstrapNamesNoAdapter() {
    RULES.bootstrapNamesNoAdapter().check(MAIN);
  }

  @Test
  void librariesStayInTheirModule() {
    RULES.librariesStayInTheirModule().check(MAIN);
  }

  @Test
  void signaturesShowNoLibrary() {
    RULES.signaturesShowNoLibrary().check(MAIN);
  }

  @Test
  void policiesArePure() {
    RULES.policiesArePure().check(MAIN);
  }

  @Test
  void coreContainersAreBounded() {
    RULES.coreContainersAreBounded().check(MAIN);
  }

  @Test
  void onlyTheCommandLineExitsOrPrints() {
    RULES.onlyTheCommandLineExitsOrPrints().check(MAIN);
  }

  @Test
  void nobodyForcesACollection() {
    RULES.nobodyForcesACollection().check(MAIN);
  }

  @Test
  void onlyTheCommandLineAddsAShutdownHook() {
    RULES.onlyTheCommandLineAddsAShutdownHook().check(MAIN);
  }

  @Test
  void typesSeenByUsersAreClosed() {
    RULES.typesSeenByUsersAreClosed().check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    RULES.packagesHaveNoCycles().check(MAIN);
  }

  @Test
  void packagesAreNullMarked() {
    RULES.packagesAreNullMarked().check(MAIN);
  }

  @Test
  void testsDoNotSleep() {
    RULES.testsDoNotSleep().check(Modules.testClasses());
  }

  /** A rule over an empty module would hold for ever and mean nothing. */
  @Test
  void theRulesSeeClassesOfEveryModule() {
    for (String module : House.MODULES) {
      Stream<JavaClass> seen = MAIN.stream().filter(HOUSE.in(module));
      boolean filled = seen.anyMatch(type -> !type.getSimpleName().equals("package-info"));
      assertThat(filled).as("%s has classes", module).isTrue();
    }
  }

  @Test
  void everyModuleHasItsPlaceInTheHouse() {
    assertThat(MAIN.stream().filter(t -> !t.getSimpleName().equals("module-info")))
        .allMatch(HOUSE.in(House.MODULES.toArray(String[]::new)));
  }
}
