package org.facteur.mailstore.crash;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.facteur.api.content.MessageSource;

/** A message that can be made again from its id and its length. */
record TestMessage(String id, int length) implements MessageSource {

    static final String SENDER = "sender@example.org";

    private byte[] octets() {
        StringBuilder text = new StringBuilder(length + 200)
                .append("From: <" + SENDER + ">\r\nSubject: ")
                .append(id)
                .append("\r\nMessage-ID: <")
                .append(id)
                .append(">\r\n\r\n");
        while (text.length() < length) {
            text.append(id).append(" says it again.\r\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** As the store keeps it: a delivered message begins with the line that says who has sent it. */
    byte[] stored(boolean delivered) {
        byte[] octets = octets();
        if (!delivered) {
            return octets;
        }
        byte[] line = ("Return-Path: <" + SENDER + ">\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] stored = new byte[line.length + octets.length];
        System.arraycopy(line, 0, stored, 0, line.length);
        System.arraycopy(octets, 0, stored, line.length, octets.length);
        return stored;
    }

    @Override
    public long size() {
        return octets().length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets());
    }
}
