package org.facteur.mailstore.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the statements of one connection that lock rows, and unions of selects that are {@linkplain StoreDataSource#FRESH fresh}. H2
 * keeps the plans of all others ({@code QUERY_CACHE_SIZE}) and makes those of these anew each time, which costs more than to execute
 * them. For one thread at a time, as its connection.
 *
 * <p>Other unions are not kept: H2 has the results of their selects for the next time, each by itself. So a statement that is kept
 * would hold on to what it has read, and could unite what one select has found now with what another one found before.
 */
final class KeptSelects {

    private static final String LOCKS = "FOR UPDATE";
    private static final int KEPT = 16;

    private final Map<List<Object>, PreparedStatement> free = new LinkedHashMap<>(KEPT, 0.75f, true);

    /** Makes a statement. */
    interface Preparation {

        PreparedStatement run() throws Throwable;
    }

    static boolean isOne(String call, @Nullable Object @Nullable [] arguments) {
        return call.equals("prepareStatement")
                && arguments != null
                && arguments[0] instanceof String sql
                && (locks(sql) || sql.contains(StoreDataSource.FRESH));
    }

    static boolean locks(String sql) {
        return sql.endsWith(LOCKS);
    }

    /** A statement that is kept when it is closed. */
    PreparedStatement prepare(@Nullable Object[] arguments, Preparation preparation) throws Throwable {
        List<Object> key = Arrays.asList(arguments);
        PreparedStatement kept = free.remove(key);
        PreparedStatement statement = kept == null ? preparation.run() : kept;
        return (PreparedStatement) Proxy.newProxyInstance(
                KeptSelects.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, new Use(key, statement));
    }

    private void keep(List<Object> key, PreparedStatement statement) throws SQLException {
        ResultSet rows = statement.getResultSet();
        if (rows != null) {
            rows.close();
        }
        statement.clearParameters();
        PreparedStatement second = free.put(key, statement);
        if (second != null) {
            second.close();
        }
        if (free.size() > KEPT) {
            var eldest = free.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
    }

    /** From when it is prepared until it is closed. */
    private final class Use implements InvocationHandler {

        private final List<Object> key;
        private final PreparedStatement statement;
        private boolean isPlain = true;
        private boolean isClosed;

        Use(List<Object> key, PreparedStatement statement) {
            this.key = key;
            this.statement = statement;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "isClosed" -> isClosed || statement.isClosed();
                case "close" -> close();
                default -> call(method, arguments);
            };
        }

        private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            if (isClosed) {
                throw new SQLException("The statement has been closed");
            }
            // What is set for the statement, and not for this execution, would be there the next time; the fetch size
            // means nothing
            // to an embedded database.
            isPlain &= method.getDeclaringClass() != Statement.class
                    || !method.getName().startsWith("set")
                    || method.getName().equals("setFetchSize");
            try {
                return method.invoke(statement, arguments);
            } catch (InvocationTargetException e) {
                isPlain = false;
                throw e.getCause();
            }
        }

        private @Nullable Object close() throws SQLException {
            if (!isClosed) {
                isClosed = true;
                if (isPlain) {
                    keep(key, statement);
                } else {
                    statement.close();
                }
            }
            return null;
        }
    }
}
