package org.facteur.admin.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.facteur.mailstore.administration.AdministrationException;

/** Answers 404, 409 or 422 for what the services refuse. */
@Provider
public class AdministrationExceptionMapper implements ExceptionMapper<AdministrationException> {

    @Override
    public Response toResponse(AdministrationException refusal) {
        int status = switch (refusal.kind()) {
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, IN_USE, OVER_QUOTA -> 409;
            case INVALID -> 422;
        };
        return Problem.of(status, String.valueOf(refusal.getMessage()))
                .in(refusal.field())
                .toResponse();
    }
}
