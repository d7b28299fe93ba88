/** The transcripts of the adapters against the deployed server. */
@NullMarked
package org.facteur.it.transcripts;

import org.jspecify.annotations.NullMarked;
