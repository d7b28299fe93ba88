package org.facteur.it.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The direction of the modules, over all of them: what stands lower knows nothing of what stands higher. */
class ModulesTest {
    private static JavaClasses facteur;

    @BeforeAll
    static void importAllModules() {
        List<Path> modules = List.of(
                Path.of("../mail-api/target/classes"),
                Path.of("../mail-wire/target/classes"),
                Path.of("../jca-smtp-adapter/target/classes"),
                Path.of("../jca-pop3-adapter/target/classes"),
                Path.of("../jca-imap-adapter/target/classes"),
                Path.of("../jca-sieve-adapter/target/classes"),
                Path.of("../ejb-mailstore/target/classes"),
                Path.of("../web-admin/target/classes"));
        facteur = new ClassFileImporter().importPaths(modules);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ':', textBlock = """
                    api       : api
                    wire      : wire api
                    smtp      : smtp wire api
                    pop3      : pop3 wire api
                    imap      : imap wire api
                    sieve     : sieve wire api
                    mailstore : mailstore api
                    admin     : admin mailstore api""")
    void aModuleKnowsOnlyWhatStandsLower(String module, String known) {
        List<String> allowed = List.of(known.split(" ")).stream()
                .map(name -> "org.facteur." + name)
                .toList();
        DescribedPredicate<JavaClass> elsewhere = DescribedPredicate.describe(
                "of Facteur, and not in " + allowed,
                type -> type.getPackageName().startsWith("org.facteur.")
                        && allowed.stream().noneMatch(name -> isWithin(type, name)));

        noClasses()
                .that()
                .resideInAPackage("org.facteur." + module + "..")
                .should()
                .dependOnClassesThat(elsewhere)
                .check(facteur);
    }

    @Test
    void onlyTheConnectionToTheServerKnowsTheConnectorApi() {
        classes()
                .that(DescribedPredicate.describe(
                        "use the connector API",
                        type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith("jakarta.resource"))))
                .should()
                .resideInAPackage("..ra..")
                .check(facteur);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "pop3", "imap", "sieve", "wire"})
    void parsersAndSessionsKnowNothingOfTheServer(String module) {
        noClasses()
                .that()
                .resideInAPackage("org.facteur." + module + "..")
                .and()
                .resideOutsideOfPackage("..ra..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta..")
                .check(facteur);
    }

    @Test
    void theConsoleUsesServicesAndNeverRepositories() {
        noClasses()
                .that()
                .resideInAPackage("org.facteur.admin..")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .check(facteur);
    }

    private static boolean isWithin(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName)
                || type.getPackageName().startsWith(packageName + ".");
    }
}
