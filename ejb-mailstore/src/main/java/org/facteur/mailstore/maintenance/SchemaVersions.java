package org.facteur.mailstore.maintenance;

import org.flywaydb.core.api.MigrationVersion;

/** The order of schema versions: {@code 7.2} before {@code 10}. */
final class SchemaVersions {

    private SchemaVersions() {}

    static int compare(String one, String other) {
        return MigrationVersion.fromVersion(one).compareTo(MigrationVersion.fromVersion(other));
    }
}
