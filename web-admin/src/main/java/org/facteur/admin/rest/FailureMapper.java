package org.facteur.admin.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.facteur.mailstore.administration.StoreUnavailableException;

/** Makes a problem document of every failure that has no mapper of its own, and tells a caller nothing of our insides. */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(FailureMapper.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem.getResponse();
        }
        if (failure instanceof WebApplicationException refused) {
            return problemFor(refused.getResponse());
        }
        if (failure instanceof StoreUnavailableException) {
            return Problem.of(503).toResponse();
        }
        LOG.log(System.Logger.Level.ERROR, "A REST call failed", failure);
        return Problem.of(500).toResponse();
    }

    /** Keeps the headers of the answer, such as Allow with 405. */
    private static Response problemFor(Response refused) {
        Response.ResponseBuilder answer =
                Response.fromResponse(Problem.of(refused.getStatus()).toResponse());
        refused.getHeaders().forEach((name, values) -> {
            if (!name.regionMatches(true, 0, "Content-", 0, "Content-".length())) {
                values.forEach(value -> answer.header(name, value));
            }
        });
        return answer.build();
    }
}
