/**
 * HTTP in: two listeners that check what can be checked before a capability sees a message, and the
 * seams by which capabilities offer their routes. Knows no capability.
 */
package org.pamoja.hub.edge;
