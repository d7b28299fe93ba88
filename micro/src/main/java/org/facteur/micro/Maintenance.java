package org.facteur.micro;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The commands with which an administrator maintains a store. All but {@code restore} are calls of the server that runs, which
 * lets in who can read the key in its data folder, or knows the administrator's password; {@code restore} works on an empty store
 * while no server runs.
 */
final class Maintenance {

    /** What the server keeps in its data folder for us. */
    private static final String KEY = "maintenance.key";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int BUFFER = 1 << 16;

    private final Settings settings;
    private final ProgressLine progress;
    private final PrintStream out;

    Maintenance(Settings settings, PrintStream out, boolean terminal) {
        this.settings = settings;
        this.out = out;
        this.progress = new ProgressLine(out, terminal);
    }

    /** @return the status to exit with: 1 where something was found and not mended */
    int check(boolean repair) throws StartupFailure {
        return lines(request("check" + (repair ? "?repair=true" : "")).POST(BodyPublishers.noBody()));
    }

    void backup(Path file) throws StartupFailure {
        download(request("backup").GET(), file);
    }

    void export(String account, Path file, boolean mbox) throws StartupFailure {
        download(
                request("mail/" + encoded(account) + (mbox ? "?format=mbox" : ""))
                        .GET(),
                file);
    }

    int read(String account, Path file) throws StartupFailure {
        try {
            return lines(request("mail/" + encoded(account))
                    .header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofFile(file)));
        } catch (IOException e) {
            throw new StartupFailure("The file " + file + " cannot be read.", e);
        }
    }

    void restore(Path file) throws StartupFailure {
        if (!Files.isReadable(file)) {
            throw new StartupFailure("The file " + file + " cannot be read.");
        }
        DataFolder folder = DataFolder.open(settings.dataFolder());
        OfflineStore.restore(file.toAbsolutePath(), settings, folder.serverFolder(), progress::show);
        progress.end();
        out.println("The store is restored; start the server.");
    }

    private static String encoded(String account) {
        return URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) throws StartupFailure {
        if (settings.httpPort() == 0) {
            throw new StartupFailure("The server has no HTTP port to be asked at (FACTEUR_HTTP_PORT).");
        }
        InetAddress bound = settings.bind().get(0);
        InetAddress address = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        String host = address.getHostAddress();
        URI uri = URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + settings.httpPort()
                + "/api/v1/" + path);
        return HttpRequest.newBuilder(uri).header("Authorization", "Basic " + credential());
    }

    private String credential() throws StartupFailure {
        Path file = settings.dataFolder().resolve(KEY);
        try {
            return basic("maintenance", Files.readString(file).strip());
        } catch (IOException e) {
            Optional<String> password = settings.adminPassword();
            if (password.isPresent()) {
                return basic("admin", password.get());
            }
            throw new StartupFailure(
                    e instanceof NoSuchFileException
                            ? "No server has run with the data folder " + settings.dataFolder()
                                    + "; FACTEUR_DATA_DIR names another, or give FACTEUR_ADMIN_PASSWORD."
                            : "The key " + file
                                    + " cannot be read; run this as the server's user, or give FACTEUR_ADMIN_PASSWORD.",
                    e);
        }
    }

    private static String basic(String name, String password) {
        return Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws StartupFailure {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        HttpRequest built = request.build();
        try {
            HttpResponse<InputStream> response = http.send(built, BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return response;
            }
            throw new StartupFailure(
                    switch (response.statusCode()) {
                        case 401 ->
                            "The server knows neither the key nor the password; is it the one of this data folder?";
                        case 404 -> "There is no account of this address.";
                        case 503 -> "The database does not answer; try again later.";
                        default -> "The server answers " + response.statusCode() + "; its log says why.";
                    });
        } catch (ConnectException e) {
            throw new StartupFailure("No server answers at " + built.uri().getAuthority() + "; start it first.", e);
        } catch (IOException e) {
            throw new StartupFailure("The server does not answer to the end: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("It was told to stop.", e);
        }
    }

    /** Shows the events of a call as they come. */
    private int lines(HttpRequest.Builder request) throws StartupFailure {
        boolean open = false;
        try (var reader = new java.io.BufferedReader(
                new java.io.InputStreamReader(send(request).body(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                String word = line.split(" ", 2)[0];
                String sentence = line.substring(Math.min(line.length(), word.length() + 1));
                switch (word) {
                    case "progress" -> progress.show(sentence);
                    case "done" -> {
                        progress.end();
                        out.println(sentence);
                        return open ? 1 : 0;
                    }
                    case "failed" -> throw new StartupFailure(sentence);
                    default -> {
                        open = open || !word.equals("mended");
                        progress.end();
                        out.println(word + ": " + sentence);
                    }
                }
            }
            throw new StartupFailure("The server stopped in the middle; its log says why.");
        } catch (IOException e) {
            throw new StartupFailure("The server does not answer to the end: " + e.getMessage() + ".", e);
        } finally {
            progress.end();
        }
    }

    /** Writes an archive; the file has its name only when it is whole. */
    private void download(HttpRequest.Builder request, Path file) throws StartupFailure {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(target)) {
            throw new StartupFailure("The file " + file + " is there already.");
        }
        long octets = 0;
        try (InputStream in = send(request).body();
                OutputStream to = Files.newOutputStream(part)) {
            byte[] buffer = new byte[BUFFER];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                to.write(buffer, 0, count);
                octets += count;
                progress.show("%.1f MB".formatted(octets / 1_048_576.0));
            }
        } catch (IOException e) {
            throw new StartupFailure("The file " + part + " cannot be written: " + e.getMessage() + ".", e);
        } finally {
            progress.end();
        }
        try (ZipFile whole = new ZipFile(part.toFile())) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            out.println(file + ": " + octets + " octets, " + whole.size() + " entries.");
        } catch (ZipException e) {
            throw new StartupFailure(
                    "The server stopped in the middle, and its log says why; what came is in " + part + ".", e);
        } catch (IOException e) {
            throw new StartupFailure("The file " + target + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
