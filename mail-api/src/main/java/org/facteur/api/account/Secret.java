package org.facteur.api.account;

import java.util.Arrays;
import java.util.Objects;

/** Text that must not reach a log: every print of it is redacted. */
public final class Secret {

    private final char[] value;

    public Secret(String value) {
        this.value = value.toCharArray();
    }

    /** The text itself, for the one place that verifies it. */
    public String reveal() {
        return new String(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(value, secret.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Secret.class, value.length);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
