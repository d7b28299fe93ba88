package org.facteur.mailstore.maintenance;

/**
 * Something in a store that should not be so.
 *
 * @param sentence what it is, for the administrator
 * @param mended whether it is as it should be now
 */
public record Finding(String sentence, boolean mended) {}
