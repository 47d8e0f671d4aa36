/**
 * Who may do what, which addresses may be called, how the hub signs, and the seam by which inbound
 * signatures are proven. Uses no other package of the hub.
 */
package org.pamoja.hub.security;
