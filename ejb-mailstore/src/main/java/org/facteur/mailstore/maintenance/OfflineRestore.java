package org.facteur.mailstore.maintenance;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.facteur.mailstore.database.StoreDataSource;
import org.flywaydb.core.api.FlywayException;

/** Restores a store while no server runs on it; the launcher of the executable jar calls it. */
public final class OfflineRestore {

    private OfflineRestore() {}

    /**
     * @param dataSourceClass with the properties {@code URL}, {@code user} and {@code password}
     * @param progress told how far it is
     * @throws IOException with a sentence for the administrator
     */
    public static void restore(
            Path archive, String dataSourceClass, String url, String user, String password, Consumer<String> progress)
            throws IOException {
        StoreDataSource dataSource = new StoreDataSource();
        dataSource.setDataSourceClass(dataSourceClass);
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        try {
            new Restore(dataSource).read(archive, progress::accept);
        } catch (SQLException | FlywayException e) {
            throw new MaintenanceException("The database refuses: " + e.getMessage(), e);
        }
    }
}
