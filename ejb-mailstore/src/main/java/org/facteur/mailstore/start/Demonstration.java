package org.facteur.mailstore.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Secret;
import org.facteur.api.content.MessageSource;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.delivery.DeliveryService;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.Quota;

/** The domain {@code example.test} with two accounts whose passwords everybody knows, for trying the server. */
@ApplicationScoped
public class Demonstration {

    private static final String DOMAIN = "example.test";
    private static final List<String> NAMES = List.of("alice", "bob");

    private static final String WELCOME = """
            From: Facteur <postmaster@example.test>
            To: %s
            Subject: Welcome to Facteur
            Date: %s
            Message-ID: <welcome.%d@example.test>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Your mailbox works: this message came in as every other does.

            Send one yourself, to alice@example.test or bob@example.test; their
            passwords are their names. The console says where everything is.

            Bonne réception!
            """;

    @Inject
    private DomainService domains;

    @Inject
    private AccountService accounts;

    @Inject
    private DeliveryService deliveries;

    /** Adds what is not there yet, and welcomes who is new. */
    void ready() {
        try {
            if (domains.find(DOMAIN).isEmpty()) {
                domains.create(DOMAIN);
            }
            List<String> added = new ArrayList<>();
            for (String name : NAMES) {
                String address = name + "@" + DOMAIN;
                if (accounts.find(address).isEmpty()) {
                    accounts.create(address, new Secret(name), Quota.NONE);
                    added.add(address);
                }
            }
            if (!added.isEmpty()) {
                deliveries.deliver(welcome(added));
            }
        } catch (AdministrationException | MailStoreException e) {
            throw new IllegalStateException("The demonstration cannot be made", e);
        }
    }

    private static InboundMessage welcome(List<String> recipients) {
        Instant now = Instant.now();
        SmtpClient here = new SmtpClient(
                SmtpService.LMTP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "localhost",
                Optional.empty(),
                Optional.empty());
        String text = WELCOME.formatted(
                String.join(", ", recipients),
                DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)),
                now.toEpochMilli());
        return new InboundMessage(
                here,
                "",
                recipients,
                MessageSource.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
                now);
    }
}
