package org.facteur.admin.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** Publishes the resources of this package under {@code /api/v1}. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Facteur administration",
                        version = "1",
                        description = "Domains and accounts of this mail server. Every call needs HTTP Basic as the"
                                + " administrator; every failure is a problem document (RFC 9457)."),
        security = @SecurityRequirement(name = AdministrationApi.BASIC),
        components =
                @Components(
                        schemas = {
                            @Schema(name = "Problem", implementation = Problem.class),
                            @Schema(
                                    name = AdministrationApi.OCTETS_OF_ACCOUNT,
                                    type = SchemaType.INTEGER,
                                    format = "int64",
                                    nullable = true,
                                    description =
                                            "The most octets that it may keep; null for the default of its domain."),
                            @Schema(
                                    name = AdministrationApi.MESSAGES_OF_ACCOUNT,
                                    type = SchemaType.INTEGER,
                                    format = "int64",
                                    nullable = true,
                                    description =
                                            "The most messages that it may keep; null for the default of its domain."),
                            @Schema(
                                    name = AdministrationApi.OCTETS_OF_EACH_ACCOUNT,
                                    type = SchemaType.INTEGER,
                                    format = "int64",
                                    nullable = true,
                                    description = "The octets that an account may keep; null for no limit."),
                            @Schema(
                                    name = AdministrationApi.MESSAGES_OF_EACH_ACCOUNT,
                                    type = SchemaType.INTEGER,
                                    format = "int64",
                                    nullable = true,
                                    description = "The messages that an account may keep; null for no limit.")
                        },
                        responses = {
                            @APIResponse(
                                    name = AdministrationApi.NOT_FOUND,
                                    description = "There is nothing of that name.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = AdministrationApi.CONFLICT,
                                    description = "It exists already, or something still needs it.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = AdministrationApi.INVALID,
                                    description = "A value is not acceptable; \"field\" names it.",
                                    content =
                                            @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "Problem")))
                        }))
@SecurityScheme(securitySchemeName = AdministrationApi.BASIC, type = SecuritySchemeType.HTTP, scheme = "basic")
public class AdministrationApi extends Application {

    static final String BASIC = "basic";
    static final String NOT_FOUND = "NotFound";
    static final String CONFLICT = "Conflict";
    static final String INVALID = "Invalid";
    static final String OCTETS_OF_ACCOUNT = "OctetsOfAccount";
    static final String MESSAGES_OF_ACCOUNT = "MessagesOfAccount";
    static final String OCTETS_OF_EACH_ACCOUNT = "OctetsOfEachAccount";
    static final String MESSAGES_OF_EACH_ACCOUNT = "MessagesOfEachAccount";

    /** OpenAPI describes these calls; Jersey's own description is left out. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
