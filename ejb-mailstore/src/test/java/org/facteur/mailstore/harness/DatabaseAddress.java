package org.facteur.mailstore.harness;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.facteur.mailstore.database.StoreDataSource;

/** Where a database is, as an administrator configures it. */
public record DatabaseAddress(String dataSourceClass, String url, String user, String password) {

    /** A file in that folder. */
    public static DatabaseAddress embedded(Path folder) {
        return embedded("jdbc:h2:file:" + folder.resolve("store")
                + ";LOCK_TIMEOUT=20000;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=100");
    }

    /** An embedded database with its settings. */
    public static DatabaseAddress embedded(String url) {
        return new DatabaseAddress("org.h2.jdbcx.JdbcDataSource", url, "facteur", "facteur");
    }

    /** What makes connections to it, as the container configures it. */
    public DataSource dataSource() {
        StoreDataSource source = new StoreDataSource();
        source.setDataSourceClass(dataSourceClass);
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }
}
