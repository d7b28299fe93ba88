package org.facteur.admin.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.administration.StoreUnavailableException;
import org.facteur.mailstore.maintenance.MaintenanceException;

/**
 * The answer of a call that takes long: a line for each event, a word and a sentence, as it happens. The words are {@code progress},
 * {@code found}, {@code mended}, {@code skipped}, and in the end {@code done} or {@code failed}.
 */
final class EventLines {

    private static final System.Logger LOG = System.getLogger(EventLines.class.getName());

    /** Steps of progress come no faster. */
    private static final long PAUSE = Duration.ofMillis(500).toNanos();

    private final OutputStream out;
    private long next = System.nanoTime();

    /** What takes long, and says how it goes. */
    interface Work {

        void run(EventLines events) throws IOException, SQLException, MailStoreException;
    }

    private EventLines(OutputStream out) {
        this.out = out;
    }

    /** The answer that does the work while it is sent; a failure of it is its last line. */
    static Response answer(Work work) {
        StreamingOutput content = (OutputStream out) -> {
            EventLines events = new EventLines(out);
            try {
                work.run(events);
            } catch (MaintenanceException | MailStoreException e) {
                events.say("failed", e.getMessage() + ".");
            } catch (SQLException | StoreUnavailableException e) {
                LOG.log(System.Logger.Level.WARNING, "Maintenance fails: {0}", e.getMessage());
                events.say("failed", "The database does not answer; try again later.");
            }
        };
        return Response.ok(content, MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .build();
    }

    void progress(String sentence) {
        if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + PAUSE;
            say("progress", sentence);
        }
    }

    void say(String word, String sentence) {
        try {
            out.write((word + " " + sentence.replaceAll("\\p{Cntrl}", " ") + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException clientGone) {
            throw new UncheckedIOException(clientGone);
        }
    }
}
