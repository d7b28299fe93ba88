package org.facteur.smtp.application;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.facteur.api.MailStoreException;

/** Calls the application on workers, which belong to no transaction and to no socket. */
public final class ApplicationCalls {

    private static final System.Logger LOG = System.getLogger(ApplicationCalls.class.getName());

    private final Executor workers;

    public ApplicationCalls(Executor workers) {
        this.workers = workers;
    }

    /**
     * Has a worker do something.
     *
     * @return completes in any case: with what the work throws, or a {@link RejectedExecutionException} if there is no worker
     */
    public <T> CompletableFuture<T> call(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            workers.execute(() -> {
                try {
                    result.complete(work.call());
                } catch (MailStoreException e) {
                    // Whoever calls the application has said so in the log.
                    result.completeExceptionally(e);
                } catch (Throwable e) { // whatever it is: who waits for the outcome would wait for ever
                    LOG.log(System.Logger.Level.ERROR, "A call of the application failed", e);
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }
}
