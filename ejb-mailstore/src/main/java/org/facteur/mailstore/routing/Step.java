package org.facteur.mailstore.routing;

import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.domain.DomainName;
import org.jspecify.annotations.Nullable;

/** Where an address leads, one step on. */
sealed interface Step {

    /** It is an account's. */
    record Account(MailAddress address) implements Step {}

    /**
     * It leads to other addresses.
     *
     * @param through the domain in whose name that is
     */
    record Onwards(
            List<String> targets,
            Optional<DomainName> through,
            @Nullable Group group) implements Step {}

    /** It is another server's. */
    record Elsewhere(String path) implements Step {}

    /** It is nobody's. */
    record Unknown() implements Step {}
}
