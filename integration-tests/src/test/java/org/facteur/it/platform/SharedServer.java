package org.facteur.it.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test methods and constructors a {@link FacteurServer} that all of them share: it starts with the first test that asks for it, and stops
 * after the last of the run. Whoever uses it makes accounts of his own ({@link #newAccount}) and leaves the server as it is.
 *
 * <pre>{@code
 * @ExtendWith(SharedServer.class)
 * class SwaksIT {
 *     @Test
 *     void aMessageIsAccepted(FacteurServer server) { ... }
 * }
 * }</pre>
 */
public final class SharedServer implements ParameterResolver {
    public static final String DOMAIN = "example.test";
    public static final String PASSWORD = "a-good-password";

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServer.class);
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    /** Adds an account with {@link #PASSWORD}, and returns its address, which begins with the prefix. */
    public static String newAccount(FacteurServer server, String prefix) {
        String address = prefix + ACCOUNTS.incrementAndGet() + "@" + DOMAIN;
        server.admin().createAccount(address, PASSWORD);
        return address;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FacteurServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, key -> Running.begin(), Running.class)
                .server();
    }

    private record Running(FacteurServer server) implements AutoCloseable {
        static Running begin() {
            try {
                Path folder = Path.of(FacteurServer.property("facteur.it.folder"));
                Files.createDirectories(folder);
                FacteurServer server = FacteurServer.start(Files.createTempDirectory(folder, "shared-"));
                server.admin().createDomain(DOMAIN);
                return new Running(server);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
