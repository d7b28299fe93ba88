/**
 * What IMAP clients of one account must see, whatever many of them do to its mailboxes: a model that predicts every answer,
 * and sessions that compare. Played against sessions in memory and against a deployed server.
 */
@NullMarked
package org.facteur.wire.model;

import org.jspecify.annotations.NullMarked;
