/** DFSPs whose every move a test decides: they send any bytes and record all that they receive. */
package org.pamoja.testkit.dfsp;
