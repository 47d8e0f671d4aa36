/** The append-only, hash-chained record of what operators changed. */
package org.pamoja.hub.audit;
