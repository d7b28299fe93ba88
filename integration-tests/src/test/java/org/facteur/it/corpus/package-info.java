/** Messages of every kind for the tests with real clients. */
@NullMarked
package org.facteur.it.corpus;

import org.jspecify.annotations.NullMarked;
