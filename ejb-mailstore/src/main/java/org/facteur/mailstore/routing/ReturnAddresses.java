package org.facteur.mailstore.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.jspecify.annotations.Nullable;

/** The reverse-paths of what is forwarded to other servers, signed with a key that all servers of the database share. */
@ApplicationScoped
public class ReturnAddresses {

    private static final int KEY_LENGTH = 32;

    @Inject
    private ReturnKeyRepository keys;

    @Inject
    private RouteRepository routes;

    @Inject
    private OwnTransaction transaction;

    /** Made once, and never changed. */
    private volatile @Nullable ReturnAddress scheme;

    /**
     * The reverse-path under which a message is forwarded: the sender's own if this server may use it, as its domain is
     * here, and for reports none.
     */
    public String forwarded(String reversePath, Optional<DomainName> through) throws MailStoreException {
        Optional<DomainName> domain = MailAddress.domainOf(reversePath);
        if (reversePath.lastIndexOf('@') < 1
                || through.isEmpty()
                || (domain.isPresent() && routes.isLocal(domain.get()))) {
            return reversePath;
        }
        return scheme().forward(reversePath, Instant.now()) + "@" + through.get();
    }

    /** Who sent what comes back to a local part; empty if this server has never said it, or too long ago. */
    Optional<String> sender(String localPart) throws MailStoreException {
        return scheme().reverse(localPart, Instant.now());
    }

    private ReturnAddress scheme() throws MailStoreException {
        ReturnAddress known = scheme;
        if (known == null) {
            known = new ReturnAddress(key());
            scheme = known;
        }
        return known;
    }

    /** Of several servers that need it first at once, one makes it. */
    private byte[] key() throws MailStoreException {
        Optional<byte[]> stored = keys.find();
        if (stored.isPresent()) {
            return stored.get();
        }
        byte[] made = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(made);
        transaction.call(() -> keys.addIfNone(made, Instant.now()));
        return keys.find()
                .orElseThrow(() -> new MailStoreException(Reason.UNAVAILABLE, "There is no key of reverse-paths"));
    }
}
