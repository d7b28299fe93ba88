package org.facteur.mailstore.sieve.script;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.mime.MimeScanner;
import org.facteur.mailstore.sieve.IncomingMessage;
import org.facteur.mailstore.sieve.script.Disposition.Filing;

/** Runs scripts for messages that are texts, and says in a line what they decide. */
final class ScriptRuns {

    /** When every message arrives. */
    static final Instant ARRIVED = Instant.parse("2026-03-01T23:30:15Z");

    private static final Set<String> MAILBOXES = Set.of("INBOX", "Lists", "Archive/2026");

    private ScriptRuns() {}

    static FilteredMessage message(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        MimeScanner scanner = new MimeScanner();
        scanner.feed(octets, 0, octets.length);
        return new IncomingMessage(
                new byte[0], MessageSource.of(octets), scanner.finish().structure(), octets.length, ARRIVED);
    }

    static Disposition run(String script, String message, Envelope envelope) throws Exception {
        return ScriptCompiler.compile(script.getBytes(StandardCharsets.UTF_8))
                .run(message(message), envelope, name -> MAILBOXES.contains(name.value()));
    }

    static Disposition run(String script, String message) throws Exception {
        return run(script, message, new Envelope("sender@example.org", List.of("alice+tag@example.test")));
    }

    /** {@code keep}, {@code Lists}, {@code keep(\Seen) Lists!}, {@code nothing} or {@code refused}; {@code !} is {@code :create}, {@code >} a redirection. */
    static String said(Disposition disposition) {
        if (disposition.refused()) {
            return "refused";
        }
        List<String> said = new ArrayList<>();
        disposition.filings().forEach(filing -> said.add(said(filing)));
        disposition.redirects().forEach(address -> said.add(">" + address));
        return said.isEmpty() ? "nothing" : String.join(" ", said);
    }

    private static String said(Filing filing) {
        FlagTable table = new FlagTable(List.copyOf(filing.flags().keywords()));
        List<String> flags = table.names(table.mask(filing.flags()));
        return (filing.mailbox().equals(MailboxName.INBOX)
                        ? "keep"
                        : filing.mailbox().value())
                + (filing.create() ? "!" : "")
                + (flags.isEmpty() ? "" : "(" + String.join(",", flags) + ")");
    }
}
