package org.facteur.sieve;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "org.facteur.sieve", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheResourceAdapterKnowsItsServer = noClasses()
            .that()
            .resideOutsideOfPackage("..sieve.ra..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.facteur.wire.ra..", "org.facteur.wire.listener..");

    @ArchTest
    static final ArchRule theSyntaxNeverSeesTheSession = noClasses()
            .that()
            .resideInAPackage("..sieve.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..sieve.session..",
                    "..sieve.conversation..",
                    "..sieve.handler..",
                    "org.facteur.wire.session..",
                    "io.netty..");

    @ArchTest
    static final ArchRule handlersNeverSeeOctets = noClasses()
            .that()
            .resideInAnyPackage("..sieve.handler..", "..sieve.conversation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "..sieve.framing..");

    @ArchTest
    static final ArchRule nothingTalksToTheNetwork =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.nio.channels..", "io.netty.channel..");

    @ArchTest
    static final ArchRule packagesHaveOneDirection = SlicesRuleDefinition.slices()
            .matching("org.facteur.sieve.(*)..")
            .should()
            .beFreeOfCycles();
}
