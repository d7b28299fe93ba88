package org.facteur.mailstore.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.facteur.api.account.Secret;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainService;

/** The domain {@code example.test} with two accounts whose passwords everybody knows, for trying the server. */
@ApplicationScoped
public class Demonstration {

    private static final String DOMAIN = "example.test";
    private static final List<String> NAMES = List.of("alice", "bob");

    @Inject
    private DomainService domains;

    @Inject
    private AccountService accounts;

    /** Adds what is not there yet. */
    void ready() {
        try {
            if (domains.find(DOMAIN).isEmpty()) {
                domains.create(DOMAIN);
            }
            for (String name : NAMES) {
                if (accounts.find(name + "@" + DOMAIN).isEmpty()) {
                    accounts.create(name + "@" + DOMAIN, new Secret(name), null);
                }
            }
        } catch (AdministrationException e) {
            throw new IllegalStateException("The demonstration cannot be made", e);
        }
    }
}
