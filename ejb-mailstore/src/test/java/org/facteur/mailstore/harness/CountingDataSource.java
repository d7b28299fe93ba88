package org.facteur.mailstore.harness;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Keeps the text of every statement that goes to the database; a batch counts as one. */
public final class CountingDataSource {

    private static final Pattern SEQUENCE = Pattern.compile("(?i).*(NEXT VALUE FOR|NEXTVAL).*");

    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    private final DataSource counted;

    CountingDataSource(DataSource dataSource) {
        counted = proxy(DataSource.class, dataSource, this::connection);
    }

    DataSource dataSource() {
        return counted;
    }

    /** Forgets what has been said so far. */
    public void clear() {
        statements.clear();
    }

    /** What has been said since {@link #clear}, without the drawing of ids, which happens once for many. */
    public List<String> statements() {
        synchronized (statements) {
            return statements.stream()
                    .filter(sql -> !SEQUENCE.matcher(sql).matches())
                    .toList();
        }
    }

    private Object connection(Object result, Method method, Object[] arguments) {
        return result instanceof Connection connection ? proxy(Connection.class, connection, this::statement) : result;
    }

    private Object statement(Object result, Method method, Object[] arguments) {
        if (result instanceof PreparedStatement statement
                && arguments.length > 0
                && arguments[0] instanceof String sql) {
            return proxy(PreparedStatement.class, statement, (value, called, values) -> {
                if (called.getName().startsWith("execute")) {
                    statements.add(sql);
                }
                return value;
            });
        }
        return result;
    }

    private interface After {

        Object apply(Object result, Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                return after.apply(
                        method.invoke(target, arguments), method, arguments == null ? new Object[0] : arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
