package org.facteur.admin.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.tls.TlsPolicy;

/** How mail for a domain is protected on its way, as JSON. */
@Schema(name = "TlsPolicy")
public record TlsPolicyDocument(
        @Schema(example = "example.net", description = "With a dot in front: all domains below it.")
        String domain,

        @Schema(example = "secure", description = "A level under the name that it has in Postfix.")
        String level,

        @Schema(
                example = "[\"mx.example.com\"]",
                description = "For secure: names of servers, with a dot in front all below it; empty for the domain and"
                        + " what is below it.")
        List<String> names) {

    static TlsPolicyDocument of(TlsPolicy policy) {
        return new TlsPolicyDocument(
                policy.domain(), policy.choice().level().word(), policy.choice().names());
    }
}
