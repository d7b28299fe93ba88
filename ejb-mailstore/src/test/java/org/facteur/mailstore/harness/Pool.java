package org.facteur.mailstore.harness;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** What a container puts before a data source: connections are kept, given to one at a time, and not handed out when broken. */
public final class Pool implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 32;
    private static final int PATIENCE_SECONDS = 30;

    private final DataSource source;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Semaphore permits = new Semaphore(MAX_CONNECTIONS, true);
    private final DataSource front;
    private boolean closed;

    public Pool(DataSource source) {
        this.source = source;
        this.front = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return borrow();
                    }
                    return method.invoke(source, arguments);
                });
    }

    public DataSource dataSource() {
        return front;
    }

    private Connection borrow() throws SQLException {
        try {
            if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLException("No connection is given back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
        try {
            return lent(valid());
        } catch (SQLException | RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private Connection valid() throws SQLException {
        while (true) {
            Connection known = takeIdle();
            if (known == null) {
                return source.getConnection();
            }
            if (known.isValid(5)) {
                return known;
            }
            known.close();
        }
    }

    private synchronized Connection takeIdle() {
        return idle.pollLast();
    }

    private Connection lent(Connection connection) {
        AtomicBoolean returned = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (returned.compareAndSet(false, true)) {
                            giveBack(connection);
                        }
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void giveBack(Connection connection) throws SQLException {
        try {
            boolean isUsable = false;
            try {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                isUsable = true;
            } catch (SQLException broken) {
                connection.close();
            }
            synchronized (this) {
                if (isUsable && !closed) {
                    idle.addLast(connection);
                    return;
                }
            }
            connection.close();
        } finally {
            permits.release();
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        closed = true;
        for (Connection connection : idle) {
            connection.close();
        }
        idle.clear();
    }
}
