package org.facteur.api.account;

/** Identifies an account for as long as the store lives; it is never used again. */
public record AccountId(long value) {}
