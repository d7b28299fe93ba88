package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.signing.SigningAlgorithm;
import org.jspecify.annotations.Nullable;

/** What makes a key. */
@Schema(name = "NewDomainKey")
record NewDomainKey(
        @Schema(
                required = true,
                enumeration = {"rsa-sha256", "ed25519-sha256"})
        SigningAlgorithm algorithm,

        @Schema(example = "spring", description = "One that says what and when, unless it is said.") @Nullable
        String selector) {

    static NewDomainKey from(JsonObject body) {
        JsonFields fields = new JsonFields(body).only("algorithm", "selector");
        SigningAlgorithm algorithm = SigningAlgorithm.ofTag(fields.text("algorithm"))
                .orElseThrow(() -> ProblemException.invalid(
                        "algorithm",
                        "This is one of "
                                + Arrays.stream(SigningAlgorithm.values())
                                        .map(SigningAlgorithm::tag)
                                        .collect(Collectors.joining(", "))
                                + "."));
        return new NewDomainKey(algorithm, fields.nullableText("selector"));
    }

    Optional<String> wantedSelector() {
        return Optional.ofNullable(selector);
    }
}
