package org.facteur.mailstore.search;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Whether others have to wait for the processors of this machine: work that can wait asks before it goes on.
 *
 * <p>What others use says little by itself. Where there are two processors and the one who asks has one of them, others cannot use more than half,
 * however much they want; what they would use shows only when nothing is left.
 */
final class ProcessorLoad {

    /** The share of the processors from which on nothing is left: the system counts, and switches, by the tick. */
    private static final double FULL = 0.9;

    /** With a smaller share of others it is the one who asks who fills the processors. */
    private static final double OTHERS = 0.25;

    private final DoubleSupplier load;
    private final LongSupplier nanoTime;
    private final int processors;
    private long asked;

    /**
     * @param load the share of all processors that was in use since it was last asked, 0 to 1; negative if nobody knows
     * @param nanoTime as {@link System#nanoTime}
     */
    ProcessorLoad(DoubleSupplier load, LongSupplier nanoTime, int processors) {
        this.load = load;
        this.nanoTime = nanoTime;
        this.processors = processors;
        this.asked = nanoTime.getAsLong();
    }

    static ProcessorLoad ofThisMachine() {
        return new ProcessorLoad(
                ProcessorLoad::cpuLoad, System::nanoTime, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Whether others have used what was left of all processors since it was last asked; true if nobody knows.
     *
     * @param own how long the one who asks has had a processor meanwhile
     */
    boolean isFullOfOthers(Duration own) {
        long now = nanoTime.getAsLong();
        double elapsed = Math.max(1, now - asked);
        asked = now;
        double all = load.getAsDouble();
        return all < 0 || (all >= FULL && all - own.toNanos() / elapsed / processors >= OTHERS);
    }

    /** By name, as the class that has it is not one of those that an application sees on every server. */
    private static double cpuLoad() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            Object value =
                    server.getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "CpuLoad");
            return value instanceof Number number ? number.doubleValue() : -1;
        } catch (JMException e) {
            return -1;
        }
    }
}
