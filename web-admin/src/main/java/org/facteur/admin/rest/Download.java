package org.facteur.admin.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.facteur.admin.maintenance.Archive;

/** The answer that is an archive, made while it is sent. */
final class Download {

    private Download() {}

    static Response of(Archive archive) {
        StreamingOutput content = archive.content()::writeTo;
        return Response.ok(content, Archive.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, archive.disposition())
                .build();
    }
}
