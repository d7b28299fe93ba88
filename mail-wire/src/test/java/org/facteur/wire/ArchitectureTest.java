package org.facteur.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "org.facteur.wire", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheResourceAdaptersKnowTheirServer = noClasses()
            .that()
            .resideOutsideOfPackage("..wire.ra..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..");

    @ArchTest
    static final ArchRule sessionsKnowNoSockets = noClasses()
            .that()
            .resideInAnyPackage("..wire.session..", "..wire.framing..", "..wire.sasl..", "..wire.spool..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty.channel..", "io.netty.handler..", "..wire.connection..", "..wire.listener..");

    @ArchTest
    static final ArchRule packagesHaveOneDirection = SlicesRuleDefinition.slices()
            .matching("org.facteur.wire.(*)..")
            .should()
            .beFreeOfCycles();
}
