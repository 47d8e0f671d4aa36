/** A hub as a process of its own: start, kill, stop, and what it and its PostgreSQL use. */
package org.pamoja.bench.process;
