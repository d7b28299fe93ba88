/**
 * What messages say to a reader: headers and bodies decoded to characters, for searching, sorting and previews.
 *
 * <p>At delivery the store derives a {@link org.facteur.mailstore.text.MessageSummary}. For SEARCH it makes one
 * {@link org.facteur.mailstore.text.MessageTextSearch} of the key, decides as many messages as it can from its index
 * alone ({@link org.facteur.mailstore.text.MessageTextSearch#decide decide}), and opens only the others
 * ({@link org.facteur.mailstore.text.MessageTextSearch#matches matches}). Bodies are decoded and matched as streams.
 */
@NullMarked
package org.facteur.mailstore.text;

import org.jspecify.annotations.NullMarked;
