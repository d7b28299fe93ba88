package org.facteur.mailstore.routing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.facteur.mailstore.account.MailAddress;

/**
 * The sender rewriting scheme: a reverse-path in a domain of ours that holds the sender's own, so that what comes back finds its way, and is
 * signed, so that nobody else can make one.
 *
 * <pre>
 * alice@example.org                      SRS0=hash=day=example.org=alice
 * SRS0=…=example.org=alice@example.net   SRS1=hash=example.net==…=example.org=alice
 * SRS1=…=example.net==…@example.com      SRS1=hash=example.net==…
 * </pre>
 *
 * <p>A hash is 40 bits of HMAC-SHA-256, a day 10 bits, both in base32 and in any case: servers on the way may change it.
 */
final class ReturnAddress {

    /** So many days what has been sent can come back: longer than any server tries. */
    static final int MAX_AGE = 21;

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int HASH_LENGTH = 8;
    private static final int DAYS = 1 << 10;

    /** What a domain may be made of; it stands in an address without quotes, where it must end nothing. */
    private static final String DOMAIN = "[^=\\s<>\"\\\\]+";

    private static final Pattern FIRST = Pattern.compile("(?i)SRS0[=+-]([^=]+)=([^=]{2})=(" + DOMAIN + ")=(.+)");
    private static final Pattern FURTHER = Pattern.compile("(?i)SRS1[=+-]([^=]+)=(" + DOMAIN + ")=([=+-].+)");
    private static final Pattern ANY = Pattern.compile("(?i)SRS[01][=+-].+", Pattern.DOTALL);

    private final byte[] key;

    ReturnAddress(byte[] key) {
        this.key = key.clone();
    }

    /** Whether a local part looks like one of these. */
    static boolean isOne(String localPart) {
        return ANY.matcher(MailAddress.unquoted(localPart)).matches();
    }

    /**
     * The local part under which an address is forwarded. It says what that of the address says, and is quoted as a whole if need be.
     *
     * @param address with a domain
     */
    String forward(String address, Instant now) {
        int at = address.lastIndexOf('@');
        String localPart = MailAddress.unquoted(address.substring(0, at));
        String domain = address.substring(at + 1);
        return MailAddress.written(forward(localPart, domain, now));
    }

    private String forward(String localPart, String domain, Instant now) {
        Matcher further = FURTHER.matcher(localPart);
        if (further.matches()) {
            return further(further.group(2), further.group(3));
        }
        if (FIRST.matcher(localPart).matches()) {
            return further(domain, localPart.substring("SRS0".length()));
        }
        String day = day(day(now));
        return "SRS0=" + hash(day, domain, localPart) + "=" + day + "=" + domain + "=" + localPart;
    }

    private String further(String first, String rest) {
        return "SRS1=" + hash(first, rest) + "=" + first + "=" + rest;
    }

    /** The address that is in a local part; empty if it is not one of ours, or too old. */
    Optional<String> reverse(String written, Instant now) {
        String localPart = MailAddress.unquoted(written);
        Matcher first = FIRST.matcher(localPart);
        if (first.matches()) {
            return isRight(first.group(1), hash(first.group(2), first.group(3), first.group(4)))
                            && isFresh(first.group(2), now)
                    ? Optional.of(MailAddress.written(first.group(4)) + "@" + first.group(3))
                    : Optional.empty();
        }
        Matcher further = FURTHER.matcher(localPart);
        return further.matches() && isRight(further.group(1), hash(further.group(2), further.group(3)))
                ? Optional.of(MailAddress.written("SRS0" + further.group(3)) + "@" + further.group(2))
                : Optional.empty();
    }

    private static boolean isRight(String given, String hash) {
        return MessageDigest.isEqual(
                given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                hash.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isFresh(String day, Instant now) {
        int high = BASE32.indexOf(Character.toLowerCase(day.charAt(0)));
        int low = BASE32.indexOf(Character.toLowerCase(day.charAt(1)));
        return high >= 0 && low >= 0 && Math.floorMod(day(now) - (high << 5 | low), DAYS) <= MAX_AGE;
    }

    private static int day(Instant now) {
        return (int) Math.floorMod(
                now.getEpochSecond() / ChronoUnit.DAYS.getDuration().toSeconds(), (long) DAYS);
    }

    private static String day(int day) {
        return "" + BASE32.charAt(day >> 5) + BASE32.charAt(day & 31);
    }

    private String hash(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (String part : parts) {
                byte[] octets = part.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(4).putInt(octets.length).array());
                mac.update(octets);
            }
            long bits = ByteBuffer.wrap(mac.doFinal()).getLong();
            StringBuilder hash = new StringBuilder(HASH_LENGTH);
            for (int i = 0; i < HASH_LENGTH; i++) {
                hash.append(BASE32.charAt((int) (bits >>> (59 - 5 * i)) & 31));
            }
            return hash.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
