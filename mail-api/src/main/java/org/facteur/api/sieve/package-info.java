/** The contract between the ManageSieve adapter and the application that keeps and runs the scripts. */
@NullMarked
package org.facteur.api.sieve;

import org.jspecify.annotations.NullMarked;
