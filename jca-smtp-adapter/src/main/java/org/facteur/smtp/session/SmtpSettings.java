package org.facteur.smtp.session;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.auth.Checks;
import org.facteur.wire.reputation.Reputations;

/**
 * What all sessions of one listening port share.
 *
 * @param service what the port is for
 * @param hostname how the server calls itself, in its greeting and in Received
 * @param spool the folder for messages that are too large for memory; it exists
 * @param limits what a client may ask
 * @param policy what the service offers beyond what it must
 * @param clock dates the messages
 * @param reputations the lists that are asked about clients; empty for none
 * @param checks what is found out about messages; empty for nothing
 */
public record SmtpSettings(
        SmtpService service,
        String hostname,
        Path spool,
        SmtpLimits limits,
        SmtpPolicy policy,
        Clock clock,
        Optional<Reputations> reputations,
        Optional<Checks> checks) {

    /** Settings by which no lists are asked, and nothing is checked. */
    public SmtpSettings(
            SmtpService service, String hostname, Path spool, SmtpLimits limits, SmtpPolicy policy, Clock clock) {
        this(service, hostname, spool, limits, policy, clock, Optional.empty(), Optional.empty());
    }
}
