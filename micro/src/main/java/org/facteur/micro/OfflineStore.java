package org.facteur.micro;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The store's own code without a server: taken out of the executable jar, with the libraries that it needs. */
final class OfflineStore {
    private static final String STORE = "WEB-INF/lib/ejb-mailstore.jar";
    private static final String CONSOLE = "MICRO-INF/deploy/ROOT.war";
    private static final String LIBRARIES = "MICRO-INF/lib/";
    /** What the migrations need and the server brings. */
    private static final String JACKSON = "MICRO-INF/runtime/jackson-";

    private static final String EMBEDDED_DATABASE = "MICRO-INF/runtime/h2.jar";

    private OfflineStore() {}

    /** @param workFolder where the classes are put; the next start empties it */
    static void restore(Path archive, Settings settings, Path workFolder, Consumer<String> progress)
            throws StartupFailure {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader store =
                new URLClassLoader(unpack(workFolder).toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(store);
            store.loadClass("org.facteur.mailstore.maintenance.OfflineRestore")
                    .getMethod(
                            "restore",
                            Path.class,
                            String.class,
                            String.class,
                            String.class,
                            String.class,
                            Consumer.class)
                    .invoke(
                            null,
                            archive,
                            settings.database().dataSourceClass(),
                            settings.database().url(),
                            settings.database().user(),
                            settings.database().password(),
                            progress);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getTargetException();
            throw new StartupFailure(cause.getMessage() + ".", cause);
        } catch (IOException | ReflectiveOperationException e) {
            throw new StartupFailure("The executable jar cannot be read: " + e.getMessage() + ".", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<URL> unpack(Path folder) throws IOException {
        List<URL> classPath = new ArrayList<>();
        try (ZipFile jar = new ZipFile(Path.of(OfflineStore.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            Enumeration<? extends ZipEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.equals(EMBEDDED_DATABASE)
                        || name.startsWith(JACKSON)
                        || (name.startsWith(LIBRARIES) && name.endsWith(".jar"))) {
                    classPath.add(copy(jar.getInputStream(entry), folder, name));
                } else if (name.equals(CONSOLE)) {
                    classPath.add(store(jar.getInputStream(entry), folder));
                }
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        return classPath;
    }

    private static URL store(InputStream console, Path folder) throws IOException {
        try (ZipInputStream war = new ZipInputStream(console)) {
            for (ZipEntry entry = war.getNextEntry(); entry != null; entry = war.getNextEntry()) {
                if (entry.getName().equals(STORE)) {
                    return copy(war, folder, STORE);
                }
            }
        }
        throw new IOException("it lacks " + STORE);
    }

    private static URL copy(InputStream from, Path folder, String name) throws IOException {
        Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
        Files.copy(from, file, StandardCopyOption.REPLACE_EXISTING);
        return file.toUri().toURL();
    }
}
