package org.facteur.it.clients;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A package of npm's registry that a script of a test uses.
 *
 * @param version exactly one, so that a test is the same tomorrow
 */
record NpmPackage(String name, String version) {

    /** Where packages are, with what they need. */
    static final Path MODULES = Path.of("target/npm").toAbsolutePath();

    /** Fetches it, unless it is there. */
    void install() {
        if (Files.notExists(MODULES.resolve("node_modules").resolve(name))) {
            Command.run(
                            "npm",
                            "install",
                            "--prefix",
                            MODULES.toString(),
                            "--no-audit",
                            "--no-fund",
                            "--silent",
                            name + "@" + version)
                    .orFail();
        }
    }
}
