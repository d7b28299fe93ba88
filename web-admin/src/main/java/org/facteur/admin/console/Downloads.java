package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import org.facteur.admin.maintenance.Archive;
import org.facteur.mailstore.administration.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** Answers a form with an archive instead of a page, or with the page and why not where it fails before it begins. */
@RequestScoped
public class Downloads {

    private static final System.Logger LOG = System.getLogger(Downloads.class.getName());

    @Inject
    private Feedback feedback;

    public void send(Archive archive) {
        Answer answer = new Answer(archive);
        try {
            archive.content().writeTo(answer);
            answer.flush();
        } catch (IOException | StoreUnavailableException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} is not sent whole: {1}", archive.name(), e.getMessage());
            if (!answer.hasBegun()) {
                feedback.failed("download.failed");
            }
        }
    }

    /** The body of the response, which is an archive from the first octet that is written. */
    private static final class Answer extends OutputStream {

        private final Archive archive;
        private @Nullable OutputStream body;

        Answer(Archive archive) {
            this.archive = archive;
        }

        boolean hasBegun() {
            return body != null;
        }

        private OutputStream body() throws IOException {
            OutputStream begun = body;
            if (begun == null) {
                FacesContext faces = FacesContext.getCurrentInstance();
                ExternalContext http = faces.getExternalContext();
                http.setResponseContentType(Archive.MEDIA_TYPE);
                http.setResponseHeader("Content-Disposition", archive.disposition());
                begun = http.getResponseOutputStream();
                body = begun;
                faces.responseComplete();
            }
            return begun;
        }

        @Override
        public void write(int octet) throws IOException {
            body().write(octet);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            body().write(octets, offset, length);
        }

        @Override
        public void flush() throws IOException {
            body().flush();
        }
    }
}
