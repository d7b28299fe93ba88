package org.facteur.smtp.session;

/** STARTTLS: the rest of the connection in TLS (RFC 3207). */
final class StartTlsExtension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return "STARTTLS";
    }

    @Override
    public boolean isOffered(Conversation conversation) {
        return conversation.connection().canStartTls();
    }
}
