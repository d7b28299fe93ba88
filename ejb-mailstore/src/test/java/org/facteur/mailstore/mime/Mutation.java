package org.facteur.mailstore.mime;

/** A change of octets at some place: one removed, doubled or replaced, or a stretch moved. */
record Mutation(int kind, int place, byte octet) {

    byte[] applyTo(byte[] message) {
        if (message.length == 0) {
            return message;
        }
        int at = Math.floorMod(place, message.length);
        return switch (Math.floorMod(kind, 4)) {
            case 0 -> joined(message, 0, at, at + 1, message.length);
            case 1 -> joined(message, 0, at + 1, at, message.length);
            case 2 -> {
                byte[] changed = message.clone();
                changed[at] = octet;
                yield changed;
            }
            default -> joined(message, at, message.length, 0, at);
        };
    }

    private static byte[] joined(byte[] message, int from, int to, int otherFrom, int otherTo) {
        byte[] joined = new byte[to - from + otherTo - otherFrom];
        System.arraycopy(message, from, joined, 0, to - from);
        System.arraycopy(message, otherFrom, joined, to - from, otherTo - otherFrom);
        return joined;
    }
}
