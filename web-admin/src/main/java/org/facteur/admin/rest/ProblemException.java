package org.facteur.admin.rest;

import jakarta.ws.rs.WebApplicationException;

/** A call that is refused before any service sees it; its response is a problem document. */
final class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    private ProblemException(Problem problem) {
        super(problem.detail(), problem.toResponse());
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(Problem.of(400, detail));
    }

    static ProblemException tooLarge(String detail) {
        return new ProblemException(Problem.of(413, detail));
    }

    /** A well-formed body, or a query, of which one field cannot be. */
    static ProblemException invalid(String field, String detail) {
        return new ProblemException(Problem.of(422, detail).in(field));
    }
}
