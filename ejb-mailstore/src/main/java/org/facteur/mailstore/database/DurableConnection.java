package org.facteur.mailstore.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection that does not return from a commit before it is durable: {@link Connection#commit}, the change to autocommit,
 * and, in autocommit, every statement that may change something. Statements are kept where it pays: {@link KeptSelects}.
 */
final class DurableConnection implements InvocationHandler {

    private static final Pattern READS = Pattern.compile("\\s*SELECT\\b", Pattern.CASE_INSENSITIVE);

    private final Connection connection;
    private final GroupCommit commits;
    private final KeptSelects keptSelects = new KeptSelects();
    /** Whether a transaction has changed or locked something. */
    private boolean isOpen;

    private DurableConnection(Connection connection, GroupCommit commits) {
        this.connection = connection;
        this.commits = commits;
    }

    static Connection of(Connection connection, GroupCommit commits) {
        return proxy(Connection.class, new DurableConnection(connection, commits));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "setAutoCommit" -> setAutoCommit(method, arguments);
            case "commit" -> durable(ending(method, arguments));
            case "rollback" -> ending(method, arguments);
            case "isValid" -> commits.isPossible() && Boolean.TRUE.equals(call(connection, method, arguments));
            case "close" -> close(method);
            default -> {
                if (arguments != null && KeptSelects.isOne(method.getName(), arguments)) {
                    if (arguments[0] instanceof String sql && KeptSelects.locks(sql)) {
                        opened();
                    }
                    yield keptSelects.prepare(arguments, () ->
                            (PreparedStatement) Objects.requireNonNull(call(connection, method, arguments)));
                }
                Object result = call(connection, method, arguments);
                yield result instanceof Statement statement && !reads(arguments) ? watched(statement) : result;
            }
        };
    }

    private @Nullable Object setAutoCommit(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        boolean isCommit = !connection.getAutoCommit();
        ending(method, arguments);
        return isCommit ? durable(null) : null;
    }

    private @Nullable Object ending(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return commits.changing(() -> call(connection, method, arguments));
        } finally {
            closed();
        }
    }

    private void opened() throws SQLException {
        if (!isOpen && !connection.getAutoCommit()) {
            isOpen = true;
            commits.opened();
        }
    }

    private void closed() {
        if (isOpen) {
            isOpen = false;
            commits.closed();
        }
    }

    /** A database that has failed says so to everybody who leaves it, too. */
    private @Nullable Object close(Method method) throws Throwable {
        try {
            return call(connection, method, null);
        } catch (SQLException e) {
            if (commits.isPossible()) {
                throw e;
            }
            return null;
        } finally {
            closed();
        }
    }

    private @Nullable Object durable(@Nullable Object result) throws SQLException {
        commits.awaitDurable();
        return result;
    }

    private static boolean reads(@Nullable Object @Nullable [] arguments) {
        return arguments != null
                && arguments.length > 0
                && arguments[0] instanceof String sql
                && READS.matcher(sql).lookingAt();
    }

    private Statement watched(Statement statement) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("equals")) {
                return proxy == arguments[0];
            }
            if (!method.getName().startsWith("execute")) {
                return call(statement, method, arguments);
            }
            if (!reads(arguments)) {
                opened();
            }
            Object result = commits.changing(() -> call(statement, method, arguments));
            if (connection.getAutoCommit()) {
                commits.awaitDurable();
            }
            return result;
        };
        if (statement instanceof CallableStatement) {
            return proxy(CallableStatement.class, handler);
        }
        return statement instanceof PreparedStatement
                ? proxy(PreparedStatement.class, handler)
                : proxy(Statement.class, handler);
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(DurableConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
