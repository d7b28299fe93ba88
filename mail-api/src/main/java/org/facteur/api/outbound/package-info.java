/**
 * Mail that applications on the same server hand over inside their transactions: {@link MailConnectionFactory} for those
 * applications, {@link OutboundListener} for the one that takes the mail.
 */
@NullMarked
package org.facteur.api.outbound;

import org.jspecify.annotations.NullMarked;
