package org.psopruner.coordinator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.psopruner", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** The dependencies are checked in the build too; this says it of what they reach. */
  @ArchTest
  static final ArchRule THE_COORDINATOR_RUNS_NO_NETWORK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.psopruner.engine..",
              "org.psopruner.exam..",
              "org.nd4j..",
              "org.deeplearning4j..");

  @ArchTest
  static final ArchRule THE_DOMAIN_KNOWS_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.psopruner.coordinator.search..", "org.psopruner.coordinator.experiment..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "io.smallrye..",
              "jakarta..",
              "org.eclipse.microprofile..",
              "org.apache.kafka..",
              "org.psopruner.kafka..");

  @ArchTest
  static final ArchRule THE_DOMAIN_KNOWS_NEITHER_LOG_NOR_REST =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.psopruner.coordinator.search..", "org.psopruner.coordinator.experiment..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.psopruner.coordinator.log..", "org.psopruner.coordinator.rest..");
}
