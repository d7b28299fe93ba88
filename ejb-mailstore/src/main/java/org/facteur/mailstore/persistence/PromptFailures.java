package org.facteur.mailstore.persistence;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;

/**
 * Lets a query fail at once when the database is gone. The provider would try again three times, five seconds apart, with a
 * worker waiting: clients are told sooner that they may come back, and the pool checks each connection that it hands out.
 */
public class PromptFailures implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        if (session.getDatasourceLogin() instanceof DatabaseLogin login) {
            login.setConnectionHealthValidatedOnError(false);
            login.setQueryRetryAttemptCount(0);
        }
    }
}
