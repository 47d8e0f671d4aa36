/**
 * Headers and their rules: versions, dates, who speaks to whom; and the headers of what is sent on.
 */
package org.pamoja.fspiop.header;
