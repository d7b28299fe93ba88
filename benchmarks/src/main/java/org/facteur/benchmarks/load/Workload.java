package org.facteur.benchmarks.load;

/**
 * One kind of work, whose figure can be compared between servers.
 *
 * @param name as it is asked for on the command line
 * @param unit of its figure
 */
record Workload(String name, String unit, Measurement measurement) {

    /** Does the work for about so many seconds and returns its figure. */
    interface Measurement {

        double measure(Target target, double seconds) throws Exception;
    }
}
