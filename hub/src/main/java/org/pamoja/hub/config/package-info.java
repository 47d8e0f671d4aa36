/** Settings as typed records, read strictly from file, environment and flags. */
package org.pamoja.hub.config;
