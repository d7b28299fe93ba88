package org.facteur.it.application;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.facteur.api.outbound.MailConnection;

/** Builds the application of these tests as its developer does: against the API of the server and {@code mail-api}, which it does not bring. */
final class ShopArchive {

    private static final String SOURCE = "OrderServlet.java";

    private ShopArchive() {}

    /** {@code shop.war} in that folder. */
    static Path build(Path folder) throws Exception {
        Path source = Files.createDirectories(folder.resolve("source")).resolve(SOURCE);
        try (InputStream text = requireNonNull(ShopArchive.class.getResourceAsStream("/application/" + SOURCE))) {
            Files.copy(text, source);
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> classPath = new ArrayList<>(platform(Files.createDirectories(folder.resolve("platform"))));
        classPath.add(Path.of(MailConnection.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString());
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-cp",
                        String.join(java.io.File.pathSeparator, classPath),
                        source.toString());
        if (status != 0) {
            throw new AssertionError("The application does not compile");
        }
        return pack(classes, folder.resolve("shop.war"));
    }

    /** The interfaces of Jakarta EE, out of the server that runs them. */
    private static List<String> platform(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        try (ZipFile server = new ZipFile(requireNonNull(System.getProperty("facteur.jar")))) {
            for (ZipEntry entry : server.stream()
                    .filter(each -> each.getName().matches("MICRO-INF/runtime/jakarta\\.[^/]*api[^/]*\\.jar"))
                    .collect(Collectors.toList())) {
                Path jar = folder.resolve(
                        requireNonNull(Path.of(entry.getName()).getFileName()).toString());
                try (InputStream octets = server.getInputStream(entry)) {
                    Files.copy(octets, jar);
                }
                jars.add(jar.toString());
            }
        }
        return jars;
    }

    private static Path pack(Path classes, Path archive) throws IOException {
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                war.putNextEntry(new ZipEntry(
                        "WEB-INF/classes/" + classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, war);
                war.closeEntry();
            }
        }
        return archive;
    }
}
