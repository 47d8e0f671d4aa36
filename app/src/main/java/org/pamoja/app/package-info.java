/**
 * The {@code pamoja} command: reads the command line, starts the other modules in order and stops
 * them in reverse. Nothing else is decided here.
 */
package org.pamoja.app;
