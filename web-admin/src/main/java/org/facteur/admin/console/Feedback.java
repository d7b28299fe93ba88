package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.facteur.mailstore.administration.AdministrationException;
import org.jspecify.annotations.Nullable;

/** Tells the administrator what came of a form: above the next page when it is done, next to the field when not. */
@RequestScoped
public class Feedback {

    private final Texts texts;

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected Feedback() {
        this(null);
    }

    @Inject
    public Feedback(Texts texts) {
        this.texts = texts;
    }

    /** Shown on the page that the browser is sent to. */
    public void done(String key, Object... parts) {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, texts.of(key, parts), null));
        faces.getExternalContext().getFlash().setKeepMessages(true);
    }

    /** Shown on the page that the browser is sent to: not all of it is done. */
    public void failedThere(String key) {
        failed(key);
        FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
    }

    /** Shown on this page. */
    public void failed(String key) {
        FacesContext.getCurrentInstance()
                .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, texts.of(key), null));
    }

    /**
     * Shown on this page, next to the input whose id is the refusal's field, if it has one. The service's sentence is
     * English; a sentence of ours for {@code refusal.KIND}, for {@code refusal.KIND.field} or, with the value it speaks of, for
     * {@code refusal.KIND.reason} comes before it.
     */
    public void refused(AdministrationException refusal) {
        refused(refusal, refusal.field());
    }

    /**
     * The same on a page that calls the input otherwise than REST does.
     *
     * @param input where to say it, if a value is to blame
     */
    public void refused(AdministrationException refusal, @Nullable String input) {
        String sentence = sentence(refusal);
        FacesContext faces = FacesContext.getCurrentInstance();
        String place = refusal.field() == null ? null : input;
        faces.addMessage(place, new FacesMessage(FacesMessage.SEVERITY_ERROR, sentence, null));
        if (place != null) {
            markInvalid(faces, place);
        }
    }

    private String sentence(AdministrationException refusal) {
        String general = "refusal." + refusal.kind();
        String reason = general + "." + refusal.reason();
        if (texts.has(reason)) {
            return refusal.subject().isEmpty() ? texts.of(reason) : texts.of(reason, refusal.subject());
        }
        String particular = general + "." + refusal.field();
        return texts.has(particular)
                ? texts.of(particular)
                : texts.has(general) ? texts.of(general) : String.valueOf(refusal.getMessage());
    }

    /** The input looks as if validation had failed, and keeps what was written into it. */
    private static void markInvalid(FacesContext faces, String field) {
        faces.getViewRoot().invokeOnComponent(faces, field, (context, component) -> {
            if (component instanceof UIInput input) {
                input.setValid(false);
                input.setSubmittedValue(
                        context.getExternalContext().getRequestParameterMap().get(field));
            }
        });
    }

    /** Answers this request with the page for what is not there. */
    public void notFound() {
        FacesContext faces = FacesContext.getCurrentInstance();
        try {
            faces.getExternalContext().responseSendError(404, "Not found");
        } catch (IOException clientGone) {
            throw new UncheckedIOException(clientGone);
        }
        faces.responseComplete();
    }
}
