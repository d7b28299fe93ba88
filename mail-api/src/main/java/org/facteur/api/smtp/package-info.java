/** The contract between the SMTP adapter and the application that receives its mail. */
@NullMarked
package org.facteur.api.smtp;

import org.jspecify.annotations.NullMarked;
