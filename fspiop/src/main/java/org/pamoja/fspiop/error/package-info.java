/** What a refusal says: codes, texts, statuses and the one error body of the scheme. */
package org.pamoja.fspiop.error;
