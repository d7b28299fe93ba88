package org.facteur.mailstore.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.mailstore.message.WrittenContent;
import org.facteur.mailstore.routing.Group;
import org.facteur.mailstore.routing.ListFields;

/**
 * A form in which a message reaches recipients: as it was sent, or as a group sends it on. Its content is stored once.
 *
 * @param mailFrom as recipients see it
 * @param returnPath octets of the line with which final delivery begins a message (RFC 5321 section 4.4), not sent to others
 * @param prefix all octets that come before those of the sender
 */
record Edition(Optional<Group> group, MailFrom mailFrom, int returnPath, byte[] prefix, WrittenContent content) {

    /** What is to be stored before a content is written. */
    record Plan(Optional<Group> group, MailFrom mailFrom) {

        static Plan of(Optional<Group> group, MailFrom sent) {
            return new Plan(
                    group,
                    group.map(list -> new MailFrom(list.reversePath(), inItsOwnName(sent.parameters())))
                            .orElse(sent));
        }

        /** Of what the sender asked, only what the octets need: reports go to the owner, who has asked for none. */
        static MailParameters inItsOwnName(MailParameters sent) {
            MailParameters.Builder parameters = MailParameters.builder().body(sent.body());
            if (sent.smtpUtf8()) {
                parameters.smtpUtf8();
            }
            if (sent.requireTls()) {
                parameters.requireTls();
            }
            return parameters.build();
        }

        byte[] returnPath() {
            return ("Return-Path: <" + mailFrom.reversePath() + ">\r\n").getBytes(StandardCharsets.UTF_8);
        }

        /** The Return-Path, and what a group adds. */
        byte[] prefix() {
            byte[] returnPath = returnPath();
            byte[] fields = group.map(ListFields::of).orElseGet(() -> new byte[0]);
            byte[] prefix = Arrays.copyOf(returnPath, returnPath.length + fields.length);
            System.arraycopy(fields, 0, prefix, returnPath.length, fields.length);
            return prefix;
        }

        Edition written(byte[] prefix, WrittenContent content) {
            return new Edition(group, mailFrom, returnPath().length, prefix, content);
        }
    }
}
