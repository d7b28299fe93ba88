package org.facteur.api.network;

import java.util.Optional;

/** How a label in Unicode is written in letters, digits and hyphens (RFC 3492), without the prefix {@code xn--}. */
final class Punycode {

    private static final int BASE = 36;
    private static final int LEAST_THRESHOLD = 1;
    private static final int GREATEST_THRESHOLD = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_CODE_POINT = 128;

    private Punycode() {}

    static String encode(String label) {
        int[] points = label.codePoints().toArray();
        StringBuilder encoded = new StringBuilder();
        for (int point : points) {
            if (point < FIRST_CODE_POINT) {
                encoded.append((char) point);
            }
        }
        int basic = encoded.length();
        if (basic > 0) {
            encoded.append('-');
        }
        int next = FIRST_CODE_POINT;
        int bias = FIRST_BIAS;
        long delta = 0;
        for (int handled = basic; handled < points.length; next++) {
            int least = leastFrom(points, next);
            delta += (long) (least - next) * (handled + 1);
            next = least;
            for (int point : points) {
                if (point < next) {
                    delta++;
                } else if (point == next) {
                    appendNumber(encoded, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
        }
        return encoded.toString();
    }

    private static int leastFrom(int[] points, int from) {
        int least = Integer.MAX_VALUE;
        for (int point : points) {
            if (point >= from && point < least) {
                least = point;
            }
        }
        return least;
    }

    private static void appendNumber(StringBuilder encoded, long number, int bias) {
        long rest = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                encoded.append(digit((int) rest));
                return;
            }
            encoded.append(digit((int) (threshold + (rest - threshold) % (BASE - threshold))));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    /** The label that is meant; empty if it is none. */
    static Optional<String> decode(String encoded) {
        int basic = Math.max(encoded.lastIndexOf('-'), 0);
        StringBuilder label = new StringBuilder(encoded.substring(0, basic));
        int count = basic;
        int next = FIRST_CODE_POINT;
        int bias = FIRST_BIAS;
        long at = 0;
        for (int i = basic > 0 ? basic + 1 : 0; i < encoded.length(); ) {
            long before = at;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = i < encoded.length() ? Character.digit(encoded.charAt(i++), BASE) : -1;
                if (digit < 0 || at > Integer.MAX_VALUE || weight > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
                int value = digit < 10 ? digit + 26 : digit - 10;
                at += value * weight;
                int threshold = threshold(k, bias);
                if (value < threshold) {
                    break;
                }
                weight *= BASE - threshold;
            }
            count++;
            bias = adapt(at - before, count, before == 0);
            long point = next + at / count;
            if (!Character.isValidCodePoint((int) point) || point > Character.MAX_CODE_POINT) {
                return Optional.empty();
            }
            next = (int) point;
            at %= count;
            label.insert(label.offsetByCodePoints(0, (int) at), Character.toString(next));
            at++;
        }
        return Optional.of(label.toString());
    }

    private static int threshold(int k, int bias) {
        return Math.max(LEAST_THRESHOLD, Math.min(GREATEST_THRESHOLD, k - bias));
    }

    private static int adapt(long delta, int count, boolean first) {
        long rest = first ? delta / DAMP : delta / 2;
        rest += rest / count;
        int k = 0;
        while (rest > (BASE - LEAST_THRESHOLD) * GREATEST_THRESHOLD / 2) {
            rest /= BASE - LEAST_THRESHOLD;
            k += BASE;
        }
        return (int) (k + (BASE - LEAST_THRESHOLD + 1) * rest / (rest + SKEW));
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }
}
