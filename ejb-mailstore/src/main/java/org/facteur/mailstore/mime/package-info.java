/**
 * The syntax of messages: where their parts begin and end, and what their headers say, in octets and undecoded.
 *
 * <p>The store feeds every message that arrives to a {@link org.facteur.mailstore.mime.MimeScanner}, while it writes the
 * chunks of the content: one pass, with memory that does not grow with the message. It keeps the
 * {@linkplain org.facteur.mailstore.mime.ScannedMessage#structure() structure}, encoded by
 * {@link org.facteur.mailstore.mime.StructureCodec}, and the {@linkplain org.facteur.mailstore.mime.ScannedMessage#header()
 * header} in columns beside the content, and computes a {@link org.facteur.mailstore.text.MessageSummary} for the columns
 * that searching and sorting use.
 *
 * <p>Nothing here fails because of what a message says. A message is whatever its sender made of it, and every sequence of
 * octets has a structure.
 */
@NullMarked
package org.facteur.mailstore.mime;

import org.jspecify.annotations.NullMarked;
