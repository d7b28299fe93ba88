/** Facteur as a person runs it: the executable jar and the EAR, each in a process of its own, and what the tests need to reach it. */
@NullMarked
package org.facteur.it.platform;

import org.jspecify.annotations.NullMarked;
