/**
 * An index of the texts of messages by Lucene, that answers exactly what reading them would answer. It knows contents by their
 * ids, and says of those that it does not know that it does not.
 *
 * <p>A text is indexed as its trigrams, one at each character, with their positions. A needle of three characters or more is in
 * a text if its trigrams are there one behind the other: so nothing that is found has to be verified. Beside them are the words of
 * each text, for searches with tolerance.
 */
@NullMarked
package org.facteur.mailstore.fulltext;

import org.jspecify.annotations.NullMarked;
