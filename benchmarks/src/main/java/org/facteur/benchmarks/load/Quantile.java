package org.facteur.benchmarks.load;

import java.util.List;

/** The value below which a given share of some values lies. */
final class Quantile {

    private Quantile() {}

    static double of(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }
}
