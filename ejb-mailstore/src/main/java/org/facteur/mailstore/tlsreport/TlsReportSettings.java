package org.facteur.mailstore.tlsreport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.queue.OwnName;

/** Who reports here, and who is reported to. */
@ApplicationScoped
public class TlsReportSettings {

    @Inject
    @ConfigProperty(name = "facteur.tls-report.contact")
    private Optional<String> contact;

    @Inject
    @ConfigProperty(name = "facteur.tls-report.organisation")
    private Optional<String> organisation;

    @Inject
    @ConfigProperty(name = "facteur.tls-report.mailbox")
    private Optional<String> mailbox;

    @Inject
    private OwnName hostname;

    /** Who sends reports, and is asked about them; none are sent unless there is somebody. */
    Optional<MailAddress> contact() {
        return address(contact);
    }

    /** What this server reports for. */
    String organisation() {
        return organisation.map(String::strip).filter(name -> !name.isEmpty()).orElseGet(hostname::value);
    }

    String hostname() {
        return hostname.value();
    }

    /** The account whose INBOX the reports of others come to; they are not looked for unless there is one. */
    Optional<MailAddress> mailbox() {
        return address(mailbox);
    }

    private static Optional<MailAddress> address(Optional<String> setting) {
        return setting.map(String::strip).flatMap(MailAddress::parse);
    }
}
