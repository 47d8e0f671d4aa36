/**
 * The delivery desk: what participants have not got and why, as operators see and decide it, as
 * participants fetch it themselves, and as alarms tell it. Stands beside delivery and reads and
 * changes its table; delivery knows nothing of it.
 */
package org.pamoja.hub.desk;
