package org.facteur.mailstore.sieve.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.mailstore.sieve.script.Disposition.Filing;

/** One run of a script for one message: what it knows, and what it has decided so far. */
final class Execution {

    /** Mailboxes that one message goes to. */
    static final int MAX_FILINGS = 32;

    /** Addresses to which one script sends one message on: nobody's account is a means to send to many. */
    static final int MAX_REDIRECTS = 4;

    private final FilteredMessage message;
    private final Envelope envelope;
    private final Predicate<MailboxName> mailboxes;
    private final Budget budget = new Budget();
    private final Variables variables = new Variables();
    private final Map<MailboxName, Filing> filings = new LinkedHashMap<>();

    /** By the address in lower case. */
    private final Map<String, String> redirects = new LinkedHashMap<>();

    /** The internal variable of RFC 5232 section 2. */
    private FlagList flags = new FlagList();

    private boolean implicitKeep = true;
    private boolean refused;
    private boolean stopped;

    Execution(FilteredMessage message, Envelope envelope, Predicate<MailboxName> mailboxes) {
        this.message = message;
        this.envelope = envelope;
        this.mailboxes = mailboxes;
    }

    FilteredMessage message() {
        return message;
    }

    Envelope envelope() {
        return envelope;
    }

    boolean hasMailbox(MailboxName name) {
        return mailboxes.test(name);
    }

    Budget budget() {
        return budget;
    }

    Variables variables() {
        return variables;
    }

    FlagList flags() {
        return flags;
    }

    void setFlags(FlagList flags) {
        this.flags = flags;
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    void cancelImplicitKeep() {
        implicitKeep = false;
    }

    /** Files the message, once in each mailbox however often it is asked for (RFC 5228 section 2.10.3). */
    void file(Filing filing) throws ScriptFailureException {
        if (refused) {
            throw new ScriptFailureException("it refuses the message and wants it filed");
        }
        filings.merge(filing.mailbox(), filing, Execution::both);
        if (filings.size() > MAX_FILINGS) {
            throw new ScriptFailureException("it files the message in more than " + MAX_FILINGS + " mailboxes");
        }
    }

    /** Sends the message on, once to each address however often it is asked for (RFC 5228 section 4.2). */
    void redirect(String address) throws ScriptFailureException {
        if (refused) {
            throw new ScriptFailureException("it refuses the message and wants it redirected");
        }
        redirects.putIfAbsent(address.toLowerCase(Locale.ROOT), address);
        if (redirects.size() > MAX_REDIRECTS) {
            throw new ScriptFailureException("it redirects the message to more than " + MAX_REDIRECTS + " addresses");
        }
    }

    private static Filing both(Filing one, Filing other) {
        Set<SystemFlag> system = new TreeSet<>(one.flags().system());
        system.addAll(other.flags().system());
        Set<String> keywords = new TreeSet<>(one.flags().keywords());
        keywords.addAll(other.flags().keywords());
        return new Filing(one.mailbox(), one.create() || other.create(), new Flags(system, keywords));
    }

    /** Refuses the message, once, and does nothing else with it (RFC 5429 section 2.4). */
    void refuse() throws ScriptFailureException {
        if (refused || !filings.isEmpty() || !redirects.isEmpty()) {
            throw new ScriptFailureException("it refuses the message and wants it filed or redirected");
        }
        refused = true;
        implicitKeep = false;
    }

    Disposition disposition() throws ScriptFailureException {
        if (implicitKeep) {
            file(new Filing(MailboxName.INBOX, false, flags.flags()));
        }
        return new Disposition(refused, List.copyOf(filings.values()), List.copyOf(redirects.values()));
    }
}
