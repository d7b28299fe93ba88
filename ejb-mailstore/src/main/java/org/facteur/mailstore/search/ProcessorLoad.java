package org.facteur.mailstore.search;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** How busy others keep the processors of this machine: work that can wait asks before it goes on. */
final class ProcessorLoad {

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
     * The share of all processors, 0 to 1, that others have used since it was last asked; 1 if nobody knows.
     *
     * @param own for how long the one who asks has kept one processor busy meanwhile
     */
    double ofOthers(Duration own) {
        long now = nanoTime.getAsLong();
        double elapsed = Math.max(1, now - asked);
        asked = now;
        double all = load.getAsDouble();
        return all >= 0 ? Math.max(0, all - own.toNanos() / elapsed / processors) : 1;
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
