/** Whether the node can really process, and what is counted. */
package org.pamoja.hub.health;
