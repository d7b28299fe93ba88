package org.facteur.wire.abuse;

/** What comes of an offence. */
public enum Judgement {
    TOLERATED,
    /** The answer is held back for {@link AbuseLimits#delay()}. */
    SLOWED,
    /** The connection is closed behind the answer, and for {@link AbuseLimits#block()} no other is admitted. */
    BLOCKED
}
