/** What a hub has acknowledged holds, whatever is killed: real processes, killed at bad moments. */
package org.pamoja.app.crash;
