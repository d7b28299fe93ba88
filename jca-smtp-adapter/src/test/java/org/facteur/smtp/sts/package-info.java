/** MTA-STS, also of domains that get it wrong. */
@NullMarked
package org.facteur.smtp.sts;

import org.jspecify.annotations.NullMarked;
