package org.facteur.smtp.session;

import java.nio.file.Path;
import java.time.Clock;
import org.facteur.api.smtp.SmtpService;

/**
 * What all sessions of one listening port share.
 *
 * @param service what the port is for
 * @param hostname how the server calls itself, in its greeting and in Received
 * @param spool the folder for messages that are too large for memory; it exists
 * @param limits what a client may ask
 * @param policy what the service offers beyond what it must
 * @param clock dates the messages
 */
public record SmtpSettings(
        SmtpService service, String hostname, Path spool, SmtpLimits limits, SmtpPolicy policy, Clock clock) {}
