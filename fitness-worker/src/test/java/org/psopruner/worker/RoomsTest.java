package org.psopruner.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.psopruner.worker",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
  @ArchTest
  static final ArchRule A_WORKER_SEES_NO_TEST_IMAGES_AND_NO_SWARM =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.psopruner.exam..", "org.psopruner.swarm..");

  @ArchTest
  static final ArchRule EVALUATION_KNOWS_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAPackage("..evaluation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.quarkus..",
              "io.smallrye..",
              "jakarta..",
              "org.eclipse.microprofile..",
              "org.psopruner.engine.dl4j..",
              "org.nd4j..");

  @ArchTest
  static final ArchRule PARTICLES_KNOW_KAFKA_BUT_NOT_QUARKUS =
      noClasses()
          .that()
          .resideInAPackage("..particles..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "io.smallrye..", "jakarta..");
}
