/** That the books of every hub are sound after every test of this module. */
package org.pamoja.testkit.books;
