package org.facteur.mailstore.maildrop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.account.AccountId;
import org.facteur.api.pop3.MaildropPolicy;
import org.facteur.mailstore.account.AccountRepository;

/** What an administrator asks of POP3 clients. */
@ApplicationScoped
public class MaildropRules {

    private static final String LOGIN_DELAY = "facteur.pop3.login.delay";

    @Inject
    @ConfigProperty(name = LOGIN_DELAY, defaultValue = "PT0S")
    private String loginDelay;

    @Inject
    private ExpiryRules expiry;

    @Inject
    private AccountRepository accounts;

    /** @throws IllegalArgumentException with a sentence for whoever configures the server, if a setting is none */
    public MaildropPolicy policy() {
        try {
            Duration delay = Duration.parse(loginDelay);
            if (!delay.isNegative()) {
                return new MaildropPolicy(delay, expiry.least(), expiry.vary());
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(LOGIN_DELAY + " is no duration: " + loginDelay, e);
        }
        throw new IllegalArgumentException(LOGIN_DELAY + " is negative: " + loginDelay);
    }

    /** What holds for one account. */
    public MaildropPolicy policy(AccountId id) {
        MaildropPolicy policy = policy();
        if (!policy.expireVaries()) {
            return policy;
        }
        OptionalInt own = accounts.find(id)
                .map(account -> account.address().substring(account.address().indexOf('@') + 1))
                .map(expiry::days)
                .orElse(policy.expire());
        return new MaildropPolicy(policy.loginDelay(), own, false);
    }
}
