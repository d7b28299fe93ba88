package org.facteur.wire.abuse;

/** The failed logins to one account from clients that are new to it. Safe for use by several threads; times are nanoseconds of one clock. */
final class Guesses {

    private final AbuseLimits limits;
    private final LeakyBucket failures;
    private boolean slowed;
    private boolean suspended;
    private long suspendedUntil;

    /** What a failure comes to, and whether that is news. */
    record Sentence(Judgement judgement, boolean isNew) {}

    Guesses(AbuseLimits limits, long now) {
        this.limits = limits;
        this.failures = new LeakyBucket(limits.accountFailedLogins(), limits.window(), now);
    }

    /** Whether no login is looked at now. */
    synchronized boolean areTooMany(long now) {
        suspended = suspended && now - suspendedUntil < 0;
        return suspended;
    }

    /** Whether another failure is more than tolerated. */
    synchronized boolean isAnotherTooMany(long now) {
        return areTooMany(now) || failures.isHalfFullWithAnother(now);
    }

    synchronized Sentence failed(long now) {
        if (areTooMany(now)) {
            return new Sentence(Judgement.BLOCKED, false);
        }
        failures.add(now);
        if (failures.isFull(now)) {
            slowed = false;
            suspended = !limits.block().isZero();
            suspendedUntil = now + limits.block().toNanos();
            failures.empty();
            return new Sentence(Judgement.BLOCKED, true);
        }
        boolean wasSlowed = slowed;
        slowed = failures.isHalfFull(now);
        return new Sentence(slowed ? Judgement.SLOWED : Judgement.TOLERATED, slowed && !wasSlowed);
    }
}
