package org.facteur.mailstore.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.MessageSource;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.mime.HeaderField;
import org.facteur.mailstore.mime.HeaderFieldReader;

/** Tells where the recipients of a message lead. An account that RCPT has found costs nothing more. */
@ApplicationScoped
public class Directions {

    /** Fields of a header in which it is looked for lists that the message has been on. */
    private static final int MAX_FIELDS = 1_000;

    private static final Pattern LIST_ID = Pattern.compile("<([^<>]{1,320})>");

    @Inject
    private Router router;

    @Inject
    private RouteRepository routes;

    @Inject
    private KnownAccounts known;

    /** Where a path of RCPT leads that is no account's own, as far as the envelope says. */
    public Resolution of(SmtpClient client, String reversePath, String path) throws MailStoreException {
        return router.resolve(path, new SenderGate(client, reversePath, Set::of, routes));
    }

    /** Where the paths of a message lead, each. */
    public Map<String, Resolution> of(InboundMessage message) throws MailStoreException {
        Map<String, Resolution> resolutions = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (String path : message.recipients()) {
            Optional<MailAddress> account = MailAddress.parse(path).filter(known::contains);
            if (account.isPresent()) {
                resolutions.put(path, Resolution.account(account.get()));
            } else {
                others.add(path);
            }
        }
        if (!others.isEmpty()) {
            Gate gate = new SenderGate(message.client(), message.sender(), () -> lists(message.source()), routes);
            resolve(others, gate).forEach((path, resolution) -> {
                resolutions.put(path, resolution);
                MailAddress.parse(path)
                        .filter(address -> resolution.equals(Resolution.account(address)))
                        .ifPresent(known::remember);
            });
        }
        return resolutions;
    }

    /** Whether mail for an address comes to an account of this server, and to no other. */
    public boolean isOnly(String address, MailAddress account) throws MailStoreException {
        List<MailAddress> inboxes = new ArrayList<>();
        for (Leaf leaf : router.resolve(address, Gate.OPEN).leaves()) {
            if (leaf.group().isPresent()) {
                return false;
            }
            if (leaf instanceof Leaf.Inbox inbox) {
                inboxes.add(inbox.address());
            }
        }
        return inboxes.equals(List.of(account));
    }

    private Map<String, Resolution> resolve(List<String> paths, Gate gate) throws MailStoreException {
        try {
            return router.resolve(paths, gate);
        } catch (UncheckedIOException e) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The message cannot be read", e);
        }
    }

    /** The lists that a message has been on, in lower case (RFC 2919). */
    private static Set<String> lists(MessageSource source) {
        Set<String> lists = new HashSet<>();
        try (InputStream octets = source.open()) {
            HeaderFieldReader reader = new HeaderFieldReader(octets);
            HeaderField field = reader.next();
            for (int i = 0; field != null && i < MAX_FIELDS; i++) {
                if (field.name().equalsIgnoreCase("List-Id")) {
                    Matcher id = LIST_ID.matcher(field.value());
                    if (id.find()) {
                        lists.add(id.group(1).toLowerCase(Locale.ROOT));
                    }
                }
                field = reader.next();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lists;
    }
}
