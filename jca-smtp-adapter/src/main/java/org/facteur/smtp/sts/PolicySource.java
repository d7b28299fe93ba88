package org.facteur.smtp.sts;

import java.util.concurrent.CompletionStage;

/** Where policies come from. */
@FunctionalInterface
public interface PolicySource {

    /** The text of the policy of a domain; fails within bounded time if it cannot be had. */
    CompletionStage<String> fetch(String domain);
}
