package org.facteur.smtp.session;

/** XCLIENT, for the proxies that are trusted. */
final class XclientExtension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return "XCLIENT ADDR PORT HELO";
    }

    @Override
    public boolean isOffered(Conversation conversation) {
        return conversation.isTrustedProxy();
    }
}
