package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueueSelection;
import org.facteur.mailstore.queue.QueuedItem;
import org.jspecify.annotations.Nullable;

/**
 * {@code queue.xhtml}: mail on its way to other servers. What it shows is in its address; what it changes is named by the items
 * themselves, so that a list that changed meanwhile does no harm.
 */
@Named
@RequestScoped
public class QueueView {

    static final int ROWS = 25;

    /** How long ago a message was accepted, at least. */
    public enum Age {
        HOUR(Duration.ofHours(1)),
        FOUR_HOURS(Duration.ofHours(4)),
        DAY(Duration.ofDays(1)),
        THREE_DAYS(Duration.ofDays(3));

        private final Duration least;

        Age(Duration least) {
            this.least = least;
        }
    }

    private final QueueAdministrationService queue;
    private final Feedback feedback;

    private @Nullable String sender;
    private @Nullable String recipient;
    private @Nullable String destination;
    private @Nullable String state;
    private @Nullable String age;
    private @Nullable String after;

    private List<QueuedItem> items = List.of();
    private @Nullable Long next;

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected QueueView() {
        this(null, null);
    }

    @Inject
    public QueueView(QueueAdministrationService queue, Feedback feedback) {
        this.queue = queue;
        this.feedback = feedback;
    }

    /** Reads what the address asks for, {@value #ROWS} items and no more. */
    public void load() {
        List<QueuedItem> found =
                queue.list(selection(), ids(text(after)).findFirst().orElse(0L), ROWS + 1);
        items = found.subList(0, Math.min(ROWS, found.size()));
        next = found.size() > ROWS ? (Long) items.get(ROWS - 1).id() : null;
    }

    private QueueSelection selection() {
        return new QueueSelection(
                List.of(),
                text(destination),
                text(sender),
                text(recipient),
                named(QueuedItem.State.values(), state),
                named(Age.values(), age).map(known -> Instant.now().minus(known.least)));
    }

    /** What has no such name is no error: the address is a person's to write. */
    private static <E extends Enum<E>> Optional<E> named(E[] values, @Nullable String name) {
        return Arrays.stream(values)
                .filter(value -> parameter(value).equals(text(name)))
                .findFirst();
    }

    /** A value as the address has it. */
    public static String parameter(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable String parameter) {
        return parameter == null ? "" : parameter.strip();
    }

    /** The ids in a list with commas; what is none is passed over. */
    static Stream<Long> ids(String text) {
        return Arrays.stream(text.split(",", ROWS + 1))
                .limit(ROWS)
                .filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String retry() {
        return change("queue.retried", queue::retry);
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String hold() {
        return change("queue.held", queue::hold);
    }

    /** @return where to go next, or null to stay on the page */
    public @Nullable String release() {
        return change("queue.released", queue::release);
    }

    private @Nullable String change(String done, ToIntFunction<QueueSelection> change) {
        List<Long> chosen = chosen();
        if (chosen.isEmpty()) {
            return noneChosen();
        }
        return changed(done, change.applyAsInt(QueueSelection.of(chosen)));
    }

    /** Holds what the page shows and what follows. */
    public String holdAll() {
        return changed("queue.held", queue.hold(selection()));
    }

    private String changed(String done, int count) {
        feedback.done(done, count);
        return "/admin/queue?faces-redirect=true&includeViewParams=true";
    }

    /** @return the page that asks once more, or null to stay on this one */
    public @Nullable String delete() {
        List<Long> chosen = chosen();
        return chosen.isEmpty()
                ? noneChosen()
                : "/admin/queue/delete?faces-redirect=true&id="
                        + chosen.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private @Nullable String noneChosen() {
        feedback.failed("queue.none-chosen");
        load();
        return null;
    }

    private static List<Long> chosen() {
        return ids(String.join(
                        ",",
                        FacesContext.getCurrentInstance()
                                .getExternalContext()
                                .getRequestParameterValuesMap()
                                .getOrDefault("chosen", new String[0])))
                .toList();
    }

    public List<QueuedItem> getItems() {
        return items;
    }

    /** Where the list goes on; null at its end. */
    public @Nullable Long getNext() {
        return next;
    }

    public boolean isFiltered() {
        return sender != null || recipient != null || destination != null || state != null || age != null;
    }

    public List<QueuedItem.State> getStates() {
        return List.of(QueuedItem.State.values());
    }

    public List<Age> getAges() {
        return List.of(Age.values());
    }

    public @Nullable String getSender() {
        return sender;
    }

    public void setSender(@Nullable String sender) {
        this.sender = sender;
    }

    public @Nullable String getRecipient() {
        return recipient;
    }

    public void setRecipient(@Nullable String recipient) {
        this.recipient = recipient;
    }

    public @Nullable String getDestination() {
        return destination;
    }

    public void setDestination(@Nullable String destination) {
        this.destination = destination;
    }

    public @Nullable String getState() {
        return state;
    }

    public void setState(@Nullable String state) {
        this.state = state;
    }

    public @Nullable String getAge() {
        return age;
    }

    public void setAge(@Nullable String age) {
        this.age = age;
    }

    public @Nullable String getAfter() {
        return after;
    }

    public void setAfter(@Nullable String after) {
        this.after = after;
    }
}
