package org.facteur.mailstore.harness;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.api.content.MessageSource;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.AppendResult;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.message.Collector;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the adapters may rely on, on every database. One store serves a whole class; each test has accounts of its own. */
@ParameterizedClass
@EnumSource(Database.class)
public abstract class StoreContract {

    protected static final Instant ARRIVED = Instant.parse("2026-03-01T10:15:30Z");

    private static final AtomicInteger NAMES = new AtomicInteger();

    protected static TestStore store;

    @Parameter
    protected Database database;

    @BeforeParameterizedClassInvocation
    static void open(Database database) {
        store = TestStore.open(database);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        store.close();
    }

    /** Lets the time of everything removed be over, and collects what then nobody can see any more. */
    protected static void collectEverything() {
        Instant late = Instant.now().plus(Duration.ofDays(1_000));
        store.bean(Collector.class).collect(late);
        store.bean(Collector.class).collect(late.plus(Duration.ofDays(1)));
    }

    /** A name that no other test has. */
    protected static String name() {
        return "user" + NAMES.incrementAndGet();
    }

    protected static String address(String name) {
        return name + "@" + TestStore.DOMAIN;
    }

    public static MessageSource source(String text) {
        return source(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static MessageSource source(byte[] octets) {
        return MessageSource.of(octets);
    }

    /** A short message with that subject. */
    protected static String message(String subject) {
        return "From: Alice <alice@example.org>\r\nTo: bob@example.test\r\nSubject: " + subject
                + "\r\nDate: Sun, 1 Mar 2026 11:00:00 +0200\r\nMessage-ID: <" + subject.hashCode()
                + "@example.org>\r\n\r\nThis is about " + subject + ".\r\n";
    }

    protected static SmtpClient client(SmtpService service) {
        return new SmtpClient(
                service,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                "client.example.org",
                Optional.empty(),
                Optional.empty());
    }

    /** MAIL with the parameter SIZE. */
    protected static MailFrom sized(String reversePath, long size) {
        return new MailFrom(reversePath, MailParameters.builder().size(size).build());
    }

    protected static List<RecipientDecision> deliver(SmtpService service, String text, String... recipients)
            throws MailStoreException {
        return store.smtp.deliver(
                new InboundMessage(client(service), "sender@example.org", List.of(recipients), source(text), ARRIVED));
    }

    protected static AppendResult append(AccountId account, String mailbox, String text, Flags flags)
            throws MailStoreException {
        return store.imap.append(
                account, new MailboxName(mailbox), List.of(new AppendMessage(flags, ARRIVED, source(text))));
    }

    /** Fills INBOX with messages of the UIDs 1 to count. */
    protected static MailboxId inboxOf(AccountId account, int count) throws MailStoreException {
        for (int i = 1; i <= count; i++) {
            append(account, "INBOX", message("number " + i), Flags.NONE);
        }
        return store.inbox(account);
    }

    protected static MailboxId mailbox(AccountId account, String name) throws MailStoreException {
        return store.imap.select(account, new MailboxName(name)).mailbox();
    }

    protected static List<Long> uids(MailboxSnapshot snapshot) {
        List<Long> uids = new ArrayList<>();
        for (int sequence = 1; sequence <= snapshot.size(); sequence++) {
            uids.add(snapshot.uid(sequence));
        }
        return uids;
    }

    /** What POP3 clients know the messages of an account by. */
    protected static List<String> uniqueIds(TestStore of, AccountId account) throws MailStoreException {
        Maildrop maildrop = of.pop3.open(account);
        of.pop3.abandon(maildrop.lock());
        return maildrop.messages().stream()
                .map(message -> maildrop.uidValidity() + "." + message.uid())
                .toList();
    }

    protected static UidSet uids(long... uids) {
        UidSet.Builder set = new UidSet.Builder();
        for (long uid : uids) {
            set.add(uid);
        }
        return set.build();
    }

    protected static byte[] octets(ContentReader reader, ContentId content, long offset, int length)
            throws MailStoreException {
        return reader.read(List.of(new ContentRange(content, offset, length))).get(0);
    }

    protected static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
