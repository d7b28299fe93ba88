package org.facteur.smtp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "org.facteur.smtp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheResourceAdapterKnowsItsServer = noClasses()
            .that()
            .resideOutsideOfPackage("..smtp.ra..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.facteur.wire.ra..", "org.facteur.wire.listener..");

    @ArchTest
    static final ArchRule parsersNeverSeeTheSession = noClasses()
            .that()
            .resideInAPackage("..smtp.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..smtp.session..", "org.facteur.wire.session..", "io.netty.buffer..");

    @ArchTest
    static final ArchRule handlersNeverSeeOctets = noClasses()
            .that()
            .haveSimpleNameEndingWith("Handler")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "org.facteur.wire.framing..");

    @ArchTest
    static final ArchRule onlyWhatPassesMailOnTalksToTheNetwork = noClasses()
            .that()
            .resideOutsideOfPackages("..smtp.relay..", "..smtp.ra..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.channels..", "io.netty.channel..");

    @ArchTest
    static final ArchRule packagesHaveOneDirection = SlicesRuleDefinition.slices()
            .matching("org.facteur.smtp.(*)..")
            .should()
            .beFreeOfCycles();
}
