package org.facteur.mailstore.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source of any JDBC driver, whose connections keep the promise of the store: what {@link Connection#commit} has returned
 * from survives {@code kill -9} and a power cut. How depends on the database; see {@link Durability}.
 *
 * <p>A container configures it by its setters and pools what it gives. It is no {@code XADataSource}: the store is the one
 * resource of its transactions, and the last one to be told to commit.
 */
public final class StoreDataSource implements DataSource {

    /**
     * A condition that is always true. A select that has it is executed each time: H2 has the results of others for the next time, and
     * gives them again until it has noticed that something has been committed, which is a moment after others can see it.
     */
    public static final String FRESH = " AND CURRENT_TIMESTAMP IS NOT NULL";

    private String dataSourceClass = "org.h2.jdbcx.JdbcDataSource";
    private String url = "";
    private String user = "";
    private String password = "";
    private int loginTimeout;
    private @Nullable Access access;

    /** Where connections come from, and what makes them keep their promise. */
    private record Access(DataSource source, Durability durability) {}

    /** @param dataSourceClass the driver's data source, with properties {@code url}, {@code user} and {@code password} */
    public void setDataSourceClass(String dataSourceClass) {
        this.dataSourceClass = dataSourceClass;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(user, password);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Access access = access();
        return access.durability.open(() -> access.source.getConnection(user, password));
    }

    private synchronized Access access() throws SQLException {
        if (access == null) {
            Durability durability = Durability.of(url);
            access = new Access(driversOwn(durability.url(url)), durability);
        }
        return access;
    }

    private DataSource driversOwn(String url) throws SQLException {
        try {
            Class<?> type = Class.forName(dataSourceClass, true, loader());
            DataSource source = (DataSource) type.getDeclaredConstructor().newInstance();
            set(source, "setUrl", url);
            source.setLoginTimeout(loginTimeout);
            return source;
        } catch (InvocationTargetException e) {
            throw new SQLException("The data source " + dataSourceClass + " refuses its URL", e.getCause());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new SQLException("There is no data source " + dataSourceClass + ": " + e, e);
        }
    }

    /** A driver that the server has is seen from here; one that the application brings along, perhaps only from there. */
    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? StoreDataSource.class.getClassLoader() : context;
    }

    /** Drivers write the name in their own ways, as {@code setURL}. */
    private static void set(DataSource source, String setter, String value) throws ReflectiveOperationException {
        for (Method method : source.getClass().getMethods()) {
            if (method.getName().equalsIgnoreCase(setter)
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0] == String.class) {
                method.invoke(source, value);
                return;
            }
        }
        throw new NoSuchMethodException(source.getClass().getName() + "." + setter);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        // What there is to say is said by exceptions.
    }

    @Override
    public synchronized void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public synchronized int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (isWrapperFor(type)) {
            return type.cast(this);
        }
        throw new SQLException("Not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
