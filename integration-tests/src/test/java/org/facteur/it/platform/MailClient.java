package org.facteur.it.platform;

import jakarta.mail.Authenticator;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A mail program of one account: it sends by submission, and reads by POP3 and IMAP, all with STARTTLS and a password. */
public final class MailClient {
    private final Ports ports;
    private final String address;
    private final String password;

    public MailClient(Ports ports, String address, String password) {
        this.ports = ports;
        this.address = address;
        this.password = password;
    }

    /** Submits a message to one recipient. */
    public void submit(String recipient, String subject, String text) throws MessagingException {
        Transport.send(message(session(Listener.SUBMISSION, "smtp", true), recipient, subject, text));
    }

    /** Hands a message in as another mail server does, without authentication. */
    public void relay(String recipient, String subject, String text) throws MessagingException {
        Transport.send(message(session(Listener.SMTP, "smtp", false), recipient, subject, text));
    }

    /** The subjects in INBOX, in the order of arrival, by POP3. */
    public List<String> subjectsByPop3() throws MessagingException {
        return subjects(session(Listener.POP3, "pop3", true), "pop3", "INBOX");
    }

    /** The subjects in INBOX, in the order of arrival, by IMAP. */
    public List<String> subjectsByImap() throws MessagingException {
        return subjectsByImap("INBOX");
    }

    /** The subjects in a folder, in the order of arrival, by IMAP. */
    public List<String> subjectsByImap(String folder) throws MessagingException {
        return subjects(session(Listener.IMAP, "imap", true), "imap", folder);
    }

    private MimeMessage message(Session session, String recipient, String subject, String text)
            throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(address));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        message.setSubject(subject);
        message.setText(text);
        return message;
    }

    private static List<String> subjects(Session session, String protocol, String folder) throws MessagingException {
        try (Store store = session.getStore(protocol)) {
            store.connect();
            try (Folder opened = store.getFolder(folder)) {
                opened.open(Folder.READ_ONLY);
                List<String> subjects = new ArrayList<>();
                for (Message message : opened.getMessages()) {
                    subjects.add(message.getSubject());
                }
                return subjects;
            }
        }
    }

    private Session session(Listener listener, String protocol, boolean authenticated) {
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.setProperty(prefix + "host", "127.0.0.1");
        properties.setProperty(prefix + "port", Integer.toString(ports.of(listener)));
        properties.setProperty(prefix + "user", address);
        properties.setProperty(prefix + "auth", Boolean.toString(authenticated));
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "starttls.required", Boolean.toString(authenticated));
        // the certificate is the one that the server made for itself
        properties.setProperty(prefix + "ssl.trust", "*");
        properties.setProperty(prefix + "ssl.checkserveridentity", "false");
        properties.setProperty(prefix + "timeout", "60000");
        properties.setProperty(prefix + "connectiontimeout", "60000");
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(address, password);
            }
        });
    }
}
