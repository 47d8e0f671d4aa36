/**
 * When settlement windows close by themselves: a calendar for each settlement model, kept in the
 * database, and the job by which one node acts at each cut-off.
 */
package org.pamoja.hub.settlement.schedule;
