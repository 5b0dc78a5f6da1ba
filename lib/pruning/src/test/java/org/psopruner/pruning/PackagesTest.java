package org.psopruner.pruning;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who in this room may know whom. */
@AnalyzeClasses(
    packages = "org.psopruner.pruning",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
  @ArchTest
  static final ArchRule everyPackageKnowsOnlyThoseBelowIt =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("network")
          .definedBy("..network..")
          .optionalLayer("onnx")
          .definedBy("..onnx..")
          .layer("groups")
          .definedBy("..groups..")
          .layer("criterion")
          .definedBy("..criterion..")
          .layer("cost")
          .definedBy("..cost..")
          .layer("structure")
          .definedBy("..structure..")
          .layer("surgery")
          .definedBy("..surgery..")
          .whereLayer("network")
          .mayNotAccessAnyLayer()
          .whereLayer("onnx")
          .mayOnlyAccessLayers("network")
          .whereLayer("groups")
          .mayOnlyAccessLayers("network")
          .whereLayer("criterion")
          .mayOnlyAccessLayers("network", "groups")
          .whereLayer("cost")
          .mayOnlyAccessLayers("network", "groups")
          .whereLayer("structure")
          .mayOnlyAccessLayers("network", "groups", "criterion", "cost")
          .whereLayer("surgery")
          .mayOnlyAccessLayers("network", "groups", "structure");
}
