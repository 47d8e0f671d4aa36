/**
 * What the resources of the admin API share: the rules their bodies are held against, with the
 * texts of the reference's validator, the amounts they read and write, and the API's own
 * description. Knows no capability.
 */
package org.pamoja.hub.admin;
