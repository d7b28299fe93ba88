package org.facteur.wire.dns;

import java.time.Duration;

/** What came of a question: something that may be remembered, or nothing. */
sealed interface Reply permits Found, Unanswered {

    /** How long it may be remembered. */
    Duration life();

    /** What it weighs. */
    int octets();
}
