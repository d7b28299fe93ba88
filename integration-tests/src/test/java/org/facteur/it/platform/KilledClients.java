package org.facteur.it.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two clients that work until the server dies, and know what must be there afterwards: Alice's appends, flags, moves and expunges
 * messages of her own by IMAP, another server delivers to Bob by SMTP. What was acknowledged counts; of the one change that each
 * had in progress either outcome will do.
 */
final class KilledClients {
    private static final Pattern APPENDED = Pattern.compile("\\[APPENDUID \\d+ (\\d+)]");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");
    private static final String MOVED_TO = "Trash";

    private final AtomicInteger acknowledged = new AtomicInteger();

    /** Of each subject where it is and its flags; what is gone is not there. */
    private final Map<String, String> places = new TreeMap<>();

    private final List<String> delivered = new ArrayList<>();
    private String pendingSubject = "";
    private String pendingPlace = "";
    private String pendingDelivery = "";
    private int subjects;

    int acknowledged() {
        return acknowledged.get();
    }

    /** Changes mailboxes by IMAP until the connection is cut. */
    void change(FacteurServer server, String address, String password) {
        try (LineClient imap = inbox(server, address, password)) {
            while (true) {
                String subject = "own " + subjects++;
                String message = "Subject: " + subject + "\r\n\r\nHello.\r\n";
                String appended =
                        make(imap, subject, "INBOX", "APPEND INBOX {" + message.length() + "+}\r\n" + message);
                Matcher uid = APPENDED.matcher(appended);
                if (!uid.find()) {
                    throw new IOException(appended);
                }
                make(imap, subject, "INBOX \\Flagged", "UID STORE " + uid.group(1) + " +FLAGS (\\Flagged)");
                if (subjects % 3 == 0) {
                    make(imap, subject, MOVED_TO + " \\Flagged", "UID MOVE " + uid.group(1) + " " + MOVED_TO);
                } else if (subjects % 3 == 1) {
                    make(imap, subject, "INBOX \\Deleted", "UID STORE " + uid.group(1) + " FLAGS (\\Deleted)");
                    make(imap, subject, "", "UID EXPUNGE " + uid.group(1));
                }
            }
        } catch (IOException | AssertionError killed) {
            // What was in progress is known.
        }
    }

    private String make(LineClient imap, String subject, String place, String command) throws IOException {
        pendingSubject = subject;
        pendingPlace = place;
        String answer = imap.say("c " + command).lineBeginning("c ");
        if (!answer.startsWith("c OK")) {
            throw new IOException(answer);
        }
        put(places, subject, place);
        pendingSubject = "";
        acknowledged.incrementAndGet();
        return answer;
    }

    private static void put(Map<String, String> places, String subject, String place) {
        if (place.isEmpty()) {
            places.remove(subject);
        } else {
            places.put(subject, place);
        }
    }

    /** Delivers by SMTP until the connection is cut. */
    void deliver(FacteurServer server, String recipient) {
        try (LineClient smtp = LineClient.connect(server, Listener.SMTP)) {
            smtp.say("EHLO client.example");
            smtp.lineBeginning("250 ");
            while (true) {
                String subject = "delivered " + acknowledged.get() + "." + delivered.size();
                pendingDelivery = subject;
                smtp.ask("MAIL FROM:<sender@remote.example>");
                smtp.ask("RCPT TO:<" + recipient + ">");
                smtp.ask("DATA");
                String answer =
                        smtp.say("Subject: " + subject + "\r\n\r\nHello.").ask(".");
                if (!answer.startsWith("250")) {
                    throw new IOException(answer);
                }
                delivered.add(subject);
                pendingDelivery = "";
                acknowledged.incrementAndGet();
            }
        } catch (IOException | AssertionError killed) {
            // What was in progress is known.
        }
    }

    /** Takes what is there of the change that was in progress as made or not made. */
    Map<String, String> expectedPlaces(Map<String, String> actual) {
        if (!pendingSubject.isEmpty() && pendingPlace.equals(actual.getOrDefault(pendingSubject, ""))) {
            put(places, pendingSubject, pendingPlace);
        }
        pendingSubject = "";
        return places;
    }

    /** As {@link #expectedPlaces}, of Bob's subjects. */
    List<String> expectedDeliveries(List<String> actual) {
        if (!pendingDelivery.isEmpty() && actual.contains(pendingDelivery)) {
            delivered.add(pendingDelivery);
        }
        pendingDelivery = "";
        return delivered;
    }

    /** Where each subject is in an account; fails when one is there twice. */
    static Map<String, String> places(FacteurServer server, String address, String password) throws IOException {
        Map<String, String> places = new TreeMap<>();
        try (LineClient imap = inbox(server, address, password)) {
            for (String mailbox : List.of("INBOX", MOVED_TO)) {
                imap.say("d SELECT " + mailbox);
                imap.lineBeginning("d ");
                imap.say("e UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
                String flags = "";
                for (String line = imap.line(); !line.startsWith("e "); line = imap.line()) {
                    Matcher fetched = FLAGS.matcher(line);
                    if (fetched.find()) {
                        flags = fetched.group(1)
                                .replaceAll("\\s*\\\\Recent", "")
                                .strip();
                    } else if (line.startsWith("Subject: ")
                            && places.put(line.substring(9), (mailbox + " " + flags).strip()) != null) {
                        throw new AssertionError(line + " is there twice");
                    }
                }
            }
        }
        return places;
    }

    private static LineClient inbox(FacteurServer server, String address, String password) throws IOException {
        LineClient imap = LineClient.connect(server, Listener.IMAPS);
        imap.say("a LOGIN " + address + " " + password);
        imap.lineBeginning("a OK");
        imap.say("b SELECT INBOX");
        imap.lineBeginning("b OK");
        return imap;
    }
}
