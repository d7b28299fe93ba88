package org.facteur.smtp.ra;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.outbound.Envelope;
import org.facteur.api.outbound.MailConnection;
import org.facteur.api.outbound.OutboundException;
import org.facteur.smtp.outbound.OctetWriter;
import org.jspecify.annotations.Nullable;

/** What an application holds of a connection. Closed, or taken away by the server, it sends nothing any more. */
public class OutboundConnection implements MailConnection {

    private @Nullable OutboundManagedConnection physical;

    OutboundConnection(OutboundManagedConnection physical) {
        this.physical = physical;
    }

    /** The server gives this handle to another physical connection; null takes it away. */
    void associate(@Nullable OutboundManagedConnection other) {
        physical = other;
    }

    @Override
    public void send(Message message) throws OutboundException {
        send(envelope(message), message);
    }

    @Override
    public void send(Envelope envelope, Message message) throws OutboundException {
        write(envelope, out -> {
            try {
                message.writeTo(out);
            } catch (MessagingException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
    }

    @Override
    public void send(Envelope envelope, InputStream message) throws OutboundException {
        write(envelope, message::transferTo);
    }

    private void write(Envelope envelope, OctetWriter writer) throws OutboundException {
        OutboundManagedConnection connection = physical;
        if (connection == null) {
            throw new OutboundException("5.5.1", "The connection is closed");
        }
        connection.resource().send(envelope, writer);
    }

    private static Envelope envelope(Message message) throws OutboundException {
        try {
            Address sender = message instanceof MimeMessage mime ? mime.getSender() : null;
            Address[] from = message.getFrom();
            if (sender == null && from != null && from.length > 0) {
                sender = from[0];
            }
            if (sender == null) {
                throw new OutboundException("5.1.7", "The message has neither Sender nor From");
            }
            Address[] recipients = message.getAllRecipients();
            List<String> addresses = new ArrayList<>();
            for (Address each : recipients == null ? new Address[0] : recipients) {
                addresses.add(plain(each));
            }
            return Envelope.from(plain(sender)).to(addresses.toArray(String[]::new));
        } catch (OutboundException e) {
            throw e;
        } catch (MessagingException e) {
            throw new OutboundException("5.6.0", "The message cannot be read: " + e.getMessage(), e);
        }
    }

    private static String plain(Address address) {
        return address instanceof InternetAddress internet ? internet.getAddress() : address.toString();
    }

    @Override
    public void close() {
        OutboundManagedConnection connection = physical;
        if (connection != null) {
            physical = null;
            connection.closed(this);
        }
    }
}
